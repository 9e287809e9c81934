import { ChangeMessageVisibilityCommand, PurgeQueueCommand, SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Cloud } from "../../local/cloud";
import { localStack } from "../support/queues";
import { openProgram, type Program } from "./fixture";

// LocalStack goes on serving a poll that was cut, so a pause may cost it a message; and no test can reach into it to move its clock.
const here = test.skipIf(localStack);
const program: Program = {};
let cloud: Cloud;
let received: SQSRecord[][];

/** The submission queue's consumer is the test's; those of the other queues have nothing to do. */
const consumes = (report: (records: SQSRecord[]) => unknown) => {
  received = [];
  program.consumer = ({ Records }: SQSEvent) => {
    received.push(Records);
    return report(Records);
  };
};
const failing = (records: readonly SQSRecord[]): SQSBatchResponse => ({ batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) });
const bodies = () => received.flat().map(({ body }) => body);
const send = (...given: string[]) => Promise.all(given.map((body) => cloud.send("ticketSubmissions", body)));
const depth = () => cloud.queues.depth("ticketSubmissions");

beforeAll(async () => {
  cloud = await openProgram(program);
});

afterEach(async () => {
  const { switches } = cloud.consumers.ticketSubmissions;
  switches.deliveries = 1;
  switches.dies = undefined;
  consumes(() => null);
  if (localStack) await cloud.queues.client.send(new PurgeQueueCommand({ QueueUrl: cloud.queues.urls.ticketSubmissions }));
  else cloud.skipDelays();
  await cloud.settled();
});

describe("a batch", () => {
  test("says of each message what Lambda says", async () => {
    consumes(() => null);
    const { client, urls } = cloud.queues;
    await client.send(
      new SendMessageCommand({
        QueueUrl: urls.ticketSubmissions,
        MessageBody: "你好",
        MessageAttributes: { tenant: { DataType: "String", StringValue: "acme" }, raw: { DataType: "Binary", BinaryValue: Buffer.from([0, 255]) } },
      }),
    );
    await cloud.settled();

    expect(received).toEqual([
      [
        {
          messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          receiptHandle: expect.any(String),
          body: "你好",
          md5OfBody: "7eca689f0d3389d9dea66ae112e5cfd7",
          md5OfMessageAttributes: expect.any(String),
          attributes: {
            ApproximateReceiveCount: "1",
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
            SenderId: expect.any(String),
          },
          messageAttributes: {
            tenant: { stringValue: "acme", stringListValues: [], binaryListValues: [], dataType: "String" },
            raw: { binaryValue: "AP8=", stringListValues: [], binaryListValues: [], dataType: "Binary" },
          },
          eventSource: "aws:sqs",
          eventSourceARN: `arn:aws:sqs:eu-west-1:000000000000:${cloud.queues.names.ticketSubmissions}`,
          awsRegion: "eu-west-1",
        },
      ],
    ]);
  });

  here("has at most ten messages, and no more than five are handled at once", async () => {
    let [now, most] = [0, 0];
    consumes(async () => {
      most = Math.max(most, ++now);
      await vi.waitFor(() => expect(now === 5 || received.length > 5).toBe(true));
      now--;
    });
    await cloud.consumers.ticketSubmissions.pause();
    for (let from = 0; from < 100; from += 10) {
      const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `${index}`, MessageBody: `${from + index}` }));
      await cloud.queues.client.send(new SendMessageBatchCommand({ QueueUrl: cloud.queues.urls.ticketSubmissions, Entries }));
    }
    cloud.consumers.ticketSubmissions.resume();
    await cloud.settled();

    expect(new Set(bodies()).size).toBe(100);
    expect(Math.max(...received.map((records) => records.length))).toBe(10);
    expect(most).toBe(5);
  });
});

