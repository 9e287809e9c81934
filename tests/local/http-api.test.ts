import { request } from "node:http";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { decodeJwt, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../../local/cloud";
import { openProgram, type Program } from "./fixture";

const echo = (event: unknown) => ({ statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(event) });
const program: Program = { domain: echo, origins: ["http://localhost:5173"] };
let cloud: Cloud;
let token: string;

beforeAll(async () => {
  cloud = await openProgram(program);
  token = await cloud.issueToken({ email: "li.lei@acme.test" });
});

type Given = { method?: string; headers?: Record<string, string>; body?: string | Buffer; token?: string | null };

async function call(path: string, { method = "GET", headers = {}, body, token: given = token }: Given = {}) {
  const response = await fetch(cloud.urls.api + path, {
    method,
    headers: { ...(given && { authorization: `Bearer ${given}` }), ...headers },
    body: body as BodyInit,
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, event: () => JSON.parse(text) as APIGatewayProxyEventV2WithJWTAuthorizer };
}

describe("an event of the HTTP API", () => {
  test("says what API Gateway's payload format 2.0 says", async () => {
    const { event } = await call("/api/tickets/a%20b/resolve?tag=x&tag=y&q=%E5%B7%A5%E5%8D%95", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Own": "1", cookie: "a=1; b=2" },
      body: '{"version":1}',
    });

    expect(event()).toMatchObject({
      version: "2.0",
      routeKey: "POST /api/tickets/{id}/resolve",
      rawQueryString: "tag=x&tag=y&q=%E5%B7%A5%E5%8D%95",
      cookies: ["a=1", "b=2"],
      headers: { "content-type": "application/json", "x-own": "1" },
      queryStringParameters: { tag: "x,y", q: "工单" },
      pathParameters: { id: "a b" },
      requestContext: { http: { method: "POST", sourceIp: "127.0.0.1" }, stage: "$default", authorizer: { jwt: { scopes: null } } },
      body: '{"version":1}',
      isBase64Encoded: false,
    });
    expect(event().headers).not.toHaveProperty("cookie");
  });

  test("has every claim of the token as text", async () => {
    const { event } = await call("/api/tickets");

    const { claims } = event().requestContext.authorizer.jwt;
    expect(claims).toMatchObject({ tenant: "acme", email: "li.lei@acme.test", email_verified: "true", name: "李雷", sub: decodeJwt(token).sub });
    expect(typeof claims.exp).toBe("string");
  });

  test("carries what is not text in base64", async () => {
    const { event } = await call("/api/tickets", { method: "POST", headers: { "content-type": "application/octet-stream" }, body: Buffer.from([0, 255, 1]) });

    expect(event()).toMatchObject({ body: "AP8B", isBase64Encoded: true });
  });

  test("gives the handler a context with the time that is left", async () => {
    program.domain = (_event, context: Context) => echo({ left: context.getRemainingTimeInMillis(), name: context.functionName });

    const { text } = await call("/api/tickets");
    program.domain = echo;

    expect(JSON.parse(text)).toEqual({ left: expect.toSatisfy((left: number) => left > 9_000 && left <= 10_000), name: "local-pflow-ticket" });
  });
});

describe("the router", () => {
  test.each([
    ["GET", "/api/tickets", "GET /api/tickets"],
    ["GET", "/api/tickets/", "GET /api/tickets/"],
    ["GET", "/api/tickets/submissions", "GET /api/tickets/submissions"],
    ["GET", "/api/tickets/submissions/", "GET /api/tickets/submissions/"],
    ["GET", "/api/tickets/42", "GET /api/tickets/{id}"],
    ["POST", "/api/tickets/submissions/resolve/", "POST /api/tickets/{id}/resolve/"],
  ])("%s %s is %s", async (method, path, key) => {
    expect((await call(path, { method })).event().routeKey).toBe(key);
  });

  test.each([
    ["GET", "/api/nothing"],
    ["DELETE", "/api/tickets"],
    ["GET", "/api/tickets//"],
    ["POST", "/internal/tickets"],
    ["GET", "/"],
  ])("has no %s %s", async (method, path) => {
    expect(await call(path, { method })).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
  });

  test("refuses a path that can't be decoded", async () => {
    expect(await call("/api/tickets/%zz")).toMatchObject({ status: 400, text: '{"message":"Bad Request"}' });
  });
});

describe("the JWT authorizer", () => {
  const refused = { status: 401, text: '{"message":"Unauthorized"}' };

  test("lets anyone use a route for anyone", async () => {
    expect((await call("/api/healthz", { token: null })).status).toBe(200);
  });

  test("refuses a request without a token", async () => {
    const reply = await call("/api/tickets", { token: null });

    expect(reply).toMatchObject(refused);
    expect(reply.headers.get("www-authenticate")).toBe("Bearer");
  });

  test.each([
    ["has expired", { expiresIn: -1 }],
    ["is not valid yet", { nbf: Math.floor(Date.now() / 1000) + 60 }],
    ["was issued in the future", { iat: Math.floor(Date.now() / 1000) + 60 }],
    ["is of another issuer", { iss: "https://elsewhere.test" }],
    ["is for another audience", { aud: "another-api" }],
    ["is for another client and no audience", { aud: undefined, client_id: "another-client" }],
  ])("refuses a token that %s", async (_why, more) => {
    expect(await call("/api/tickets", { token: await cloud.issueToken({ email: "li.lei@acme.test", ...more }) })).toMatchObject(refused);
  });

  test("takes a token without audience by its client", async () => {
    const cognito = await cloud.issueToken({ email: "li.lei@acme.test", aud: undefined });

    expect((await call("/api/tickets", { token: cognito })).status).toBe(200);
  });

  test("refuses alg none, a symmetric signature, a strange key, a missing kid and a changed payload", async () => {
    const [header = "", payload = "", signature = ""] = token.split(".");
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const { kid } = JSON.parse(Buffer.from(header, "base64url").toString());
    const { privateKey } = await generateKeyPair("RS256");
    const foreign = (claims: Record<string, unknown>) => new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: "RS256", ...claims }).sign(privateKey);
    const symmetric = await new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: "HS256", kid }).sign(Buffer.from(JSON.stringify(cloud.keys.jwks.keys[0])));
    const bad = [
      `${part({ alg: "none", kid })}.${payload}.`,
      symmetric,
      await foreign({ kid }),
      await foreign({ kid: "unknown" }),
      await foreign({}),
      `${header}.${part({ ...decodeJwt(token), tenant: "globex" })}.${signature}`,
      "nonsense",
      "",
    ];

    for (const one of bad) expect(await call("/api/tickets", { token: null, headers: { authorization: `Bearer ${one}` } })).toMatchObject(refused);
  });

  test("stops taking a token when it expires, even one that it knows", async () => {
    const short = await cloud.issueToken({ email: "li.lei@acme.test", expiresIn: 1 });
    const { exp = 0 } = decodeJwt(short);
    expect((await call("/api/tickets", { token: short })).status).toBe(200);

    await new Promise((resolve) => setTimeout(resolve, exp * 1000 - Date.now() + 5));

    expect(await call("/api/tickets", { token: short })).toMatchObject(refused);
  });
});

