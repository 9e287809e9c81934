import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient, GetMetricDataCommand, GetMetricStatisticsCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ConflictException, CreateScheduleCommand, DeleteScheduleCommand, GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../../local/cloud";
import type { Data } from "../../local/cloud-environment";
import { startScheduler } from "../../local/scheduler";
import { utcOf } from "../../local/zoned-time";
import { openProgram, type Program } from "./fixture";

let now = Date.parse("2026-12-01T00:00:00Z");
const handed: string[] = [];
const program: Program = {
  now: () => now,
  consume: false,
  consumer: ({ Records }: SQSEvent) => void handed.push(...Records.map(({ body }) => body)),
  data: {
    dataApi: { url: "http://127.0.0.1:9" },
    secrets: { environment: () => ({}), get: (arn: string) => (arn === "arn:known" ? { a: 1 } : undefined) },
  } as unknown as Data, // no more of them is asked here
};
let cloud: Cloud;
let clients: { lambda: LambdaClient; scheduler: SchedulerClient; cloudWatch: CloudWatchClient; secrets: SecretsManagerClient };

beforeAll(async () => {
  cloud = await openProgram(program);
  // As handlers make them: everything is in the environment.
  clients = {
    lambda: new LambdaClient({ maxAttempts: 1 }),
    scheduler: new SchedulerClient({ maxAttempts: 1 }),
    cloudWatch: new CloudWatchClient({ maxAttempts: 1 }),
    secrets: new SecretsManagerClient({ maxAttempts: 1 }),
  };
});

describe("Lambda's Invoke", () => {
  const invoke = async (payload: unknown, more: Partial<InvokeCommand["input"]> = {}) => {
    const reply = await clients.lambda.send(new InvokeCommand({ FunctionName: "local-pflow-ticket", Payload: Buffer.from(JSON.stringify(payload)), ...more }));
    return {
      status: reply.StatusCode,
      error: reply.FunctionError,
      body: reply.Payload?.length ? JSON.parse(Buffer.from(reply.Payload).toString()) : undefined,
    };
  };

  test("hands over the payload and the reply as JSON", async () => {
    program.domain = (event: unknown) => ({ event, at: new Date(0), gone: undefined });

    expect(await invoke({ a: "工单" })).toEqual({ status: 200, error: undefined, body: { event: { a: "工单" }, at: "1970-01-01T00:00:00.000Z" } });
  });

  test("takes an ARN as well as a name, and says when there is no such function", async () => {
    program.domain = () => 1;

    expect(await invoke({}, { FunctionName: "arn:aws:lambda:eu-west-1:000000000000:function:local-pflow-form" })).toMatchObject({ body: 1 });
    await expect(invoke({}, { FunctionName: "local-pflow-nothing" })).rejects.toThrow("Function not found");
  });

  test("says that a function crashed, in the payload", async () => {
    program.domain = () => {
      throw new TypeError("a bug");
    };

    expect(await invoke({})).toMatchObject({ status: 200, error: "Unhandled", body: { errorType: "TypeError", errorMessage: "a bug" } });
  });

  test("does not wait for an event", async () => {
    const done: unknown[] = [];
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    program.domain = async (event: unknown) => {
      await gate;
      done.push(event);
    };

    expect(await invoke({ n: 1 }, { InvocationType: "Event" })).toEqual({ status: 202, error: undefined, body: undefined });
    expect(done).toEqual([]);
    go();
    await cloud.lambda.settled();
    expect(done).toEqual([{ n: 1 }]);
  });

  test("refuses more than 6 MB", async () => {
    await expect(invoke("x".repeat(6 * 1024 * 1024))).rejects.toMatchObject({ name: "RequestTooLargeException" });
  });

  test("fails as a test wishes, for that function only", async () => {
    program.domain = () => "here";
    cloud.away("ticket");
    await expect(invoke({})).rejects.toThrow();
    expect(await invoke({}, { FunctionName: "local-pflow-form" })).toMatchObject({ body: "here" });

    cloud.away("ticket", "throttled");
    await expect(invoke({})).rejects.toMatchObject({ name: "TooManyRequestsException", $metadata: { httpStatusCode: 429 } });
    cloud.away("ticket", "crashing");
    expect(await invoke({})).toMatchObject({ error: "Unhandled" });
    cloud.away("ticket", null);
    expect(await invoke({})).toMatchObject({ body: "here" });
  });
});

