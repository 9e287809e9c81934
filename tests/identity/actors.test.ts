import { describe, expect, test } from "vitest";
import type { Caller } from "../../shared/contract/actor";
import { getMe, getUser, listUsers, updateUser } from "../../shared/contract/identity";
import { resolveActors, userCards } from "../../shared/contract/identity-calls";
import { openIdentity, type Tenant } from "./fixture";

const { tenant: openTenant, query } = await openIdentity();

const resolve = async ({ inside }: Tenant, callers: readonly Caller[]) => (await inside(resolveActors, { body: { callers: [...callers] } })).actors;
const countOf = async ({ id }: Tenant) =>
  Number((await query<{ count: string }>("identity", "select count(*) from collaborator where tenant_id = $1", [id]))[0]?.count);

/** Nobody can write while `story` begins; what it started then all writes at once. */
async function atOnce<T>(start: () => Promise<T>[]): Promise<T[]> {
  await query("identity", "begin");
  await query("identity", "lock table collaborator in share mode");
  const started = start();
  const blocked = "select count(*) from pg_locks where relation = 'collaborator'::regclass and not granted";
  while (Number((await query<{ count: string }>("identity", blocked))[0]?.count) < started.length) await new Promise(setImmediate);
  await query("identity", "commit");
  return Promise.all(started);
}

describe("what a caller may do", () => {
  test("a stranger with a tenant becomes a requester, and is the same user ever after", async () => {
    const acme = await openTenant();
    const caller = { tenantId: acme.id, subject: "s-1", email: "New@Acme.test", name: "New One" };
    const [first] = await resolve(acme, [caller]);
    const [second] = await resolve(acme, [{ ...caller, name: "Other Name" }]);
    expect(first).toMatchObject({ roles: ["requester"], active: true });
    expect(second).toEqual(first);
    const { body } = await acme.byAdmin(getUser, { params: { id: first?.userId ?? "" } });
    expect(body).toMatchObject({ kind: "person", name: "New One", email: "new@acme.test", invited: false });
  });

  test("an invited person is known by the verified e-mail at the first sign-in", async () => {
    const acme = await openTenant();
    const wang = await acme.invite("wang", { roles: ["agent"] });
    expect(wang.invited).toBe(true);
    expect(await resolve(acme, [{ tenantId: acme.id, subject: "w", email: acme.email("wang").toUpperCase() }])).toEqual([
      { userId: wang.id, roles: ["agent"], active: true },
    ]);
    expect((await acme.byAdmin(getUser, { params: { id: wang.id } })).body).toMatchObject({ invited: false, version: wang.version });
  });

  test("an e-mail that somebody signed in with already does not let another subject in as them", async () => {
    const acme = await openTenant();
    const wang = await acme.join("wang", { roles: ["admin"] });
    const [other] = await resolve(acme, [{ tenantId: acme.id, subject: "another", email: acme.email("wang") }]);
    expect(other).toMatchObject({ roles: ["requester"] });
    expect(other?.userId).not.toBe(wang.id);
    expect((await acme.byAdmin(getUser, { params: { id: other?.userId ?? "" } })).body.email).toBeNull();
  });

  test("an invitation of another tenant is not taken", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    await acme.invite("wang", { email: "same@both.test", roles: ["admin"] });
    expect(await resolve(globex, [{ tenantId: globex.id, subject: "w", email: "same@both.test" }])).toMatchObject([{ roles: ["requester"] }]);
  });

  test("a program is a user of its own kind, and takes no person's invitation", async () => {
    const acme = await openTenant();
    await acme.invite("wang", { roles: ["admin"] });
    const [erp] = await resolve(acme, [{ tenantId: acme.id, subject: "erp", email: acme.email("wang"), program: true }]);
    expect((await acme.byAdmin(getUser, { params: { id: erp?.userId ?? "" } })).body).toMatchObject({
      kind: "program",
      name: expect.any(String),
      email: null,
      roles: ["requester"],
    });
  });

  test("answers come in the callers' order, over tenants, with doubles and with those known and unknown mixed", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    const li = await acme.join("li");
    const callers = [
      { tenantId: globex.id, subject: "x" },
      { tenantId: acme.id, subject: "x" },
      { tenantId: globex.id, subject: "x" },
      { tenantId: acme.id, subject: "y", email: acme.email("li") },
    ];
    const actors = await resolve(acme, callers);
    expect(actors[0]).toEqual(actors[2]);
    expect(new Set(actors.map(({ userId }) => userId)).size).toBe(3);
    expect((await globex.inside(userCards, { body: { ids: [actors[0]?.userId ?? "", actors[1]?.userId ?? ""] } })).users.map(({ id }) => id)).toEqual([
      actors[0]?.userId,
    ]);
    expect(actors.map(({ userId }) => userId)).not.toContain(li.id);
  });

  test("a deactivated user is answered as such, also when the sign-in is their first", async () => {
    const acme = await openTenant();
    const [li, invited] = [await acme.join("li"), await acme.invite("wang")];
    for (const { id, version } of [li, invited])
      expect((await acme.byAdmin(updateUser, { params: { id }, body: { version, active: false } })).status).toBe(200);
    expect(await resolve(acme, [{ tenantId: acme.id, subject: "w", email: acme.email("wang") }])).toEqual([
      { userId: invited.id, roles: ["requester"], active: false },
    ]);
    expect(await li.send(getMe)).toMatchObject({ status: 403, body: { code: "deactivated" } });
    expect(await li.send(listUsers)).toMatchObject({ status: 403, body: { code: "deactivated" } });
  });

  test("a name that no database stores, or none, does not keep anybody out", async () => {
    const acme = await openTenant();
    const names = ["\u0000\u0007", `${"长".repeat(79)}😀😀`, "", undefined];
    const actors = await resolve(
      acme,
      names.map((name, n) => ({ tenantId: acme.id, subject: `odd-${n}`, name })),
    );
    const { users } = await acme.inside(userCards, { body: { ids: actors.map(({ userId }) => userId) } });
    expect(users.map(({ name }) => name).sort()).toEqual(["odd-0", "odd-2", "odd-3", "长".repeat(79)].sort());
  });

  test("a thousand callers are one answer, and knowing them writes nothing", async () => {
    const acme = await openTenant();
    const callers = Array.from({ length: 1_000 }, (_, n) => ({ tenantId: acme.id, subject: `many-${n}`, email: `many-${n}@acme.test`, name: `Many ${n}` }));
    const first = await resolve(acme, callers);
    await query("identity", "begin");
    await query("identity", "lock table collaborator in share mode");
    const again = await resolve(acme, callers);
    await query("identity", "commit");
    expect(again).toEqual(first);
    expect(await countOf(acme)).toBe(1_001);
  });
});

