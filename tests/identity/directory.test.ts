import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { countUsers, findParticipants, listMemberships, type ParticipantQuery, participantLimit } from "../../shared/contract/directory";
import { addMember, createDepartment, createGroup, createUser, getMe, listUsers, updateUser } from "../../shared/contract/identity";
import { inviteUser, userCards } from "../../shared/contract/identity-calls";
import { openIdentity, type Tenant } from "./fixture";

const { tenant: openTenant, query, cloud } = await openIdentity();

/** The company of the scenarios, as far as people are found in it. */
async function openCompany() {
  const acme = await openTenant();
  const zhao = await acme.invite("zhao", { roles: ["agent"], title: "director" });
  const wang = await acme.invite("wang", { roles: ["agent"], managerId: zhao.id });
  const { body: top } = await acme.byAdmin(createDepartment, { body: { name: "总经办", headId: zhao.id } });
  const { body: dev } = await acme.byAdmin(createDepartment, { body: { name: "研发部", parentId: top.id, headId: wang.id } });
  const li = await acme.invite("li", { departmentId: dev.id, managerId: wang.id });
  const { body: it } = await acme.byAdmin(createGroup, { body: { name: "it" } });
  const [sun, lead] = [await acme.invite("sun", { roles: ["agent"], departmentId: top.id }), await acme.invite("lead", { roles: ["agent"] })];
  await acme.byAdmin(addMember, { params: { id: it.id }, body: { userId: sun.id } });
  await acme.byAdmin(addMember, { params: { id: it.id }, body: { userId: lead.id, lead: true } });
  return { ...acme, zhao, wang, li, sun, lead, top, dev, it };
}

const ask = async ({ inside }: Pick<Tenant, "inside">, queries: z.input<typeof ParticipantQuery>[]) =>
  (await inside(findParticipants, { body: { queries } })).lists;
const namesOf = (lists: Awaited<ReturnType<typeof ask>>) => lists.map(({ users }) => users.map(({ name }) => name));

