import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startCloud } from "../../local/cloud";
import { type Issuer, startIssuer } from "../../local/issuer";
import { openGrants } from "../../local/issuer-grants";
import { openIssuerKeys } from "../../local/issuer-keys";

const console = "http://localhost:5173";
const redirect_uri = `${console}/callback`;
const folder = mkdtempSync(join(tmpdir(), "pflow-issuer-"));
const files = { keyFile: join(folder, "key.json"), grantsFile: join(folder, "grants.json") };
let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer({ port: 0, origins: [console], ...files });
});
afterAll(async () => {
  await issuer.close();
  rmSync(folder, { recursive: true });
});

const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");
const request = {
  client_id: "pflow-console",
  redirect_uri,
  response_type: "code",
  scope: "openid profile email",
  code_challenge: challenge,
  code_challenge_method: "S256",
  state: "s t",
  nonce: "n",
};

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(issuer.url + path, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });
const authorize = (more: Record<string, string | undefined> = {}) =>
  fetch(`${issuer.url}/authorize?${new URLSearchParams(JSON.parse(JSON.stringify({ ...request, ...more })))}`, { redirect: "manual" });
const location = (response: Response) => new URL(response.headers.get("location") ?? "");
async function token(form: Record<string, string>, headers?: Record<string, string>) {
  const response = await post("/token", form, headers);
  return { status: response.status, body: (await response.json()) as Record<string, string>, headers: response.headers };
}

async function newCode(who: Record<string, string> = { email: "li.lei@acme.test" }) {
  return location(await post("/authorize", { ...request, ...who })).searchParams.get("code") ?? "";
}
const redeem = (code: string, more: Record<string, string> = {}) =>
  token({ grant_type: "authorization_code", client_id: "pflow-console", code, redirect_uri, code_verifier: verifier, ...more });
const claims = async (jwt = "") =>
  (await jwtVerify(jwt, createRemoteJWKSet(new URL(`${issuer.url}/jwks`)), { issuer: issuer.url, algorithms: ["RS256"] })).payload;

describe("discovery", () => {
  test("names every endpoint under the issuer's own URL", async () => {
    const document = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;

    expect(document.issuer).toBe(issuer.url);
    for (const [name, value] of Object.entries(document)) if (/_endpoint$|_uri$/.test(name)) expect(value).toMatch(issuer.url);
    expect(document.code_challenge_methods_supported).toEqual(["S256"]);
  });

  test("gives public keys only", async () => {
    const { keys } = (await (await fetch(`${issuer.url}/jwks`)).json()) as { keys: object[] };

    expect(keys).toEqual([{ kty: "RSA", n: expect.any(String), e: "AQAB", kid: expect.any(String), alg: "RS256", use: "sig" }]);
  });
});

