// What PFlow takes for granted of SQS. It runs unchanged on the queues of this machine and, by `npm run test:localstack`, on LocalStack's.
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { consumer } from "../../functions/kit/consumer";
import { send, sendAll } from "../../functions/kit/queue";
import { setEnvironment } from "../../local/cloud-environment";
import { startEventSource } from "../../local/event-source";
import { type Queues, startQueues } from "../../local/queue";
import { accessByClient } from "../../local/queue-access";
import { queueArn, region, stage } from "../../local/settings";
import { queues as settings } from "../../shared/contract/queues";
import { guardText } from "../../shared/rules/text-guard";
import { onLocalStack } from "../support/queues";

let queues: Queues;
let restore: () => void;

beforeAll(async () => {
  const { queueEndpoint, queueNames } = onLocalStack();
  queues = await startQueues({ port: 0, endpoint: queueEndpoint, names: queueNames });
  restore = setEnvironment({
    AWS_ENDPOINT_URL_SQS: queues.endpoint,
    AWS_REGION: region,
    PFLOW_STAGE: stage,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    // A consumer has a database, which no story here asks.
    DATABASE_CLUSTER_ARN: "none",
    TICKET_DATABASE_SECRET_ARN: "none",
  });
});
afterAll(async () => {
  restore?.();
  await queues?.close();
});

/** A queue of the test's own. */
async function open(attributes: Record<string, string> = {}) {
  const name = `q${crypto.randomUUID()}`;
  const { client } = queues;
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  process.env.TICKET_QUEUE_URL = QueueUrl;
  return {
    name,
    url: QueueUrl,
    put: (MessageBody: string, DelaySeconds?: number) => client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds })),
    putBatch: (bodies: readonly string[], idOf: (index: number) => string = String) =>
      client.send(new SendMessageBatchCommand({ QueueUrl, Entries: bodies.map((MessageBody, index) => ({ Id: idOf(index), MessageBody })) })),
    /** Waits up to so many seconds for the first. */
    take: async (WaitTimeSeconds = 0): Promise<Message[]> =>
      (
        await client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            WaitTimeSeconds,
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ["All"],
            MessageSystemAttributeNames: ["All"],
          }),
        )
      ).Messages ?? [],
    visible: (message: Message | undefined, VisibilityTimeout: number) =>
      client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout })),
  };
}
type Open = Awaited<ReturnType<typeof open>>;

/** Takes until so many are there; gives them all. */
async function takeAll(queue: Open, count: number): Promise<Message[]> {
  const taken: Message[] = [];
  while (taken.length < count) {
    const more = await queue.take(5);
    if (more.length === 0) break;
    taken.push(...more);
  }
  return taken;
}

const countOf = (message: Message | undefined) => Number(message?.Attributes?.ApproximateReceiveCount);
const secondsSince = (from: number) => (Date.now() - from) / 1000;

describe("a message that was received", () => {
  test("is seen by nobody for its visibility, then comes again and counts it", async () => {
    const queue = await open({ VisibilityTimeout: "2" });
    await queue.put("a");
    const from = Date.now();
    expect((await queue.take()).map(countOf)).toEqual([1]);
    expect(await queue.take()).toEqual([]);

    const [again] = await queue.take(10);
    expect([again?.Body, countOf(again)]).toEqual(["a", 2]);
    expect(secondsSince(from)).toBeGreaterThan(1);
  });

  test("comes at once, or later, when its visibility is changed to that", async () => {
    const queue = await open({ VisibilityTimeout: "600" });
    await queue.put("a");
    const [first] = await queue.take();
    await queue.visible(first, 0);
    const [second] = await queue.take(5);
    expect(countOf(second)).toBe(2);

    const from = Date.now();
    await queue.visible(second, 2);
    expect(await queue.take()).toEqual([]);
    expect(countOf((await queue.take(10))[0])).toBe(3);
    expect(secondsSince(from)).toBeGreaterThan(1);
  });

  test("is gone when it is deleted", async () => {
    const queue = await open({ VisibilityTimeout: "1" });
    await queue.putBatch(["a", "b", "c"]);
    const messages = await takeAll(queue, 3);
    const Entries = messages.filter(({ Body }) => Body !== "b").map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await queues.client.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));

    expect((await queue.take(10)).map(({ Body }) => Body)).toEqual(["b"]);
    expect(await queue.take()).toEqual([]);
  });

  test("goes to the dead-letter queue, as it was sent, when it was received too often", async () => {
    const dead = await open();
    const queue = await open({
      VisibilityTimeout: "600",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(dead.name), maxReceiveCount: 2 }),
    });
    await send("ticketSubmissions", { body: "bad", attributes: { tenant: "acme" } });
    const ids = new Set<string | undefined>();
    for (let n = 0; n < 2; n++) {
      const [message] = await queue.take(5);
      ids.add(message?.MessageId);
      await queue.visible(message, 0);
    }
    expect(await queue.take(1)).toEqual([]);

    const [last] = await dead.take(5);
    expect(last).toMatchObject({ Body: "bad", MessageAttributes: { tenant: { StringValue: "acme" } } });
    expect([...ids]).toEqual([last?.MessageId]);
  });
});

test("a delayed message comes when its time is over, and not before", async () => {
  const queue = await open();
  const from = Date.now();
  await send("ticketSubmissions", { body: "later", delay: 2 });
  expect(await queue.take()).toEqual([]);
  expect((await queue.take(10)).map(({ Body }) => Body)).toEqual(["later"]);
  expect(secondsSince(from)).toBeGreaterThan(1);
});