describe("sign-ins at the same moment", () => {
  test("of one stranger make one user", async () => {
    const acme = await openTenant();
    const callers = [{ tenantId: acme.id, subject: "same", email: "same@acme.test" }];
    const answers = await atOnce(() => Array.from({ length: 8 }, () => resolve(acme, callers)));
    expect(new Set(answers.map(([one]) => one?.userId)).size).toBe(1);
    expect(await countOf(acme)).toBe(2);
  });

  test("of one invited person link one user", async () => {
    const acme = await openTenant();
    const wang = await acme.invite("wang", { roles: ["agent"] });
    const callers = [{ tenantId: acme.id, subject: "w", email: acme.email("wang") }];
    const answers = await atOnce(() => Array.from({ length: 8 }, () => resolve(acme, callers)));
    expect(answers).toEqual(answers.map(() => [{ userId: wang.id, roles: ["agent"], active: true }]));
    expect(await countOf(acme)).toBe(2);
  });

  test("of one subject, with the invited e-mail and without, make one user", async () => {
    for (let n = 0; n < 5; n++) {
      const acme = await openTenant();
      await acme.invite("wang", { roles: ["agent"] });
      const [bare, mailed] = [
        { tenantId: acme.id, subject: "w" },
        { tenantId: acme.id, subject: "w", email: acme.email("wang") },
      ];
      const answers = await atOnce(() => [bare, mailed, bare, mailed].map((caller) => resolve(acme, [caller])));
      expect(new Set(answers.map(([one]) => one?.userId)).size).toBe(1);
    }
  });

  test("of two subjects with one invited e-mail link one of them and make a requester of the other", async () => {
    const acme = await openTenant();
    const wang = await acme.invite("wang", { roles: ["agent"] });
    const answers = await atOnce(() => ["one", "two"].map((subject) => resolve(acme, [{ tenantId: acme.id, subject, email: acme.email("wang") }])));
    expect(answers.flat().filter(({ userId }) => userId === wang.id)).toHaveLength(1);
    expect(answers.flat().filter(({ roles }) => roles.includes("requester"))).toHaveLength(1);
    expect(await countOf(acme)).toBe(3);
  });

  test("of the same many, in other orders, make each once and none waits for ever", async () => {
    const acme = await openTenant();
    const callers = Array.from({ length: 60 }, (_, n) => ({ tenantId: acme.id, subject: `c-${n}`, email: `c-${n % 50}@acme.test` }));
    for (let n = 0; n < 20; n++) await acme.invite(`c ${n}`, { email: `c-${n}@acme.test` });
    const answers = await atOnce(() =>
      [callers, [...callers].reverse(), callers.slice(20), [...callers.slice(0, 40)].reverse()].map((batch) => resolve(acme, batch)),
    );
    expect(answers[1]).toEqual([...(answers[0] ?? [])].reverse());
    expect(answers[2]).toEqual(answers[0]?.slice(20));
    expect(await countOf(acme)).toBe(61);
  });
});
