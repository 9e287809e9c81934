import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Queues, startQueues } from "../../local/queue";
import { openJournal } from "../../local/queue-journal";

let folder: string;
let queues: Queues;
const journal = () => join(folder, "queues.jsonl");
const open = async () => {
  queues = await startQueues({ port: 0, journal: journal() });
};
/** As a process that is killed: nothing is written any more. */
const restart = async () => {
  queues.client.destroy();
  await queues.server?.close();
  await open();
};
const QueueUrl = () => queues.urls.ticketSubmissions;
const send = (MessageBody: string, DelaySeconds?: number) =>
  queues.client.send(
    new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody, DelaySeconds, MessageAttributes: { tenant: { DataType: "String", StringValue: "acme" } } }),
  );
const receive = async (): Promise<Message[]> =>
  (
    await queues.client.send(
      new ReceiveMessageCommand({ QueueUrl: QueueUrl(), MaxNumberOfMessages: 10, MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] }),
    )
  ).Messages ?? [];
const depth = () => queues.depth("ticketSubmissions");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pflow-queue-"));
  await open();
});
afterEach(async () => {
  await queues.close();
  await rm(folder, { recursive: true });
});

describe("the queues", () => {
  test("are what the contract says, each with a dead-letter queue of its own", async () => {
    const attributes = async (queue: "ticketSubmissions" | "ticketDeadLetters") =>
      (await queues.client.send(new GetQueueAttributesCommand({ QueueUrl: queues.urls[queue], AttributeNames: ["All"] }))).Attributes;

    expect(await attributes("ticketSubmissions")).toMatchObject({
      QueueArn: "arn:aws:sqs:eu-west-1:000000000000:ticket_submissions",
      VisibilityTimeout: "180",
      MessageRetentionPeriod: "1209600",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-west-1:000000000000:ticket_submissions_dead_letters", maxReceiveCount: 1000 }),
    });
    // It has a consumer, too, and so a last one behind it.
    expect((await attributes("ticketDeadLetters"))?.RedrivePolicy).toContain(':ticket_submissions_dead_letters_dead_letters"');
  });

  test("are found under any name of this machine", async () => {
    await queues.client.send(new SendMessageCommand({ QueueUrl: QueueUrl().replace("127.0.0.1", "localhost"), MessageBody: "a" }));

    expect(await receive()).toHaveLength(1);
  });

  test("take back what was given to a client that hung up", async () => {
    const hung = new AbortController();
    const waiting = queues.changes.next();
    const poll = queues.client.send(new ReceiveMessageCommand({ QueueUrl: QueueUrl(), WaitTimeSeconds: 20 }), { abortSignal: hung.signal });
    await waiting;
    hung.abort();
    await expect(poll).rejects.toThrow("aborted");
    while ((queues.server?.store.getQueueByName("ticket_submissions")?.pollWaiters.length ?? 0) === 0) await queues.changes.next();
    await new Promise((resolve) => setImmediate(resolve));
    await send("a");

    const [message] = await receive();
    expect(message).toMatchObject({ Body: "a", Attributes: { ApproximateReceiveCount: "1" } });
  });

  test("say which port is busy and what to do", async () => {
    const port = Number(new URL(queues.endpoint).port);

    await expect(startQueues({ port })).rejects.toThrow(
      `Port ${port} for the queues is in use: stop what listens there, or set PFLOW_QUEUE_PORT to another port.`,
    );
  });
});

describe("a restart", () => {
  test("loses nothing that was sent, and gives back attributes and age", async () => {
    await send("你好");
    const [before] = await receive();
    await restart();

    const [message] = await receive();
    expect(message).toMatchObject({
      Body: "你好",
      MessageAttributes: { tenant: { StringValue: "acme" } },
    });
    // The journal is written a moment before the queue takes the message.
    expect(Math.abs(Number(message?.Attributes?.SentTimestamp) - Number(before?.Attributes?.SentTimestamp))).toBeLessThan(1_000);
  });

  test("gives back what was in flight at once, and what was put off at its time", async () => {
    await send("in flight");
    await receive();
    await send("put off");
    const [putOff] = await receive();
    await queues.client.send(new ChangeMessageVisibilityCommand({ QueueUrl: QueueUrl(), ReceiptHandle: putOff?.ReceiptHandle, VisibilityTimeout: 600 }));
    await send("delayed", 300);
    await restart();

    expect((await receive()).map(({ Body }) => Body)).toEqual(["in flight"]);
    expect(await depth()).toEqual({ visible: 0, inFlight: 1, delayed: 2 });
    const due = queues.server?.store
      .inspectQueue("ticket_submissions")
      ?.messages.delayed.map(({ body, delayUntil = 0 }) => [body, Math.round((delayUntil - Date.now()) / 10_000)]);
    expect(due).toEqual([
      ["put off", 60],
      ["delayed", 30],
    ]);
  });

  test("does not bring back what was deleted", async () => {
    await queues.client.send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries: ["a", "b"].map((body) => ({ Id: body, MessageBody: body })) }));
    const messages = await receive();
    const a = messages.find(({ Body }) => Body === "a");
    await queues.client.send(new DeleteMessageCommand({ QueueUrl: QueueUrl(), ReceiptHandle: a?.ReceiptHandle }));
    await restart();

    expect((await receive()).map(({ Body }) => Body)).toEqual(["b"]);
    await restart();
    expect((await receive()).map(({ Body }) => Body)).toEqual(["b"]);
  });

  test("keeps a message whose old receipt was used after a second delivery", async () => {
    await send("a");
    const [first] = await receive();
    await queues.client.send(new ChangeMessageVisibilityCommand({ QueueUrl: QueueUrl(), ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 }));
    await receive();
    await queues.client.send(new DeleteMessageCommand({ QueueUrl: QueueUrl(), ReceiptHandle: first?.ReceiptHandle }));
    await restart();

    expect(await receive()).toHaveLength(1);
  });

  test("drops a line that a crash left half written", async () => {
    await send("a");
    await queues.close();
    const { appendFile } = await import("node:fs/promises");
    await appendFile(journal(), '{"put":{"id":"x","que');
    await open();

    expect((await receive()).map(({ Body }) => Body)).toEqual(["a"]);
  });
});

test("the journal does not grow for ever", () => {
  const file = join(folder, "long.jsonl");
  const long = openJournal(file);
  long.done();
  for (let n = 0; n < 30_000; n++) {
    long.note("SendMessage", "q", { MessageBody: "x" }, { MessageId: `m${n}` });
    long.note("ReceiveMessage", "q", {}, { Messages: [{ MessageId: `m${n}`, ReceiptHandle: `h${n}` }] });
    long.note("DeleteMessage", "q", { ReceiptHandle: `h${n}` }, {});
  }

  expect(readFileSync(file, "utf8").split("\n").length).toBeLessThan(50_000);
  long.close();
  expect(readFileSync(file, "utf8")).toBe("");
});