describe("a consumer", () => {
  type Seen = { body: string; count: number; at: number };

  /** Feeds the consumer from the queue as Lambda does, until all was seen so often. */
  async function consume(queue: Open, times: number, story: (records: readonly SQSRecord[]) => Promise<readonly SQSRecord[]>): Promise<Seen[]> {
    const seen: Seen[] = [];
    const handler = consumer("ticket", "ticketSubmissions", story);
    const source = startEventSource({
      queue: settings.ticketSubmissions,
      name: queue.name,
      access: accessByClient(queues.client, queue.url),
      handler: () => (event: SQSEvent, context) => {
        for (const { body, attributes } of event.Records) seen.push({ body, count: Number(attributes.ApproximateReceiveCount), at: Date.now() });
        return handler(event, context);
      },
    });
    try {
      await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(times), { timeout: 30_000, interval: 20 });
    } finally {
      await source.close();
    }
    return seen;
  }
  const first = ({ attributes }: SQSRecord) => attributes.ApproximateReceiveCount === "1";

  test("gets again what it could not do, that alone, and after the time that it set", { timeout: 40_000 }, async () => {
    const queue = await open({ VisibilityTimeout: "600" });
    await queue.putBatch(["good", "bad", "fine"]);
    const seen = await consume(queue, 4, async (records) => records.filter((record) => record.body === "bad" && first(record)));

    const counts = seen.map(({ body, count }) => `${body} ${count}`);
    expect([...counts].sort()).toEqual(["bad 1", "bad 2", "fine 1", "good 1"]);
    const [before, after] = seen.filter(({ body }) => body === "bad").map(({ at }) => at);
    expect(((after ?? 0) - (before ?? 0)) / 1000).toBeGreaterThan(3);
    expect(await queue.take()).toEqual([]);
  });

  test("that throws gets its whole batch again, after that time, too", { timeout: 40_000 }, async () => {
    const queue = await open({ VisibilityTimeout: "600" });
    await queue.putBatch(["a", "b"]);
    const seen = await consume(queue, 4, async (records) => {
      if (records.some(first)) throw new Error("a bug");
      return [];
    });

    expect(seen.map(({ body, count }) => `${body} ${count}`).sort()).toEqual(["a 1", "a 2", "b 1", "b 2"]);
  });
});

describe("what is sent", () => {
  test("arrives with its attributes", async () => {
    const queue = await open();
    const attributes = { tenant: "acme", acceptedAt: "2026-01-02T03:04:05.678Z", name: "李雷 🧾" };
    await send("ticketSubmissions", { body: "你好", attributes });

    const [message] = await queue.take(5);
    expect(message?.Body).toBe("你好");
    expect(Object.fromEntries(Object.entries(message?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]))).toEqual(attributes);
  });

  test("may be many, and large: it is cut into batches that the queue takes", async () => {
    const queue = await open({ VisibilityTimeout: "600" });
    const bodies = [
      ...Array.from({ length: 25 }, (_, index) => `small ${index}`),
      ...Array.from({ length: 8 }, (_, index) => `${index}${"大".repeat(20_000)}`),
    ];
    await sendAll(
      "ticketSubmissions",
      bodies.map((body) => ({ body, attributes: { tenant: "acme" } })),
    );

    expect((await takeAll(queue, bodies.length)).map(({ Body }) => Body).sort()).toEqual([...bodies].sort());
  });

  test("in one call is ten messages with ids of their own, and neither none nor more", async () => {
    const queue = await open();
    expect((await queue.putBatch(Array.from({ length: 10 }, (_, index) => `${index}`))).Successful).toHaveLength(10);
    await expect(queue.putBatch(Array.from({ length: 11 }, (_, index) => `${index}`))).rejects.toMatchObject({
      name: expect.stringContaining("TooManyEntries"),
    });
    await expect(queue.putBatch([])).rejects.toMatchObject({ name: expect.stringContaining("EmptyBatch") });
    await expect(queue.putBatch(["a", "b"], () => "same")).rejects.toMatchObject({ name: expect.stringContaining("NotDistinct") });

    expect(await takeAll(queue, 10)).toHaveLength(10);
  });

  test("is no more than 1 MiB", async () => {
    const queue = await open();
    const long = "x".repeat(2 ** 20 + 1);
    await expect(queue.put(long)).rejects.toThrow();
    await expect(queue.putBatch([long.slice(0, 600_000), long.slice(0, 600_000)])).rejects.toThrow();
    await queue.put(long.slice(0, 200 * 1024));

    expect((await queue.take(5)).map(({ Body }) => Body?.length)).toEqual([200 * 1024]);
  });

  test.each(["\u0000", "\u0008", "\u000b", "\u000c", "\u001f", "\ufffe", "\uffff"])(
    "with %j is refused by the queue, as by our text guard",
    async (character) => {
      const queue = await open();
      expect(guardText(`a${character}b`)).toHaveLength(1);
      await expect(queue.put(`a${character}b`)).rejects.toMatchObject({ name: expect.stringContaining("InvalidMessageContents") });
      const batch = await queue.putBatch(["fine", `a${character}b`]).catch((error: Error) => error);
      // A batch with one is refused whole, or that one of it.
      const refused = batch instanceof Error ? batch.name : batch.Failed?.map(({ Code }) => Code).join();
      expect(refused).toContain("InvalidMessageContents");
    },
  );

  test("with any other character arrives as it was", async () => {
    const queue = await open();
    const body = "\t\n\r ~\u007f\u0085 é 你好 \u2028\ud7ff\ue000\ufffd 😀\u{10ffff}";
    expect(guardText(body)).toEqual([]);
    await send("ticketSubmissions", { body });

    expect((await queue.take(5)).map(({ Body }) => Body)).toEqual([body]);
  });
});