describe("participants", () => {
  test("are found by every rule, in one question, and the timeline can say by which", async () => {
    const acme = await openCompany();
    const lists = await ask(acme, [
      { by: "users", users: [acme.li.id, acme.email("SUN")] },
      { by: "groups", groups: [acme.it.id] },
      { by: "groups", groups: ["IT"], leadsOnly: true },
      { by: "roles", roles: ["admin", "agent"] },
      { by: "departments", departments: ["总经办"] },
      { by: "departments", departments: [acme.top.id], below: true },
      { by: "department-heads", departments: ["研发部"] },
      { by: "department-head-of", user: acme.li.id },
      { by: "department-head-of", user: acme.li.id, levels: 1 },
      { by: "manager-of", user: acme.li.id },
      { by: "manager-of", user: acme.li.id, levels: 2 },
      { by: "manager-of", user: acme.li.id, levels: 5, each: true },
    ]);
    expect(namesOf(lists)).toEqual([
      ["li", "sun"],
      ["lead", "sun"],
      ["lead"],
      ["Admin", "lead", "sun", "wang", "zhao"],
      ["sun"],
      ["li", "sun"],
      ["wang"],
      ["wang"],
      ["zhao"],
      ["wang"],
      ["zhao"],
      ["wang", "zhao"],
    ]);
    expect(lists.map(({ rule }) => rule)).toEqual([
      "named: li, sun",
      "group it",
      "lead of group it",
      "role admin, agent",
      "department 总经办",
      "department 总经办 and below",
      "head of 研发部",
      "head of 研发部 for li",
      "head of 总经办 for li, 1 up",
      "manager of li",
      "manager of li, 2 up",
      "manager of li, up to 5 up",
    ]);
    expect(lists.flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(lists[0]?.users[0]).toEqual({ id: acme.li.id, name: "li", email: acme.email("li"), departmentId: acme.dev.id, substituteId: null });
  });

  test("are active; whoever is deactivated is in no list", async () => {
    const acme = await openCompany();
    for (const user of [acme.wang, acme.lead]) await acme.byAdmin(updateUser, { params: { id: user.id }, body: { version: 1, active: false } });
    const lists = await ask(acme, [
      { by: "users", users: [acme.wang.id] },
      { by: "groups", groups: ["it"] },
      { by: "groups", groups: ["it"], leadsOnly: true },
      { by: "department-head-of", user: acme.li.id },
      { by: "manager-of", user: acme.li.id },
      { by: "manager-of", user: acme.li.id, levels: 2 },
    ]);
    expect(namesOf(lists)).toEqual([[], ["sun"], [], [], [], ["zhao"]]);
  });

  test("that the tenant does not have are named as unknown, and another tenant's are not found", async () => {
    const [acme, globex] = [await openCompany(), await openCompany()];
    const lists = await ask(acme, [
      { by: "users", users: [globex.li.id, "who@acme.test", acme.li.id] },
      { by: "groups", groups: [globex.it.id, "legal"] },
      { by: "departments", departments: [globex.top.id], below: true },
      { by: "department-head-of", user: globex.li.id },
      { by: "manager-of", user: globex.li.id },
      { by: "manager-of", user: acme.zhao.id },
      { by: "department-head-of", user: acme.wang.id },
    ]);
    expect(namesOf(lists)).toEqual([["li"], [], [], [], [], [], []]);
    expect(lists.map(({ unknown }) => unknown)).toEqual([
      [globex.li.id, "who@acme.test"],
      [globex.it.id, "legal"],
      [globex.top.id],
      [globex.li.id],
      [globex.li.id],
      [],
      [],
    ]);
  });

  test("of a list beyond its limit are cut, and that is said", async () => {
    const acme = await openTenant();
    await query(
      "identity",
      "insert into collaborator (tenant_id, id, kind, name, email, roles, created_at, updated_at) select $1, gen_random_uuid(), 'person', rpad(n::text, 80, '长'), n || repeat('x', 230) || '@acme.test', '{agent}', now(), now() from generate_series(1, 1500) n",
      [acme.id],
    );
    const lists = await ask(
      acme,
      Array.from({ length: 20 }, () => ({ by: "roles" as const, roles: ["agent" as const] })),
    );
    for (const { users, more } of lists) expect([users.length, more]).toEqual([participantLimit, true]);
    expect((await acme.inside(countUsers)).active).toBe(1_501);
  });
});

describe("what other domains may know", () => {
  test("of somebody's groups, departments and roles", async () => {
    const acme = await openCompany();
    const { memberships } = await acme.inside(listMemberships, { body: { userIds: [acme.lead.id, acme.wang.id, acme.it.id] } });
    expect(memberships).toHaveLength(2);
    expect(memberships.find(({ userId }) => userId === acme.lead.id)).toMatchObject({
      active: true,
      roles: ["agent"],
      groupIds: [acme.it.id],
      standsInFor: [],
      leadOf: [acme.it.id],
      departmentId: null,
      headOf: [],
    });
    expect(memberships.find(({ userId }) => userId === acme.wang.id)).toMatchObject({ groupIds: [], headOf: [acme.dev.id], managerId: acme.zhao.id });
  });

  test("of people by id or e-mail, also of deactivated ones, each once", async () => {
    const [acme, globex] = [await openCompany(), await openTenant()];
    await acme.byAdmin(updateUser, { params: { id: acme.li.id }, body: { version: 1, active: false, timeZone: "Asia/Shanghai" } });
    const { users } = await acme.inside(userCards, {
      body: { ids: [acme.li.id, globex.admin.id], emails: [acme.email("LI"), acme.email("sun"), "who@acme.test"] },
    });
    expect(users.map(({ name, active, timeZone }) => [name, active, timeZone])).toEqual([
      ["li", false, "Asia/Shanghai"],
      ["sun", true, null],
    ]);
  });

  test("is counted as the lists count it", async () => {
    const acme = await openCompany();
    await acme.byAdmin(createUser, { body: { kind: "program", name: "ERP", subject: "erp", roles: ["agent"] } });
    await acme.join("han");
    await acme.byAdmin(updateUser, { params: { id: acme.sun.id }, body: { version: 1, active: false } });
    const count = async (query: object) => (await acme.byAdmin(listUsers, { query: { limit: 100, ...query } })).body.data.length;
    expect(await acme.inside(countUsers)).toEqual({
      total: await count({}),
      active: await count({ active: "true" }),
      joined: 2, // the admin and han: the others are only invited, and the program is nobody
      byRole: { admin: 1, agent: 4, requester: 2 },
      groups: 1,
      departments: 2,
    });
  });
});

describe("an invitation from outside", () => {
  test("makes the first admin of a tenant, who is in with the next token", async () => {
    const acme = await openTenant();
    expect((await acme.byAdmin(getMe)).body).toMatchObject({ id: acme.admin.id, roles: ["admin"] });
  });

  test("of somebody who is there gives them the role and lets them in again, and is the same twice", async () => {
    const acme = await openTenant();
    const li = await acme.join("li");
    await acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: li.version, active: false } });
    for (let n = 0; n < 2; n++)
      expect(await acme.inside(inviteUser, { body: { email: acme.email("LI"), roles: ["admin"] } })).toMatchObject({
        id: li.id,
        name: "li",
        roles: ["admin", "requester"],
        active: true,
      });
    expect((await li.send(getMe)).body.roles).toEqual(["admin", "requester"]);
  });

  test("is served to no browser", async () => {
    const acme = await openTenant();
    const token = await cloud.issueToken({ tenant: acme.id, email: acme.email("admin") });
    const reply = await fetch(`${cloud.urls.api}${inviteUser.path}`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: "{}" });
    expect(reply.status).toBe(404);
  });
});
