/** API Gateway's HTTP API on one machine: finds the route, checks the token, calls the domain's handler, writes what it answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Domain } from "../shared/contract/domain";
import type { Authorizer, Claims } from "./authorizer";
import { allowOrigin, type Cors, preflight } from "./cors";
import { type Listening, listen, readBody, sendJson } from "./http";
import { arrived, httpEvent } from "./http-event";
import { makeRouter, type Routes } from "./router";
import { type Handler, runFunction } from "./run-function";
import { functionName } from "./settings";

export type HttpApiOptions = {
  port: number;
  routes: Routes;
  handlers: (domain: Domain) => Promise<Handler> | Handler;
  authorize: Authorizer;
  cors: Cors;
  /** Asked for each request; true answers 429 as the gateway does when it throttles. */
  throttled?: () => boolean;
  /** Asked for each request; true answers 503, as for a function that can't be invoked. */
  away?: (domain: Domain) => boolean;
  /** Of the functions, in seconds. */
  timeout?: number;
  /** One line per request, for people. */
  log?: (line: string) => void;
};

const MiB = 1024 * 1024;
/** The gateway's own limit, and Lambda's on an event: both are the same refusal. */
const bodyLimit = 10 * MiB;
const eventLimit = 6 * MiB;

/** What API Gateway answers itself has these bytes. */
const refusals = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;
type Refusal = keyof typeof refusals;

const refuse = (response: ServerResponse, status: Refusal, headers?: Record<string, string>) =>
  sendJson(response, status, { message: refusals[status] }, headers);

export async function startHttpApi(options: HttpApiOptions): Promise<Listening> {
  const find = makeRouter(options.routes);
  const answer = makeAnswer(options, find);
  return listen("api", options.port, (request, response) => {
    const started = performance.now();
    const { log } = options;
    if (log) response.once("finish", () => log(`${request.method} ${request.url} ${response.statusCode} ${(performance.now() - started).toFixed(1)} ms`));
    answer(request, response).catch(() => response.destroy()); // only a client that hung up ends here
  });
}

function makeAnswer(options: HttpApiOptions, find: ReturnType<typeof makeRouter>) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === "OPTIONS") return preflight(request, response, options.cors);
    allowOrigin(request, response, options.cors);
    const reading = readBody(request, bodyLimit);
    reading.catch(() => undefined); // a refusal below may come before anybody waits for the body
    const came = arrived(request);
    const match = find(request.method ?? "GET", came.path);
    if (options.throttled?.()) return afterBody(reading, () => refuse(response, 429));
    if (match === "undecodable") return afterBody(reading, () => refuse(response, 400));
    if (!match) return afterBody(reading, () => refuse(response, 404));
    let claims: Claims | undefined;
    if (match.route.roles !== "anyone") {
      const verdict = await options.authorize(came.headers.authorization);
      if ("refusal" in verdict) return afterBody(reading, () => refuse(response, 401, { "www-authenticate": challenge(verdict.refusal) }));
      claims = verdict.claims;
    }
    const body = await reading;
    if (!body && hasBody(request)) return refuse(response, 413);
    if (options.away?.(match.domain)) return refuse(response, 503);
    const event = httpEvent({ request, arrived: came, match, claims, body });
    if (body && body.length > MiB && Buffer.byteLength(JSON.stringify(event)) > eventLimit) return refuse(response, 413);
    const outcome = await runFunction(functionName(match.domain), await options.handlers(match.domain), event, options.timeout ?? 10);
    if (outcome.ok) return write(response, outcome.value, event.requestContext.requestId);
    console.error(`${functionName(match.domain)} failed: ${outcome.error.errorMessage}\n${outcome.error.trace?.join("\n") ?? ""}`);
    return refuse(response, outcome.timedOut ? 503 : 500);
  };
}

const hasBody = (request: IncomingMessage) => request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;

/** A client that is still sending must be able to read the refusal. */
async function afterBody(reading: Promise<unknown>, then: () => void) {
  await reading;
  then();
}

function challenge(refusal: string) {
  return refusal ? `Bearer scope="" error="invalid_token" error_description="${refusal.replaceAll(/["\\\r\n]/g, "'")}"` : "Bearer";
}

/** Format 2.0: something without a status code is itself the body of a 200. */
function write(response: ServerResponse, value: unknown, requestId: string) {
  const structured = typeof value === "object" && value !== null && "statusCode" in value;
  const result = structured
    ? (value as APIGatewayProxyStructuredResultV2)
    : { statusCode: 200, body: typeof value === "string" ? value : JSON.stringify(value ?? null) };
  const body = result.isBase64Encoded ? Buffer.from(result.body ?? "", "base64") : (result.body ?? "");
  const headers: Record<string, string | string[] | number> = { "content-type": "application/json" };
  for (const [name, given] of Object.entries(result.headers ?? {})) headers[name.toLowerCase()] = String(given);
  if (result.cookies) headers["set-cookie"] = result.cookies;
  headers["apigw-requestid"] = requestId;
  const status = result.statusCode ?? 200;
  if (status === 204 || status === 304) delete headers["content-type"];
  else headers["content-length"] = Buffer.byteLength(body);
  response.writeHead(status, headers);
  response.end(status === 204 || status === 304 ? undefined : body);
}
