/** A request as API Gateway's payload format 2.0 tells it to a Lambda. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import type { Claims } from "./authorizer";
import type { Match } from "./router";
import { account } from "./settings";

export type Arrived = { path: string; query: string; headers: Record<string, string>; cookies: string[] | undefined };

/** Names in lower case, what came twice joined by a comma, cookies apart. */
export function arrived(request: IncomingMessage): Arrived {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = (request.rawHeaders[i] ?? "").toLowerCase();
    const value = request.rawHeaders[i + 1] ?? "";
    const before = headers[name];
    headers[name] = before === undefined ? value : before + (name === "cookie" ? ";" : ",") + value;
  }
  const cookies = headers.cookie?.split(";").map((cookie) => cookie.trim());
  delete headers.cookie;
  return { path: mark < 0 ? url : url.slice(0, mark), query: mark < 0 ? "" : url.slice(mark + 1), headers, cookies };
}

type Input = { request: IncomingMessage; arrived: Arrived; match: Match; claims: Claims | undefined; body: Buffer | null };

export function httpEvent({ request, arrived, match, claims, body }: Input): APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer {
  const { path, query, headers, cookies } = arrived;
  const now = Date.now();
  const sourceIp = request.socket.remoteAddress ?? "127.0.0.1";
  const domainName = headers.host ?? "localhost";
  // The gateway makes text of nothing but text: a form post, or a body without a type, arrives in base64.
  const isBase64Encoded = body !== null && body.length > 0 && !isText(headers["content-type"]);
  return {
    version: "2.0",
    routeKey: match.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: { ...headers, "x-forwarded-for": sourceIp, "x-forwarded-proto": "http" },
    ...(query && { queryStringParameters: queryOf(query) }),
    ...(match.params && { pathParameters: match.params }),
    requestContext: {
      accountId: account,
      apiId: "local",
      ...(claims && { authorizer: { jwt: { claims, scopes: null as unknown as string[] } } }), // null is what AWS sends for a route without scopes
      domainName,
      domainPrefix: domainName.split(".")[0] ?? domainName,
      http: { method: request.method ?? "GET", path, protocol: `HTTP/${request.httpVersion}`, sourceIp, userAgent: headers["user-agent"] ?? "" },
      requestId: randomUUID(),
      routeKey: match.routeKey,
      stage: "$default",
      time: clfTime(now),
      timeEpoch: now,
    },
    ...(body?.length && { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  };
}

const isText = (type: string | undefined) =>
  type !== undefined && /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i.test(type);

function queryOf(query: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) values[name] = name in values ? `${values[name]},${value}` : value;
  return values;
}

let lastSecond = 0;
let lastTime = "";
/** `22/Nov/2026:19:03:58 +0000`, made once a second. */
function clfTime(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== lastSecond) {
    const [, day, month, year, time] = new Date(now).toUTCString().split(" ");
    lastSecond = second;
    lastTime = `${day}/${month}/${year}:${time} +0000`;
  }
  return lastTime;
}
