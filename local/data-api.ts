/** The RDS Data API over a PostgreSQL of one's own: what the unmodified SDK sends is answered as the cloud answers it. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Domain } from "../shared/contract/domain";
import { type Call, createService, type Operation } from "./data-api-calls";
import { invalid, Refusal } from "./data-api-refusal";

export type DataApiOptions = {
  postgres: { host: string; port: number };
  /** What is behind a secret's ARN. */
  secrets: { get(arn: string): unknown };
  port?: number;
  /** The name that a database really has: test files have databases of their own. */
  databaseOf?: (name: string) => string;
  /** Refuses statements that reach a tenant's table without naming the tenant. */
  requireTenant?: boolean;
  /** Secrets whose statements may reach across tenants: the migrations'. */
  trusted?: readonly string[];
  /** How long a statement may take (45 s) and how long a transaction may be idle (3 min), in ms. */
  limits?: { statement?: number; idle?: number };
};

/** What a call meets: an error; its connection cut before anything happened, or after all of it did. */
export type Fault = "cut" | "cut-after" | Refusal;

export type DataApi = {
  url: string;
  /** From now on connections are cut without an answer, until `away(false)`. */
  away(on: boolean): void;
  /** For so many ms the cluster is waking up from its pause. */
  resuming(ms: number): void;
  /** Asked about each call what goes wrong with it; undefined takes it away. */
  fail(next: ((call: Call) => Fault | undefined) | undefined): void;
  /** Calls since the start, of a domain or all, whatever became of them. */
  calls(domain?: Domain): number;
  close(): Promise<void>;
};

export type { Call };
export { Refusal };

const paths: Record<string, Operation> = {
  "/Execute": "ExecuteStatement",
  "/BatchExecute": "BatchExecuteStatement",
  "/BeginTransaction": "BeginTransaction",
  "/CommitTransaction": "CommitTransaction",
  "/RollbackTransaction": "RollbackTransaction",
};
const mostOfRequest = 4 * 1024 * 1024;

export async function startDataApi(options: DataApiOptions): Promise<DataApi> {
  const service = createService(options);
  const counts = new Map<string, number>();
  let [cut, wakesAt] = [false, 0];
  let fault: ((call: Call) => Fault | undefined) | undefined;

  async function answer(path: string, body: string): Promise<{ reply: string } | "cut"> {
    const operation = paths[path];
    if (!operation) throw new Refusal("UnknownOperationException", `There is no ${path}.`, 404);
    const call: Call = { operation, ...JSON.parse(body) };
    const domain = (call.database ?? service.databaseOf(call.transactionId) ?? "").replace(/^pflow_/, "");
    counts.set(domain, (counts.get(domain) ?? 0) + 1);
    if (cut) return "cut";
    if (Date.now() < wakesAt) {
      throw new Refusal("DatabaseResumingException", "The Aurora DB instance is resuming after being auto-paused. Please wait a few seconds and try again.");
    }
    const meets = fault?.(call);
    if (meets === "cut") return "cut";
    if (meets instanceof Refusal) throw meets;
    const reply = await service.run(call);
    return meets === "cut-after" ? "cut" : { reply };
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    try {
      const answered = await answer(request.url ?? "", await bodyOf(request));
      if (answered === "cut") response.destroy();
      else send(response, 200, answered.reply);
    } catch (error) {
      if (!(error instanceof Refusal)) console.error("The local Data API failed:", error);
      const { name, message, status } =
        error instanceof Refusal ? error : new Refusal("InternalServerErrorException", "The local Data API failed; see its log.", 500);
      send(response, status, JSON.stringify({ message }), { "x-amzn-errortype": name });
    }
  }

  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, handle);
  await new Promise<void>((done, fail) => server.once("error", fail).listen(options.port ?? 0, "127.0.0.1", done));
  return {
    // Listening on TCP, it has a port.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    away(on) {
      cut = on;
      if (on) server.closeIdleConnections();
    },
    resuming(ms) {
      wakesAt = Date.now() + ms;
    },
    fail(next) {
      fault = next;
    },
    calls: (domain) => (domain ? (counts.get(domain) ?? 0) : [...counts.values()].reduce((sum, it) => sum + it, 0)),
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      await service.close();
    },
  };
}

function send(response: ServerResponse, status: number, body: string, headers?: Record<string, string>) {
  const type = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  response.writeHead(status, headers ? { ...type, ...headers } : type).end(body);
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostOfRequest) chunks.push(chunk);
    });
    // A client that goes away in the middle of its request has asked nothing.
    request.on("error", () => fail(invalid("The request broke off.")));
    request.on("end", () => {
      if (size > mostOfRequest) fail(new Refusal("RequestEntityTooLargeException", "The request is larger than 4 MiB.", 413));
      else done(chunks.length === 1 ? (chunks[0] as Buffer).toString("utf8") : Buffer.concat(chunks).toString("utf8"));
    });
  });
}
