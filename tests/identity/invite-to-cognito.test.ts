// `npm run invite --stage …` as in AWS: the parameter, the user pool and the function behind one endpoint, asked by the SDK over HTTP.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readBody } from "../../local/http";
import { createGroup, getMe } from "../../shared/contract/identity";
import { openIdentity } from "./fixture";

const { cloud, tenant: openTenant } = await openIdentity();

type Asked = Record<string, unknown> & { Username?: string; UserAttributes?: { Name: string; Value: string }[]; MessageAction?: string };
const pool = new Map<string, { attributes: Record<string, string>; status: string }>();
let asked: [operation: string, body: Asked][] = [];
let issuer = "";

const attributesOf = ({ UserAttributes = [] }: Asked) => Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
const fails = (type: string) => ({ status: 400, body: { __type: type, message: type } });

/** Answers as AWS does; the pool keeps what it is told. */
function answer(operation: string, body: Asked): { status: number; body: unknown } {
  asked.push([operation, body]);
  const name = body.Username ?? "";
  const user = pool.get(name);
  if (operation === "GetParameter")
    return body.Name === "/dev/pflow/issuer" ? { status: 200, body: { Parameter: { Value: issuer } } } : fails("ParameterNotFound");
  if (body.UserPoolId !== "eu-west-1_Abc123") return fails("ResourceNotFoundException");
  if (operation === "AdminCreateUser") {
    if (user && body.MessageAction !== "RESEND") return fails("UsernameExistsException");
    if (!user) pool.set(name, { attributes: attributesOf(body), status: "FORCE_CHANGE_PASSWORD" });
    return { status: 200, body: { User: { Username: name } } };
  }
  if (!user) return fails("UserNotFoundException");
  if (operation === "AdminUpdateUserAttributes") Object.assign(user.attributes, attributesOf(body));
  const UserAttributes = Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
  return { status: 200, body: operation === "AdminGetUser" ? { Username: name, UserAttributes, UserStatus: user.status, Enabled: true } : {} };
}

const server = createServer(async (request, response) => {
  const body = (await readBody(request)) ?? Buffer.alloc(0);
  const target = String(request.headers["x-amz-target"] ?? "");
  if (target) {
    const { status, body: reply } = answer(target.split(".")[1] ?? "", JSON.parse(body.toString()));
    return response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(reply));
  }
  asked.push(["Invoke", {}]);
  const reply = await fetch(cloud.urls.aws + (request.url ?? "").replace("dev-pflow-", "local-pflow-"), { method: "POST", body: new Uint8Array(body) });
  response.writeHead(reply.status, { "x-amz-function-error": reply.headers.get("x-amz-function-error") ?? "" }).end(Buffer.from(await reply.arrayBuffer()));
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
afterAll(() => void server.close());

beforeEach(() => {
  pool.clear();
  asked = [];
  issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc123";
});

/** As a shell that is signed in to AWS does it: in a module graph of its own, whose clients know nothing of this machine's. */
async function invite(tenant: string, email: string, stage = "dev"): Promise<string> {
  const before = { ...process.env };
  delete process.env.AWS_ENDPOINT_URL_LAMBDA;
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is never a string
  vi.resetModules();
  try {
    return await (await import("../../local/invite")).invite({ tenant, email, name: "Ada", role: ["admin"], stage });
  } finally {
    delete process.env.AWS_ENDPOINT_URL;
    Object.assign(process.env, before);
  }
}

const operations = () => asked.map(([operation]) => operation);

describe("npm run invite --stage", () => {
  test("makes the admin and their sign-in, whose tenant they can't choose, and the address counts as verified", async () => {
    const acme = await openTenant();
    expect(await invite(acme.id, "ada@acme.test")).toBe(
      `Ada <ada@acme.test> has the roles admin in ${acme.id}, and is known by this e-mail at the first sign-in. Cognito sends them a temporary password by e-mail, which is good for three days.`,
    );
    expect(pool.get("ada@acme.test")?.attributes).toEqual({ email: "ada@acme.test", email_verified: "true", "custom:tenant": acme.id, name: "Ada" });
    expect(asked.find(([operation]) => operation === "AdminCreateUser")?.[1]).toMatchObject({ DesiredDeliveryMediums: ["EMAIL"] });
    const ada = acme.as({ email: "ada@acme.test" });
    expect((await ada(getMe)).body.roles).toEqual(["admin"]);
    expect((await ada(createGroup, { body: { name: "hr" } })).status).toBe(201);
  });

  test("does no harm when it is done again: a new temporary password while the first is not used, and nothing after that", async () => {
    const acme = await openTenant();
    await invite(acme.id, "bo@acme.test");
    await invite(acme.id, "bo@acme.test");
    expect(asked.at(-1)).toMatchObject(["AdminCreateUser", { MessageAction: "RESEND" }]);
    Object.assign(pool.get("bo@acme.test") ?? {}, { status: "CONFIRMED" });
    asked = [];
    expect(await invite(acme.id, "bo@acme.test")).toMatch(/They can sign in already\.$/);
    expect(operations()).toEqual(["GetParameter", "AdminGetUser", "Invoke", "AdminGetUser"]);
  });

  test("refuses an address of another tenant before anything is changed", async () => {
    const acme = await openTenant();
    pool.set("cy@acme.test", { attributes: { "custom:tenant": "globex" }, status: "CONFIRMED" });
    await expect(invite(acme.id, "cy@acme.test")).rejects.toMatchObject({ code: "conflict", detail: expect.stringContaining("globex") });
    expect(operations()).toEqual(["GetParameter", "AdminGetUser"]);
  });

  test("gives a tenant to somebody who was in the pool without one, whom no token is made for", async () => {
    const acme = await openTenant();
    pool.set("di@acme.test", { attributes: { email: "di@acme.test" }, status: "CONFIRMED" });
    await invite(acme.id, "di@acme.test");
    expect(pool.get("di@acme.test")?.attributes["custom:tenant"]).toBe(acme.id);
  });

  test("touches no user pool where the stage has an issuer of its own", async () => {
    const acme = await openTenant();
    issuer = "https://login.example.com/realms/pflow";
    expect(await invite(acme.id, "ed@acme.test")).toMatch(/first sign-in\.$/);
    expect(operations()).toEqual(["GetParameter", "Invoke"]);
  });

  test("changes nothing where there is no such stage", async () => {
    await expect(invite("acme", "fi@acme.test", "gone")).rejects.toMatchObject({ name: "ParameterNotFound" });
    expect(operations()).toEqual(["GetParameter"]);
  });
});
