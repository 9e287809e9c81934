import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ExecuteStatementCommand, RDSDataClient } from "@aws-sdk/client-rds-data";
import { afterEach, expect, test, vi } from "vitest";
import { Statement } from "../../functions/db/session";
import { direct } from "../../functions/kit/direct-call";

type Seen = { method: string | undefined; url: string | undefined; headers: Record<string, unknown>; body: string };
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.unstubAllEnvs();
});

/** A service that keeps what it was asked, and answers all alike. */
async function service(answer: { status: number; body: string; headers?: Record<string, string> }) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    seen.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token" };
  return { seen, options: { endpoint, region: "eu-west-1", credentials, maxAttempts: 1 } };
}

const statement = {
  resourceArn: "arn:aws:rds:eu-west-1:111111111111:cluster:pflow",
  secretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:ticket",
  database: "pflow_ticket",
  sql: "select :1::text as it",
  parameters: [{ name: "1", value: { stringValue: 'Zeile 1\n"二" \u2028 😀' } }],
  includeResultMetadata: true,
};
test("what is sent is what the client sends, signed for the same region and service with the session's token", async () => {
  const { seen, options } = await service({ status: 200, body: '{"numberOfRecordsUpdated":0,"records":[[{"stringValue":"it"}]]}' });
  const client = new RDSDataClient(options);
  const byClient = await client.send(new ExecuteStatementCommand(statement));
  const direct = await client.send(new Statement(statement));
  expect(direct).toEqual({ numberOfRecordsUpdated: byClient.numberOfRecordsUpdated, records: byClient.records });
  const [theirs, ours] = seen as [Seen, Seen]; // two calls were made
  expect({ method: ours.method, url: ours.url, body: JSON.parse(ours.body) }).toEqual({
    method: theirs.method,
    url: theirs.url,
    body: JSON.parse(theirs.body),
  });
  expect(ours.headers).toMatchObject({ host: theirs.headers.host, "content-type": theirs.headers["content-type"], "x-amz-security-token": "token" });
  const scope = (of: Seen) => /Credential=([^,]+)/.exec(String(of.headers.authorization))?.[1];
  expect(scope(ours)).toBe(scope(theirs));
  // The service refuses a signature that leaves these out.
  expect(ours.headers.authorization).toMatch(/SignedHeaders=[a-z0-9;-]*host;[a-z0-9;-]*x-amz-date;x-amz-security-token/);
});

test("a refusal is the error that the client throws", async () => {
  const { options } = await service({
    status: 400,
    body: '{"message":"ERROR: division by zero; SQLState: 22012"}',
    headers: { "x-amzn-errortype": "DatabaseErrorException:http://internal.amazon.com/", "x-amzn-requestid": "r-1" },
  });
  const client = new RDSDataClient(options);
  const failure = (call: Promise<unknown>) =>
    call.then(String, ({ name, message, $metadata: { httpStatusCode, requestId } }) => ({ name, message, httpStatusCode, requestId }));
  const theirs = await failure(client.send(new ExecuteStatementCommand(statement)));
  expect(theirs).toMatchObject({ name: "DatabaseErrorException", httpStatusCode: 400 });
  expect(await failure(client.send(new Statement(statement)))).toEqual(theirs);
});

test("an answer that is no JSON says its status, and a connection that is refused keeps its code", async () => {
  const { options } = await service({ status: 502, body: "<html>bad gateway</html>" });
  const client = new RDSDataClient(options);
  await expect(client.send(new Statement(statement))).rejects.toMatchObject({ message: "The service answered 502.", $metadata: { httpStatusCode: 502 } });
  for (const close of closing.splice(0)) close();
  await expect(client.send(new Statement(statement))).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|ECONNRESET/) });
});

test("without an endpoint of one's own it goes to the region's, and in a Lambda it says whose call it belongs to", async () => {
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
  const sent: { hostname: string; path: string; headers: Record<string, string> }[] = [];
  const requestHandler = {
    handle: async (request: (typeof sent)[number]) => {
      sent.push(request);
      return { response: { statusCode: 200, headers: {}, body: Readable.from([]) } };
    },
  };
  const client = new LambdaClient({ region: "eu-central-1", credentials: { accessKeyId: "a", secretAccessKey: "b" }, requestHandler: requestHandler as never }); // of a handler only this is used
  class Invoke extends InvokeCommand {
    override resolveMiddleware(...[, configuration]: Parameters<InvokeCommand["resolveMiddleware"]>) {
      return direct(configuration, {
        service: "lambda",
        path: () => "/2015-03-31/functions/it/invocations",
        body: () => "{}",
        output: () => ({ $metadata: {} }),
      });
    }
  }
  await client.send(new Invoke({ FunctionName: "it" }));
  expect(sent[0]).toMatchObject({
    hostname: "lambda.eu-central-1.amazonaws.com",
    path: "/2015-03-31/functions/it/invocations",
    headers: { host: "lambda.eu-central-1.amazonaws.com", "x-amzn-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1" },
  });
});
