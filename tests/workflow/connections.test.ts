import { describe, expect, test } from "vitest";
import { seal, unseal } from "../../functions/kit/seal";
import { createConnection, getConnection, listConnections, removeConnection, updateConnection } from "../../shared/contract/connection";
import { openTickets } from "../ticket/fixture";

const { databases, tenant } = await openTickets({ consume: false });
const erp = {
  name: "erp",
  baseUrl: "https://erp.example.com/api/",
  headers: { Authorization: "Bearer token-4711", "X-Api-Key": "key-4711" },
  signingSecret: "signing-4711-signing-4711",
};
const stored = async (id: string) =>
  (await databases.query<{ secret: string; row: string }>("workflow", "select secret, c::text as row from connection c where id = $1", [id]))[0];

describe("a connection", () => {
  test("is made, listed by name, changed and deleted by admins", async () => {
    const t = await tenant();
    const { status, body: made } = await t.admin.send(createConnection, { body: erp });
    expect([status, made]).toMatchObject([
      201,
      { name: "erp", baseUrl: erp.baseUrl, headers: ["authorization", "x-api-key"], signs: true, version: 1, updatedBy: t.admin.id },
    ]);
    expect((await t.admin.send(createConnection, { body: { name: "bank", signingSecret: "0123456789abcdef" } })).body).toMatchObject({
      baseUrl: null,
      headers: [],
      signs: true,
    });
    await t.admin.send(createConnection, { body: { name: "crm", baseUrl: "http://10.0.0.1:8080" } });
    const pages = [await t.admin.send(listConnections, { query: { limit: 2 } })];
    pages.push(await t.admin.send(listConnections, { query: { limit: 2, cursor: pages[0]?.body.nextCursor ?? "" } }));
    expect(pages.map(({ body }) => body.data.map(({ name }) => name))).toEqual([["bank", "crm"], ["erp"]]);

    const params = { id: made.id };
    const changed = await t.admin.send(updateConnection, { params, body: { version: 1, baseUrl: "https://erp.example.com/v2" } });
    expect(changed.body).toMatchObject({ baseUrl: "https://erp.example.com/v2", headers: ["authorization", "x-api-key"], signs: true, version: 2 });
    const taken = await t.admin.send(updateConnection, { params, body: { version: 2, headers: { "x-api-key": null, "X-Other": "a" }, signingSecret: null } });
    expect(taken.body).toMatchObject({ headers: ["authorization", "x-other"], signs: false, version: 3 });
    expect((await t.admin.send(getConnection, { params })).body).toEqual(taken.body);

    expect(await t.admin.send(updateConnection, { params, body: { version: 2, baseUrl: null } })).toMatchObject({ status: 409, problem: { code: "stale" } });
    expect(await t.admin.send(removeConnection, { params, query: { version: 2 } })).toMatchObject({ status: 409, problem: { code: "stale" } });
    expect((await t.admin.send(removeConnection, { params, query: { version: 3 } })).status).toBe(204);
    expect((await t.admin.send(getConnection, { params })).status).toBe(404);
    expect((await t.admin.send(removeConnection, { params, query: { version: 3 } })).status).toBe(404);
  });

  test("has a name of its own in its tenant, also when two take one at once", async () => {
    const [t, other] = [await tenant(), await tenant()];
    const replies = await Promise.all([1, 2, 3].map(() => t.admin.send(createConnection, { body: erp })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.problem).toMatchObject({ code: "conflict", errors: [{ path: "/body/name" }] });
    expect((await other.admin.send(createConnection, { body: erp })).status).toBe(201);
  });

  test("is not for agents and requesters to see", async () => {
    const t = await tenant();
    for (const who of [t.agent, t.lee]) expect((await who.send(listConnections)).status).toBe(403);
  });

  test.each([
    ["name", { name: "ERP" }],
    ["name", { name: "../x" }],
    ["baseUrl", { baseUrl: "ftp://erp.example.com/" }],
    ["baseUrl", { baseUrl: "https://user:secret@erp.example.com/" }],
    ["baseUrl", { baseUrl: "https://erp.example.com/?key=1" }],
    ["headers/x a", { headers: { "x a": "b" } }],
    ["headers/x", { headers: { x: "a\r\ny: b" } }],
    ["signingSecret", { signingSecret: "short" }],
  ])("is refused for its %s: %o", async (path, wrong) => {
    const t = await tenant();
    const { status, problem } = await t.admin.send(createConnection, { body: { ...erp, ...wrong } });
    expect([status, problem.errors?.map((error) => error.path)]).toEqual([400, [`/body/${path}`]]);
  });
});

describe("what is secret of it", () => {
  test("is in no reply, and in the database as nothing that can be read", async () => {
    const t = await tenant();
    const made = await t.admin.send(createConnection, { body: erp });
    const params = { id: made.body.id };
    const replies = [
      made,
      await t.admin.send(getConnection, { params }),
      await t.admin.send(listConnections),
      await t.admin.send(updateConnection, { params, body: { version: 1 } }),
    ];
    expect(replies.map(({ text }) => text).filter((text) => text.includes("4711"))).toEqual([]);
    const row = await stored(params.id);
    expect(row?.secret).toMatch(/^k1\.[\w-]{100,}$/);
    for (const text of ["4711", Buffer.from("4711").toString("base64"), Buffer.from("4711").toString("hex")]) expect(row?.row).not.toContain(text);
  });

  test("is sealed anew each time, and opens for its own connection only", async () => {
    const arn = process.env.CONNECTION_KEYS_SECRET_ARN ?? "";
    const [one, other] = [await seal(arn, "acme/connection/1", { a: "值" }), await seal(arn, "acme/connection/1", { a: "值" })];
    expect(one).not.toBe(other);
    expect(await unseal(arn, "acme/connection/1", one)).toEqual({ a: "值" });
    await expect(unseal(arn, "globex/connection/1", one)).rejects.toThrow();
    const broken = one.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    await expect(unseal(arn, "acme/connection/1", `${broken.slice(0, 20)}x${broken.slice(21)}`)).rejects.toThrow();
    await expect(unseal(arn, "acme/connection/1", one.replace("k1.", "k9."))).rejects.toThrow("k9");
  });

  test("that somebody moved to another row is no secret of that one", async () => {
    const [t, thief] = [await tenant(), await tenant()];
    const [theirs, own] = [(await t.admin.send(createConnection, { body: erp })).body, (await thief.admin.send(createConnection, { body: erp })).body];
    const row = await stored(theirs.id);
    await databases.query("workflow", "update connection set secret = $2 where id = $1", [own.id, row?.secret]);
    expect((await thief.admin.send(updateConnection, { params: { id: own.id }, body: { version: 1, headers: { a: "b" } } })).status).toBe(500);
  });
});
