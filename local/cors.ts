/** Cross-origin answers, which an HTTP API gives itself from its settings. */
import type { IncomingMessage, ServerResponse } from "node:http";

export type Cors = { origins: readonly string[] };

export const allowedMethods = "GET,POST,PUT,PATCH,DELETE,OPTIONS";
export const allowedHeaders = "authorization,content-type,if-none-match";
export const exposedHeaders = "location,retry-after,etag,apigw-requestid";

export function allowOrigin(request: IncomingMessage, response: ServerResponse, { origins }: Cors) {
  const origin = request.headers.origin;
  if (!origin || !origins.includes(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", exposedHeaders);
  response.setHeader("vary", "origin");
}

/** An origin that is not allowed gets the same 204 without the headers: the browser refuses. */
export function preflight(request: IncomingMessage, response: ServerResponse, cors: Cors) {
  allowOrigin(request, response, cors);
  if (response.hasHeader("access-control-allow-origin")) {
    response.setHeader("access-control-allow-methods", allowedMethods);
    response.setHeader("access-control-allow-headers", allowedHeaders);
    response.setHeader("access-control-max-age", "7200");
  }
  response.writeHead(204).end();
}
