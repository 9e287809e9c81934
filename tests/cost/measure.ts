// Counts what one ticket takes on the local platform, from its submission until it has been read once.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "../../local/cloud";
import { productionHandlers } from "../../local/handlers";
import { startDatabases } from "../../local/postgres-databases";
import type { Handler } from "../../local/run-function";
import { queues } from "../../shared/contract/queues";
import type { Counts } from "./prices";

export type Measured = Counts & { perBatch: number; lambdaMs: number; calls: Record<string, number> };

type Options = { tickets: number; memoryMb: number /** A function of 512 MB has a third of a core, and this machine a whole one. */; slower: number };

export async function measure({ tickets, memoryMb, slower }: Options): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "pflow-cost-"));
  // PostgreSQL runs as another user where this is root.
  chmodSync(folder, 0o755);
  const databases = await startDatabases(folder, { dataDir: join(folder, "postgres") });
  const meter = { ms: 0, http: 0, inner: 0, batches: 0, drains: 0, sqs: 0 };
  const sqs = await countingProxy(() => meter.sqs++);
  const handlers = productionHandlers();
  const timed =
    (handler: Handler, count: (event: unknown) => void): Handler =>
    async (event, context) => {
      const started = performance.now();
      try {
        return await handler(event, context);
      } finally {
        meter.ms += performance.now() - started;
        count(event);
      }
    };
  const cloud = await startCloud({
    data: databases,
    handlers: {
      domain: async (domain) =>
        timed(await handlers.domain(domain), (event) => void (typeof event === "object" && event && "requestContext" in event ? meter.http++ : meter.inner++)),
      consumer: async (queue) =>
        timed(await handlers.consumer(queue), () => {
          meter.batches++;
          if (queue === "ticketSubmissions") meter.drains++;
        }),
    },
  });
  sqs.to(cloud.urls.queue);
  // The SDK goes where the queue's URL says.
  for (const { urlVariable } of Object.values(queues)) process.env[urlVariable] = process.env[urlVariable]?.replace(new URL(cloud.urls.queue).origin, sqs.url);
  try {
    const token = await cloud.issueToken({ sub: "cost", email: "cost@cost.test", tenant: "cost", name: "cost" });
    const call = async (method: string, path: string, body?: unknown) => {
      const reply = await fetch(new URL(path, cloud.urls.api), {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as Record<string, string>;
    };
    const submit = (n: number) =>
      call("POST", "/api/tickets/submissions", { title: `Ticket ${n}`, description: "Measured for its cost.", clientReference: `cost-${n}` });
    const run = async (count: number, from: number) => {
      const addresses: string[] = [];
      await cloud.consumers.ticketSubmissions.pause();
      for (let n = from; n < from + count; n++) addresses.push((await submit(n)).address ?? "");
      await cloud.consumers.ticketSubmissions.resume();
      await cloud.settled(60_000);
      for (const address of addresses) {
        const { ticketId } = await call("GET", `/api/tickets/submissions/${address}`);
        await call("GET", `/api/tickets/${ticketId}`);
      }
    };
    // What is done once only (users, counters, code that gets warm) is not a ticket's.
    await run(30, 0);
    Object.assign(meter, { ms: 0, http: 0, inner: 0, batches: 0, drains: 0, sqs: 0 });
    const dataApiBefore = databases.dataApi.calls();
    await run(tickets, 1_000);
    const dataApi = databases.dataApi.calls() - dataApiBefore;
    const per = (count: number) => count / tickets;
    // Of each batch, Lambda's poller makes one request to receive it and one to delete it.
    const sqsRequests = meter.sqs + 2 * meter.batches;
    const invocations = meter.http + meter.inner + meter.batches;
    const lambdaMs = per(meter.ms) * slower;
    return {
      apiCalls: per(meter.http),
      innerCalls: per(meter.inner),
      batches: per(meter.batches),
      sqsRequests: per(sqsRequests),
      dataApiCalls: per(dataApi),
      lambdaMs,
      gbSeconds: (lambdaMs / 1000) * (memoryMb / 1024),
      // START, END and REPORT of each invocation, and a line of the access log.
      logBytes: per(invocations) * 450 + per(meter.http) * 400,
      perBatch: tickets / meter.drains,
      calls: { ...meter, ms: Math.round(meter.ms), dataApi },
    };
  } finally {
    await cloud.close();
    await sqs.close();
    await databases.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Between the handlers and the queue: counts what the handlers ask of it. */
async function countingProxy(count: () => void) {
  let target = new URL("http://127.0.0.1");
  const server = createServer((incoming, outgoing) => {
    count();
    const onward = forward({ host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server's address is never a string
    to: (url: string) => {
      target = new URL(url);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
