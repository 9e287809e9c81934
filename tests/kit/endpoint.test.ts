import type { Context } from "aws-lambda";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { domain } from "../../functions/kit/domain";
import { endpoint } from "../../functions/kit/endpoint";
import { limits } from "../../shared/contract/limits";
import { route, routeKey } from "../../shared/contract/route";

beforeAll(() => {
  Object.assign(process.env, { DATABASE_CLUSTER_ARN: "arn", FORM_DATABASE_SECRET_ARN: "arn", PFLOW_STAGE: "test", AWS_REGION: "eu-west-1" });
});

const Body = z.strictObject({ name: z.string(), more: z.strictObject({ count: z.int() }).optional() });
const echo = route({
  method: "POST",
  path: "/api/echo/{id}",
  roles: "anyone",
  summary: "Echo",
  params: z.object({ id: z.string() }),
  query: z.strictObject({ page: z.coerce.number().optional() }),
  body: Body,
  reply: Body,
});
const inside = route({ method: "POST", path: "/internal/echo", roles: "internal", summary: "Echo", body: Body, reply: Body });
const large = route({ method: "POST", path: "/api/large", roles: "anyone", summary: "Large", limit: "workflowBody", body: Body, reply: Body });
const broken = route({ method: "GET", path: "/api/broken", roles: "anyone", summary: "Broken", reply: z.object({ count: z.int() }) });

const handler = domain("form", [
  endpoint(echo, async ({ body }) => body),
  endpoint(inside, async ({ body }) => body),
  endpoint(large, async ({ body }) => body),
  endpoint(broken, async () => ({ count: 1.5 })),
]);
const context = { getRemainingTimeInMillis: () => 5_000 } as Context;

async function ask(
  one: { method: string; path: string },
  { body, query, base64 = false }: { body?: string; query?: Record<string, string>; base64?: boolean } = {},
) {
  const event = {
    routeKey: routeKey(one as typeof echo),
    body,
    isBase64Encoded: base64,
    queryStringParameters: query,
    ...(one.path.includes("{id}") && { pathParameters: { id: "1" } }),
    headers: {},
    requestContext: { requestId: "r-1" },
  };
  const reply = (await handler(event as never, context)) as { statusCode: number; body: string; headers: Record<string, string> };
  return { status: reply.statusCode, body: JSON.parse(reply.body), type: reply.headers["content-type"] };
}

describe("an endpoint", () => {
  test("locates each unknown field and each wrong one, in body, query and below", async () => {
    const { status, body, type } = await ask(echo, { body: '{"name":1,"extra":2,"more":{"count":1.5,"x/y":0}}' });
    expect([status, type]).toEqual([400, "application/problem+json; charset=utf-8"]);
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(["/body/extra", "/body/more/count", "/body/more/x~1y", "/body/name"]);
    expect((await ask(echo, { body: '{"name":"x"}', query: { pages: "1" } })).body.errors).toMatchObject([{ path: "/query/pages" }]);
  });

  test("refuses a body over its limit by the limit's name, counted in bytes", async () => {
    const of = (bytes: number) => `{"name":"${"好".repeat(Math.floor((bytes - 11) / 3))}"}`;
    expect((await ask(echo, { body: of(limits.body) })).status).toBe(200);
    expect((await ask(echo, { body: of(limits.body + 3) })).body).toMatchObject({ status: 413, code: "too-large", detail: expect.stringContaining("64 KiB") });
    expect((await ask(large, { body: of(limits.workflowBody + 3) })).body).toMatchObject({
      status: 413,
      detail: expect.stringMatching(/512 KiB.*workflowBody/),
    });
  });

  test("reads a body that came in base64", async () => {
    expect(await ask(echo, { body: Buffer.from('{"name":"好"}').toString("base64"), base64: true })).toMatchObject({ status: 200, body: { name: "好" } });
  });

  test("serves an internal route to the Invoke envelope alone, never to what looks like a request", async () => {
    expect(await ask(inside, { body: '{"name":"x"}' })).toMatchObject({ status: 404, body: { code: "not-found" } });
    const envelope = { route: routeKey(inside), deadline: Date.now() + 5_000, requestId: "r-2", input: { body: { name: "x" } } };
    expect(await handler(envelope as never, context)).toEqual({ ok: true, body: { name: "x" } });
    expect(await handler({ ...envelope, input: { body: {} } } as never, context)).toMatchObject({
      ok: false,
      problem: { code: "invalid-input", requestId: "r-2" },
    });
  });

  test("that breaks its own promise is our fault, and says no more than its request's id", async () => {
    const { status, body } = await ask(broken);
    expect([status, body.code, body.detail]).toEqual([500, "internal", expect.stringContaining("r-1")]);
    expect(JSON.stringify(body)).not.toContain("count");
  });
});
