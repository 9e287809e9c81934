import type { Message } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { afterEach, expect, test, vi } from "vitest";
import { type EventSource, startEventSource } from "../../local/event-source";
import { queues } from "../../shared/contract/queues";

let source: EventSource | undefined;
afterEach(() => source?.close());

const message = (MessageId: string): Message => ({ MessageId, ReceiptHandle: MessageId, Body: MessageId, Attributes: {} });

/** An event source on a queue that gives these batches, one a poll; the first is handled until `release`. */
function started(batches: Message[][], gatherFor?: number) {
  let [polls, endPoll, release] = [0, () => {}, () => {}];
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const handled: string[][] = [];
  source = startEventSource({
    queue: queues.ticketSubmissions,
    name: "q",
    gatherFor,
    access: {
      receive: () => {
        polls++;
        const batch = batches.shift();
        if (batch) return Promise.resolve(batch);
        return new Promise((resolve) => {
          endPoll = () => resolve([]);
        });
      },
      remove: async () => undefined,
      endPolls: () => endPoll(),
    },
    handler:
      () =>
      async ({ Records }: SQSEvent) => {
        handled.push(Records.map(({ body }) => body));
        if (handled.length === 1) await held;
      },
  });
  return { polls: () => polls, handled, release };
}

test("while a batch that is not full is handled, what comes gathers for the next one", async () => {
  const { polls, handled, release } = started([[message("a")], [message("b"), message("c")]], 60_000);
  await vi.waitFor(() => expect(handled).toEqual([["a"]]));
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  expect(polls()).toBe(1);

  release();
  await vi.waitFor(() => expect(handled).toEqual([["a"], ["b", "c"]]));
});

test("a full batch holds up nobody, and one that takes long only for a moment", async () => {
  const full = Array.from({ length: 10 }, (_, n) => message(`m${n}`));
  const first = started([full, [message("next")]], 60_000);
  await vi.waitFor(() => expect(first.handled).toHaveLength(2));
  first.release();
  await source?.close();

  const second = started([[message("slow")], [message("next")]]);
  await vi.waitFor(() => expect(second.handled).toEqual([["slow"], ["next"]]));
  second.release();
});
