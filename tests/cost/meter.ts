// The local platform with a meter in front of each of its parts.
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

/** `ms` of all functions; `lines` are bytes of their log. */
export type Meter = { ms: number; http: number; inner: number; batches: number; drains: number; sqs: number; dataApi: number; lines: number };

export async function openMetered() {
  const folder = mkdtempSync(join(tmpdir(), "pflow-cost-"));
  // PostgreSQL runs as another user where this is root.
  chmodSync(folder, 0o755);
  const databases = await startDatabases(folder, { dataDir: join(folder, "postgres") });
  const meter: Meter = { ms: 0, http: 0, inner: 0, batches: 0, drains: 0, sqs: 0, dataApi: 0, lines: 0 };
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
    // What AWS is paid for is what a stage writes.
    environment: { LOG_LEVEL: "info" },
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
  const shown = countLines((bytes) => {
    meter.lines += bytes;
  });
  let dataApiBefore = 0;
  return {
    cloud,
    /** Forgets what was counted. */
    async reset() {
      Object.assign(meter, { ms: 0, http: 0, inner: 0, batches: 0, drains: 0, sqs: 0, lines: 0 });
      dataApiBefore = await databases.dataApi.calls();
    },
    read: async (): Promise<Meter> => ({ ...meter, dataApi: (await databases.dataApi.calls()) - dataApiBefore }),
    async close() {
      shown();
      await cloud.close();
      await sqs.close();
      await databases.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines of functions are JSON; they are counted in the place of being shown, metrics among them. */
function countLines(count: (bytes: number) => void): () => void {
  const plain = process.stdout.write;
  process.stdout.write = ((chunk: unknown, ...rest: []) => {
    if (typeof chunk !== "string" || !chunk.startsWith("{")) return plain.call(process.stdout, chunk as string, ...rest);
    count(Buffer.byteLength(chunk));
    return true;
  }) as typeof process.stdout.write; // its overloads differ in what comes after the text
  return () => {
    process.stdout.write = plain;
  };
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
