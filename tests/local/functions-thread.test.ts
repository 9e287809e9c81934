import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type FunctionsThread, startFunctionsThread } from "../../local/functions-thread";
import { takeMetrics } from "../../local/log-lines";

let thread: FunctionsThread;
beforeAll(async () => {
  vi.stubEnv("PFLOW_STAGE", "local");
  for (const name of ["DATABASE_CLUSTER_ARN", "GATEWAY_DATABASE_SECRET_ARN", "TICKET_DATABASE_SECRET_ARN"]) vi.stubEnv(name, "arn:of:nothing");
  // Where nobody listens.
  for (const name of ["AWS_ENDPOINT_URL_RDS_DATA", "AWS_ENDPOINT_URL_SQS", "TICKET_QUEUE_URL"]) vi.stubEnv(name, "http://127.0.0.1:9/q");
  for (const name of ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, "local");
  vi.stubEnv("WORKFLOW_DATABASE_SECRET_ARN", undefined);
  thread = await startFunctionsThread();
}, 30_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await thread.close();
});

test("a function in a thread is invoked as everywhere, and knows no other name", async () => {
  const client = new LambdaClient({
    endpoint: thread.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  const health = { route: "GET /api/healthz", deadline: Date.now() + 9_000, requestId: "r-1" };
  const { Payload, FunctionError } = await client.send(new InvokeCommand({ FunctionName: "local-pflow-gateway", Payload: JSON.stringify(health) }));
  expect([FunctionError, JSON.parse(Payload?.transformToString() ?? "")]).toEqual([undefined, { ok: true, body: { status: "ok" } }]);
  await expect(client.send(new InvokeCommand({ FunctionName: "local-pflow-nobody", Payload: "{}" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await thread.settled();
});

const context = {} as Parameters<ReturnType<FunctionsThread["consumer"]>>[1]; // a consumer has one of its own in there

test("what a consumer in there throws is thrown here", async () => {
  await expect(async () => thread.consumer("workflowWork")({ Records: [] }, context)).rejects.toThrow(
    "The environment variable WORKFLOW_DATABASE_SECRET_ARN is not set",
  );
});

test("what a consumer in there returns comes back, and what it counts is counted here", async () => {
  const told: string[] = [];
  const end = takeMetrics(({ name, dimensions, value }) => told.push(`${dimensions.at(-1)?.Value} ${name} ${value}`));
  const record = { messageId: "m", receiptHandle: "h", body: "{}", attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1" }, messageAttributes: {} };
  const report = await thread.consumer("ticketSubmissions")({ Records: [record] }, context);
  end();
  expect(report).toEqual({ batchItemFailures: [{ itemIdentifier: "m" }] });
  expect(told).toContain("ticketSubmissions Returned 1");
});