describe("the gateway's own refusals", () => {
  test("413 above 10 MB, and above the 6 MB of an event", async () => {
    const refused = { status: 413, text: '{"message":"Request Entity Too Large"}' };
    const json = { "content-type": "application/json" };

    expect(await call("/api/tickets", { method: "POST", headers: json, body: Buffer.alloc(10 * 1024 * 1024 + 1, 32) })).toMatchObject(refused);
    expect(await call("/api/tickets", { method: "POST", headers: json, body: Buffer.alloc(7_000_000, 32) })).toMatchObject(refused);
    expect((await call("/api/tickets", { method: "POST", headers: json, body: Buffer.alloc(5_000_000, 32) })).status).toBe(200);
  });

  test("429 while it throttles", async () => {
    cloud.throttle(true);
    const reply = await call("/api/tickets");
    cloud.throttle(false);

    expect(reply).toMatchObject({ status: 429, text: '{"message":"Too Many Requests"}' });
  });

  test("503 for a domain whose function can't be invoked, and for that one only", async () => {
    cloud.away("ticket");
    const reply = await call("/api/tickets");
    const other = await call("/api/healthz");
    cloud.away("ticket", null);

    expect(reply).toMatchObject({ status: 503, text: '{"message":"Service Unavailable"}' });
    expect(other.status).toBe(200);
  });

  test("500 for a handler that crashes", async () => {
    program.domain = () => {
      throw new Error("a bug");
    };
    const reply = await call("/api/tickets");
    program.domain = echo;

    expect(reply).toMatchObject({ status: 500, text: '{"message":"Internal Server Error"}' });
  });
});

describe("an answer", () => {
  test("keeps status, headers and cookies, and what is in base64 is decoded", async () => {
    program.domain = () => ({
      statusCode: 201,
      headers: { Location: "/x", "content-type": "image/gif" },
      cookies: ["a=1", "b=2"],
      body: "AP8B",
      isBase64Encoded: true,
    });
    const response = await fetch(`${cloud.urls.api}/api/healthz`);
    program.domain = echo;

    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toBe("/x");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1]);
  });

  test("without a status code is itself the body", async () => {
    program.domain = () => ({ plain: true });
    const reply = await call("/api/healthz");
    program.domain = echo;

    expect(reply).toMatchObject({ status: 200, text: '{"plain":true}' });
  });

  test("goes to the console's origin only", async () => {
    const origin = async (value: string) => (await call("/api/healthz", { headers: { origin: value } })).headers.get("access-control-allow-origin");

    expect(await origin("http://localhost:5173")).toBe("http://localhost:5173");
    expect(await origin("http://elsewhere.test")).toBeNull();
    expect((await call("/api/tickets", { token: null, headers: { origin: "http://localhost:5173" } })).headers.get("access-control-allow-origin")).toBe(
      "http://localhost:5173",
    );
  });

  test("to a preflight needs no token", async () => {
    const reply = await preflight("http://localhost:5173");

    expect(reply.status).toBe(204);
    expect(reply.headers["access-control-allow-methods"]).toContain("PATCH");
    expect(reply.headers["access-control-allow-headers"]).toContain("authorization");
    expect((await preflight("http://elsewhere.test")).headers).not.toHaveProperty("access-control-allow-origin");
  });
});

/** fetch may not send these headers. */
function preflight(origin: string): Promise<{ status: number | undefined; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const headers = { origin, "access-control-request-method": "PATCH", "access-control-request-headers": "authorization" };
    request(`${cloud.urls.api}/api/tickets`, { method: "OPTIONS", headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    })
      .on("error", reject)
      .end();
  });
}