describe("what a consumer reports", () => {
  test.each([
    ["nothing", undefined],
    ["null", null],
    ["an empty object", {}],
    ["no failures", { batchItemFailures: [] }],
    ["null failures", { batchItemFailures: null }],
  ])("%s: everything is done", async (_what, report) => {
    consumes(() => report);
    await send("a", "b");
    await cloud.settled();

    expect(bodies().sort()).toEqual(["a", "b"]);
  });

  test.each([
    ["a list that is none", { batchItemFailures: "all" }],
    ["an item without a name", { batchItemFailures: [{}] }],
    ["an empty name", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["the name of a message that was not there", { batchItemFailures: [{ itemIdentifier: "another" }] }],
    ["text", "done"],
  ])("%s: everything comes again", async (_what, report) => {
    consumes(() => report);
    await send("a");
    expect(await cloud.drain()).toBe(true);

    expect(await depth()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  });

  here("a crash: everything comes again, after the visibility of the queue", async () => {
    consumes(() => {
      throw new Error("a bug");
    });
    await send("a");
    await cloud.drain();
    expect(await depth()).toMatchObject({ inFlight: 1 });

    consumes(() => null);
    cloud.skipDelays();
    await cloud.settled();

    expect(received.flat().map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount])).toEqual([["a", "2"]]);
  });

  here("a failed item: it alone comes again", async () => {
    consumes((records) => failing(records.filter(({ body }) => body === "bad")));
    await cloud.consumers.ticketSubmissions.pause();
    await send("good", "bad", "fine");
    cloud.consumers.ticketSubmissions.resume();
    await cloud.drain();
    expect(await depth()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });

    consumes(() => null);
    cloud.skipDelays();
    await cloud.settled();
    expect(bodies()).toEqual(["bad"]);
  });

  test("a visibility that it set itself counts", async () => {
    consumes(async (records) => {
      if (records[0]?.attributes.ApproximateReceiveCount !== "1") return null;
      await cloud.queues.client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: cloud.queues.urls.ticketSubmissions, ReceiptHandle: records[0]?.receiptHandle, VisibilityTimeout: 1 }),
      );
      return failing(records);
    });
    await send("again");
    await cloud.settled();

    expect(bodies()).toEqual(["again", "again"]);
  });
});

describe("the switches for tests", () => {
  test("deliver each batch as often as wished", async () => {
    consumes(() => null);
    cloud.consumers.ticketSubmissions.switches.deliveries = 3;
    await send("a");
    await cloud.settled();

    expect(bodies()).toEqual(["a", "a", "a"]);
  });

  here.each([
    ["received", []],
    ["handled", ["a"]],
  ] as const)("kill the consumer with a batch %s: it comes again", async (point, before) => {
    consumes(() => null);
    cloud.consumers.ticketSubmissions.switches.dies = (at) => at === point;
    await send("a");
    await cloud.drain();
    expect(bodies()).toEqual(before);
    expect(await depth()).toMatchObject({ inFlight: 1 });

    cloud.consumers.ticketSubmissions.switches.dies = undefined;
    cloud.skipDelays();
    await cloud.settled();
    expect(bodies()).toEqual([...before, "a"]);
  });

  here("pause: what is sent stays visible, and is handled after resume", async () => {
    consumes(() => null);
    await cloud.consumers.ticketSubmissions.pause();
    await send("a");
    expect(await depth()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });

    cloud.consumers.ticketSubmissions.resume();
    await cloud.settled();
    expect(received.flat().map(({ attributes }) => attributes.ApproximateReceiveCount)).toEqual(["1"]);
  });

  here("skip delays: a delayed message comes at once", async () => {
    consumes(() => null);
    await cloud.send("ticketSubmissions", "later", 900);
    await cloud.settled();
    expect(received).toEqual([]);

    cloud.skipDelays();
    await cloud.settled();
    expect(bodies()).toEqual(["later"]);
  });

  here("settled says what is left when the time is over", async () => {
    await cloud.consumers.ticketSubmissions.pause();
    await send("a");

    await expect(cloud.settled(20)).rejects.toThrow('"ticketSubmissions":{"visible":1,"inFlight":0,"delayed":0}');
    cloud.consumers.ticketSubmissions.resume();
  });
});
