/** The few things every local server needs: listen or say why not, read a body, answer, close. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type PortName, ports } from "./settings";

/** Something that the person who starts the cloud can mend: its message is all that they see. */
export class StartError extends Error {
  override name = "StartError";
}

export type Listening = { port: number; url: string; server: Server; close(): Promise<void> };

/** Serves on 127.0.0.1, and refuses a busy port in one sentence. */
export async function listen(part: PortName, port: number, handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 65_000 }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(refusal(part, port, error)));
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = (server.address() as AddressInfo).port; // a TCP server's address is never a string
  return { port: bound, url: `http://127.0.0.1:${bound}`, server, close: () => close(server) };
}

export function refusal(part: PortName, port: number, error: NodeJS.ErrnoException): Error {
  const { variable, what } = ports[part];
  if (error.code === "EADDRINUSE") return new StartError(`Port ${port} for ${what} is in use: stop what listens there, or set ${variable} to another port.`);
  if (error.code === "EACCES") return new StartError(`Port ${port} for ${what} needs more rights than this process has: set ${variable} to a port above 1023.`);
  return error;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The whole body, or null once it is longer than `limit` (the rest is read and forgotten, so that the refusal arrives). */
export function readBody(request: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) chunks.length = 0;
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(size > limit ? null : chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("The client hung up.")));
  });
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers });
  response.end(text);
}
