/** The whole cloud for one test file: its own databases, queues and servers, and nothing that survives it. */
import { afterAll } from "vitest";
import { type Cloud, type CloudOptions, startCloud } from "../../local/cloud";
import type { TokenFor } from "../../local/issuer-keys";
import { freshDatabases, type TestDatabases } from "./databases";

type Call = {
  /** Whose request it is: an e-mail of the demo, other claims, or null for nobody. */
  as?: string | TokenFor | null;
  body?: unknown;
  headers?: Record<string, string>;
};
export type Reply = { status: number; body: unknown; headers: Headers };

export type TestCloud = Cloud & {
  databases: TestDatabases;
  token(who: string | TokenFor): Promise<string>;
  /** A request through the gateway, as any client makes it: `call("POST /api/tickets", { as: "li.lei@acme.test", body })`. */
  call(methodAndPath: string, call?: Call): Promise<Reply>;
};

/** Making a key takes longer than all the rest; it signs nothing but tests' tokens. */
const keyFile = "node_modules/.cache/pflow/test-issuer-key.json";

/** Call it at the top of a file or in `beforeAll`; it closes itself after the file's last test. */
export async function openCloud(options: CloudOptions = {}): Promise<TestCloud> {
  const fresh = freshDatabases();
  const closing: (() => Promise<void>)[] = [async () => (await fresh).close()];
  afterAll(async () => {
    for (const close of closing) await close();
  });
  const cloud = await startCloud({ keyFile, ...options, data: fresh });
  closing.unshift(cloud.close);

  const tokens = new Map<string, Promise<string>>();
  const token = (who: string | TokenFor) => {
    const key = JSON.stringify(who);
    const known = tokens.get(key) ?? cloud.issueToken(typeof who === "string" ? { email: who } : who);
    tokens.set(key, known);
    return known;
  };
  return { ...cloud, databases: await fresh, token, call: (methodAndPath, call) => send(cloud.urls.api, methodAndPath, call, token) };
}

async function send(api: string, methodAndPath: string, { as = null, body, headers = {} }: Call = {}, token: TestCloud["token"]): Promise<Reply> {
  const [method, path] = methodAndPath.split(" ");
  const response = await fetch(`${api}${path}`, {
    method,
    headers: { ...(as && { authorization: `Bearer ${await token(as)}` }), ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
