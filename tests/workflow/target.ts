/** Another system, on 127.0.0.1: answers as it is told, and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll } from "vitest";

export type Came = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
type Answer = { status?: number; headers?: Record<string, string>; body?: string | object } | { raw: RequestListener };
type Answering = Answer | ((came: Came) => Answer | Promise<Answer>);

export async function openTarget(answer: Answering = { body: { ok: true } }) {
  let now = answer;
  const asked: Came[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const came = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: await text(request) };
    asked.push(came);
    for (const tell of waiting.splice(0)) tell();
    const told = typeof now === "function" ? await now(came) : now;
    if ("raw" in told) return told.raw(request, response);
    const { status = 200, headers = {}, body = "" } = told;
    const isJson = typeof body !== "string";
    response.writeHead(status, { ...(isJson && { "content-type": "application/json" }), ...headers }).end(isJson ? JSON.stringify(body) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => new Promise<unknown>((resolve) => server.close(resolve).closeAllConnections()));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    asked,
    answers(next: Answering) {
      now = next;
    },
    /** Until it has been asked so often. */
    async askedTimes(times: number): Promise<void> {
      while (asked.length < times) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    connections: () => new Promise<number>((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count)))),
  };
}