describe("EventBridge Scheduler", () => {
  const schedule = (Name: string, at: string, more: Partial<CreateScheduleCommand["input"]> = {}) =>
    clients.scheduler.send(
      new CreateScheduleCommand({
        Name,
        GroupName: process.env.SCHEDULER_GROUP,
        ScheduleExpression: `at(${at})`,
        FlexibleTimeWindow: { Mode: "OFF" },
        ActionAfterCompletion: "DELETE",
        Target: { Arn: process.env.TICKET_WORK_QUEUE_ARN, RoleArn: process.env.SCHEDULER_ROLE_ARN, Input: `{"name":"${Name}"}` },
        ...more,
      }),
    );
  const get = (Name: string) => clients.scheduler.send(new GetScheduleCommand({ Name, GroupName: process.env.SCHEDULER_GROUP }));
  const arrived = async () =>
    (await cloud.queues.client.send(new ReceiveMessageCommand({ QueueUrl: cloud.queues.urls.ticketWork, MaxNumberOfMessages: 10 }))).Messages?.map(
      ({ Body }) => Body,
    ) ?? [];

  test("fires at its time, not before, once, and is then gone", async () => {
    await schedule("once", "2026-12-01T01:00:00");
    now += 3_599_000;
    await cloud.scheduler.tick();
    expect(await arrived()).toEqual([]);

    now += 1_000;
    await cloud.scheduler.tick();
    await cloud.scheduler.tick();
    expect(await arrived()).toEqual(['{"name":"once"}']);
    await expect(get("once")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("refuses a second of the same name", async () => {
    await schedule("twice", "2027-01-01T00:00:00");

    await expect(schedule("twice", "2027-01-02T00:00:00")).rejects.toBeInstanceOf(ConflictException);
  });

  test("reads wall-clock times of a zone", async () => {
    await schedule("zoned", "2026-12-02T09:00:00", { ScheduleExpressionTimezone: "Asia/Shanghai" });

    expect(await get("zoned")).toMatchObject({ ScheduleExpressionTimezone: "Asia/Shanghai", Target: { Input: '{"name":"zoned"}' } });
    expect(cloud.scheduler.schedules().find(({ name }) => name === "zoned")?.due).toBe(Date.parse("2026-12-02T01:00:00Z"));
  });

  test("forgets one that is deleted", async () => {
    await schedule("dropped", "2026-12-01T02:00:00");
    await clients.scheduler.send(new DeleteScheduleCommand({ Name: "dropped", GroupName: process.env.SCHEDULER_GROUP }));
    now = Date.parse("2026-12-01T03:00:00Z");
    await cloud.scheduler.tick();

    expect(await arrived()).toEqual([]);
  });

  test.each([
    ["a rate", { ScheduleExpression: "rate(5 minutes)" }],
    ["a time that is none", { ScheduleExpression: "at(2026-13-01T00:00:00)" }],
    ["an unknown zone", { ScheduleExpressionTimezone: "Mars/Olympus" }],
    ["a flexible window", { FlexibleTimeWindow: { Mode: "FLEXIBLE" as const, MaximumWindowInMinutes: 5 } }],
  ])("refuses %s", async (_what, more) => {
    await expect(schedule("bad", "2027-01-01T00:00:00", more)).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("survives a restart, fires what became due meanwhile, and tries again while the queue is away", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pflow-scheduler-"));
    const [file, clock, sent] = [join(folder, "schedules.json"), { now: Date.now() }, [] as string[]];
    let away = true;
    const open = () =>
      startScheduler({
        file,
        now: () => clock.now,
        send: async (_arn, input) => {
          if (away) throw new Error("away");
          sent.push(input);
        },
      });
    const at = new Date(clock.now + 3_600_000).toISOString().slice(0, 19);
    const body = JSON.stringify({
      ScheduleExpression: `at(${at})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "DELETE",
      Target: { Arn: "arn:aws:sqs:x:0:q", RoleArn: "r", Input: "later" },
    });
    const first = open();
    await first.handle({ method: "POST", path: ["schedules", "s"], query: new URLSearchParams(), headers: {}, body: Buffer.from(body) });
    await first.close();

    const second = open();
    clock.now += 7_200_000;
    await second.tick();
    expect(second.schedules()).toHaveLength(1);
    away = false;
    await second.tick();
    expect([sent, second.schedules()]).toEqual([["later"], []]);
    await second.close();
    await rm(folder, { recursive: true });
  });

  test.each([
    ["2026-07-01T12:00:00", "Europe/Berlin", "2026-07-01T10:00:00Z"],
    ["2026-12-01T12:00:00", "Europe/Berlin", "2026-12-01T11:00:00Z"],
    ["2026-10-25T04:00:00", "Europe/Berlin", "2026-10-25T03:00:00Z"],
    ["2026-12-01T00:30:00", "Asia/Kolkata", "2026-11-30T19:00:00Z"],
  ])("%s in %s is %s", (local, zone, utc) => {
    expect(utcOf(local, zone)).toBe(Date.parse(utc));
  });
});

describe("CloudWatch", () => {
  const age = async () => {
    const Dimensions = [{ Name: "QueueName", Value: "ticket_submissions" }];
    const metric = { Namespace: "AWS/SQS", MetricName: "ApproximateAgeOfOldestMessage", Dimensions };
    const span = { StartTime: new Date(now - 180_000), EndTime: new Date(now) };
    const data = await clients.cloudWatch.send(
      new GetMetricDataCommand({ ...span, MetricDataQueries: [{ Id: "age", MetricStat: { Metric: metric, Period: 60, Stat: "Maximum" } }] }),
    );
    const statistics = await clients.cloudWatch.send(new GetMetricStatisticsCommand({ ...metric, ...span, Period: 60, Statistics: ["Maximum"] }));
    expect(statistics.Datapoints?.[0]?.Maximum).toBe(data.MetricDataResults?.[0]?.Values?.[0]);
    return data.MetricDataResults?.[0]?.Values?.[0];
  };

  test("tells the age of a queue's oldest message, until it was received three times", async () => {
    now = Date.now();
    expect(await age()).toBe(0);
    await cloud.send("ticketSubmissions", "old");
    now += 90_000;
    expect(await age()).toBeGreaterThanOrEqual(89);

    for (let n = 0; n < 3; n++) {
      await cloud.queues.client.send(new ReceiveMessageCommand({ QueueUrl: cloud.queues.urls.ticketSubmissions }));
      cloud.skipDelays();
    }
    expect(await age()).toBe(0);
  });

  test("keeps what is put, and gives it back by period, newest first", async () => {
    const Dimensions = [{ Name: "Stage", Value: "local" }];
    const at = Math.floor(now / 60_000) * 60_000;
    const MetricData = [
      [at - 120_000, 5],
      [at - 60_000, 7],
      [at - 59_000, 3],
    ].map(([time = 0, Value]) => ({ MetricName: "Age", Dimensions, Timestamp: new Date(time), Value }));
    await clients.cloudWatch.send(new PutMetricDataCommand({ Namespace: "PFlow", MetricData }));

    const { MetricDataResults } = await clients.cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(at - 180_000),
        EndTime: new Date(at),
        MetricDataQueries: [{ Id: "age", MetricStat: { Metric: { Namespace: "PFlow", MetricName: "Age", Dimensions }, Period: 60, Stat: "Maximum" } }],
      }),
    );
    expect(MetricDataResults).toMatchObject([{ Id: "age", Values: [7, 5], Timestamps: [new Date(at - 60_000), new Date(at - 120_000)] }]);
  });
});

test("Secrets Manager gives a secret as text, and says when there is none", async () => {
  const get = (SecretId: string) => clients.secrets.send(new GetSecretValueCommand({ SecretId }));

  expect((await get("arn:known")).SecretString).toBe('{"a":1}');
  await expect(get("arn:unknown")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("the environment is as it was, once a cloud is closed", async () => {
  const before = { ...process.env };
  const { startCloud } = await import("../../local/cloud");
  const other = await startCloud({ routes: { form: [], identity: [], ticket: [], workflow: [], gateway: [] }, environment: { ONLY_THERE: "1" } });
  expect(process.env.ONLY_THERE).toBe("1");
  await other.close();

  expect({ ...process.env }).toEqual(before);
});

afterAll(() => expect(handed).toEqual([]));
