import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type FunctionsThread, startFunctionsThread } from "../../local/functions-thread";

let thread: FunctionsThread;
beforeAll(async () => {
  vi.stubEnv("PFLOW_STAGE", "local");
  for (const name of ["DATABASE_CLUSTER_ARN", "GATEWAY_DATABASE_SECRET_ARN"]) vi.stubEnv(name, "arn:of:nothing");
  vi.stubEnv("TICKET_DATABASE_SECRET_ARN", undefined);
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

test("what a consumer in there throws is thrown here", async () => {
  const context = {} as Parameters<ReturnType<FunctionsThread["consumer"]>>[1]; // it has one of its own in there
  await expect(async () => thread.consumer("ticketSubmissions")({ Records: "none" }, context)).rejects.toThrow(
    "The environment variable TICKET_DATABASE_SECRET_ARN is not set",
  );
});