describe("the sign-in", () => {
  test("shows everybody of the demo by tenant, and lets in whom they pick", async () => {
    const page = await (await authorize()).text();
    expect(page).toContain("李雷");
    expect(page).toContain("eve@globex.test");

    const there = location(await post("/authorize", { ...request, email: "li.lei@acme.test" }));
    expect(there.origin + there.pathname).toBe(redirect_uri);
    expect(Object.fromEntries(there.searchParams)).toEqual({ code: expect.any(String), state: "s t", iss: issuer.url });

    const { status, body, headers } = await redeem(there.searchParams.get("code") ?? "");
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(await claims(body.access_token)).toMatchObject({
      aud: "pflow-api",
      client_id: "pflow-console",
      tenant: "acme",
      email: "li.lei@acme.test",
      email_verified: true,
      name: "李雷",
      scope: "openid profile email",
    });
    expect(await claims(body.id_token)).toMatchObject({ aud: "pflow-console", nonce: "n", email: "li.lei@acme.test" });
  });

  test("gives the same person the same subject as a token made for tests", async () => {
    const { body } = await redeem(await newCode());
    const direct = await issuer.keys.issueToken({ email: "li.lei@acme.test" });

    expect((await claims(body.access_token)).sub).toBe((await claims(direct)).sub);
  });

  test("lets anybody in under any e-mail and tenant, but not without", async () => {
    const { body } = await redeem(await newCode({ email: "New@Initech.test", tenant: "initech" }));

    expect(await claims(body.access_token)).toMatchObject({ tenant: "initech", email: "new@initech.test" });
    for (const who of [{ email: "new@initech.test" }, { email: "none", tenant: "initech" }, { email: "a@b.test", tenant: "Not a tenant" }])
      expect((await post("/authorize", { ...request, ...who } as Record<string, string>)).status).toBe(400);
  });

  test.each([
    ["another client", { client_id: "stranger" }],
    ["another place", { redirect_uri: "http://localhost:5173/callback/" }],
    ["a longer place", { redirect_uri: "http://localhost:5173/callback?x=1" }],
    ["no place", { redirect_uri: undefined }],
  ])("never sends a browser to %s", async (_what, more) => {
    const response = await authorize(more);

    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
  });

  test.each([
    ["no PKCE", { code_challenge_method: undefined }, "invalid_request"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["a challenge that is none", { code_challenge: "short" }, "invalid_request"],
    ["an implicit flow", { response_type: "token" }, "unsupported_response_type"],
    ["no page to be shown", { prompt: "none" }, "login_required"],
  ])("tells the client that it does not do %s", async (_what, more, error) => {
    expect(Object.fromEntries(location(await authorize(more)).searchParams)).toMatchObject({ error, state: "s t", iss: issuer.url });
  });

  test("escapes what it shows", async () => {
    expect(await (await authorize({ login_hint: '"><script>alert(1)</script>' })).text()).not.toContain("<script>");
  });
});

describe("a code", () => {
  test("works once; twice, it ends the session that it opened", async () => {
    const code = await newCode();
    const first = await redeem(code);

    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await token({ grant_type: "refresh_token", client_id: "pflow-console", refresh_token: first.body.refresh_token ?? "" })).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });

  test.each([
    ["with another verifier", { code_verifier: randomBytes(32).toString("base64url") }],
    ["without a verifier", { code_verifier: "" }],
    ["for another place", { redirect_uri: `${console}/` }],
  ])("does not work %s", async (_how, more) => {
    expect(await redeem(await newCode(), more)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("does not work for another client", async () => {
    const reply = await redeem(await newCode(), { client_id: "acme-erp", client_secret: "acme-erp-demo-secret" });

    expect(reply).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("is too old after a minute", () => {
    let now = 0;
    const grants = openGrants(undefined, () => now);
    const code = grants.newCode({
      clientId: "c",
      redirectUri: "r",
      challenge: "x",
      scope: "",
      authTime: 0,
      identity: { email: "a@b.test", tenant: "t", name: "A" },
    });
    now = 60_000;

    expect(grants.useCode(code)).toBeNull();
  });
});

describe("a refresh token", () => {
  const refresh = (refresh_token: string) => token({ grant_type: "refresh_token", client_id: "pflow-console", refresh_token });

  test("gives new access tokens, also after a restart with the same key", async () => {
    const { body } = await redeem(await newCode());
    const { sub } = await claims(body.access_token);
    await issuer.close();
    issuer = await startIssuer({ port: 0, origins: [console], ...files });

    const again = await refresh(body.refresh_token ?? "");
    expect(again.status).toBe(200);
    expect((await claims(again.body.access_token)).sub).toBe(sub);
    expect(statSync(files.keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(files.grantsFile).mode & 0o777).toBe(0o600);
  });

  test("stops working after sign-out, which goes back to the console only", async () => {
    const { body } = await redeem(await newCode());
    const out = (target: string) =>
      fetch(`${issuer.url}/logout?${new URLSearchParams({ id_token_hint: body.id_token ?? "", post_logout_redirect_uri: target })}`, { redirect: "manual" });

    expect((await out("http://elsewhere.test/")).status).toBe(200);
    expect((await out(`${console}/`)).headers.get("location")).toBe(`${console}/`);
    expect((await refresh(body.refresh_token ?? "")).status).toBe(400);
  });

  test("stops working when it is revoked", async () => {
    const { body } = await redeem(await newCode());
    expect((await post("/revoke", { token: body.refresh_token ?? "", client_id: "pflow-console" })).status).toBe(200);

    expect((await refresh(body.refresh_token ?? "")).status).toBe(400);
  });
});

describe("a program", () => {
  const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(`acme-erp:${secret}`).toString("base64")}` });

  test("signs in by its secret, in the header or the form", async () => {
    const inHeader = await token({ grant_type: "client_credentials" }, basic("acme-erp-demo-secret"));
    const inForm = await token({ grant_type: "client_credentials", client_id: "acme-erp", client_secret: "acme-erp-demo-secret" });

    for (const { body } of [inHeader, inForm])
      expect(await claims(body.access_token)).toMatchObject({ sub: "acme-erp", client_id: "acme-erp", tenant: "acme", kind: "program", aud: "pflow-api" });
    expect(inHeader.body).not.toHaveProperty("refresh_token");
  });

  test("is refused with a wrong secret, and the console has none", async () => {
    expect(await token({ grant_type: "client_credentials" }, basic("wrong"))).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    expect(await token({ grant_type: "client_credentials", client_id: "pflow-console" })).toMatchObject({
      status: 400,
      body: { error: "unauthorized_client" },
    });
    expect(await token({ grant_type: "password", client_id: "pflow-console" })).toMatchObject({ status: 400, body: { error: "unsupported_grant_type" } });
  });
});

test("only the console's pages may read tokens", async () => {
  const allowed = async (origin: string) =>
    (await post("/token", { grant_type: "x", client_id: "pflow-console" }, { origin })).headers.get("access-control-allow-origin");

  expect(await allowed(console)).toBe(console);
  expect(await allowed("http://elsewhere.test")).toBeNull();
});

test("userinfo says who a token is of", async () => {
  const ask = (access: string) => fetch(`${issuer.url}/userinfo`, { headers: { authorization: `Bearer ${access}` } });

  expect(await (await ask(await issuer.keys.issueToken({ email: "li.lei@acme.test" }))).json()).toMatchObject({
    tenant: "acme",
    email: "li.lei@acme.test",
    name: "李雷",
  });
  expect((await ask("nonsense")).status).toBe(401);
});

test("a key that is on disk is found again", async () => {
  const again = await openIssuerKeys({ issuer: issuer.url, file: files.keyFile });

  expect(again.jwks).toEqual(issuer.keys.jwks);
});

test("the API takes tokens of any issuer by its discovery document, and finds a new key of it by itself", async () => {
  const files = { keyFile: join(folder, "rotating.json") };
  const first = await startIssuer({ port: 0, origins: [], ...files });
  const cloud = await startCloud({
    issuer: first.url,
    routes: { form: [], identity: [], ticket: [], workflow: [], gateway: [{ method: "GET", path: "/api/me", roles: "signed-in" }] },
    handlers: { domain: () => () => ({ statusCode: 200 }) },
  });
  const status = async (token: string) => (await fetch(`${cloud.urls.api}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await status(await first.keys.issueToken({ email: "li.lei@acme.test" }))).toBe(200);

  await first.close();
  rmSync(files.keyFile);
  const second = await startIssuer({ port: Number(new URL(first.url).port), origins: [], ...files });
  const rotated = await second.keys.issueToken({ email: "li.lei@acme.test" });
  // Keys are asked for once a second at most.
  await vi.waitFor(async () => expect(await status(rotated)).toBe(200), { timeout: 3_000, interval: 200 });
  await cloud.close();
  await second.close();
});
