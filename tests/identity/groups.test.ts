import { describe, expect, test } from "vitest";
import {
  addMember,
  createGroup,
  getGroup,
  getMe,
  getUser,
  listGroups,
  listMembers,
  listUsers,
  removeGroup,
  removeMember,
  updateGroup,
} from "../../shared/contract/identity";
import { openIdentity } from "./fixture";

const { tenant: openTenant } = await openIdentity();
const nobody = "01890000-0000-7000-8000-000000000000";

describe("groups", () => {
  test("are made, read, changed and deleted by an admin", async () => {
    const acme = await openTenant();
    const { status, body: made } = await acme.byAdmin(createGroup, { body: { name: " hr " } });
    expect([status, made]).toMatchObject([201, { name: "hr", description: "", memberCount: 0, version: 1 }]);
    const path = { params: { id: made.id } };
    const { body: changed } = await acme.byAdmin(updateGroup, { ...path, body: { version: 1, description: "人事" } });
    expect(changed).toMatchObject({ name: "hr", description: "人事", version: 2 });
    expect((await acme.byAdmin(getGroup, path)).body).toEqual(changed);
    expect(await acme.byAdmin(removeGroup, { ...path, query: { version: 1 } })).toMatchObject({ status: 409, body: { code: "stale" } });
    expect(await acme.byAdmin(removeGroup, { ...path, query: { version: 2 } })).toEqual({ status: 204, body: undefined });
    expect((await acme.byAdmin(getGroup, path)).status).toBe(404);
    expect((await acme.byAdmin(removeGroup, { ...path, query: { version: 2 } })).status).toBe(404);
  });

  test("have names of their own in a tenant, whatever the case, also when two take one at once", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    const replies = await Promise.all(["HR", "hr", "Hr"].map((name) => acme.byAdmin(createGroup, { body: { name } })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({ code: "conflict", errors: [{ path: "/body/name" }] });
    expect((await globex.byAdmin(createGroup, { body: { name: "HR" } })).status).toBe(201);
    const others = await Promise.all(["a", "b"].map(async (name) => (await acme.byAdmin(createGroup, { body: { name } })).body));
    const renamed = await Promise.all(others.map(({ id }) => acme.byAdmin(updateGroup, { params: { id }, body: { version: 1, name: "c" } })));
    expect(renamed.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("are listed by name in pages, for everybody to pick from, and changed by admins only", async () => {
    const acme = await openTenant();
    for (const name of ["it", "finance", "hr"]) await acme.byAdmin(createGroup, { body: { name } });
    const li = await acme.join("li");
    const first = await li.send(listGroups, { query: { limit: 2 } });
    const second = await li.send(listGroups, { query: { limit: 2, cursor: first.body.nextCursor ?? "" } });
    expect([first, second].map(({ body }) => body.data.map(({ name }) => name))).toEqual([["finance", "hr"], ["it"]]);
    expect(second.body.nextCursor).toBeNull();
    expect((await li.send(listGroups, { query: { q: "FIN" } })).body.data).toHaveLength(1);
    expect((await li.send(createGroup, { body: { name: "mine" } })).status).toBe(403);
  });

  test("are found by their ids, many at once, and whoever is none of the tenant's groups is left out", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    const make = async (tenant: typeof acme, name: string) => (await tenant.byAdmin(createGroup, { body: { name } })).body.id;
    const [it, hr] = [await make(acme, "it"), await make(acme, "hr")];
    await make(acme, "finance");
    const li = await acme.join("li");
    const found = async (...ids: string[]) => (await li.send(listGroups, { query: { ids: ids.join(",") } })).body.data.map(({ name }) => name);
    expect(await found(it, hr, li.id, nobody, await make(globex, "theirs"))).toEqual(["hr", "it"]);
    expect(await found(nobody)).toEqual([]);
    expect((await li.send(listGroups, { query: { ids: `${it},hr` } })).status).toBe(400);
  });

  test("of another tenant are not found by any route", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    const { id } = (await globex.byAdmin(createGroup, { body: { name: "theirs" } })).body;
    const li = await acme.invite("li");
    const replies = [
      await acme.byAdmin(getGroup, { params: { id } }),
      await acme.byAdmin(updateGroup, { params: { id }, body: { version: 1, name: "mine" } }),
      await acme.byAdmin(removeGroup, { params: { id }, query: { version: 1 } }),
      await acme.byAdmin(listMembers, { params: { id } }),
      await acme.byAdmin(addMember, { params: { id }, body: { userId: li.id } }),
      await acme.byAdmin(removeMember, { params: { id, userId: globex.admin.id } }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  });
});

describe("members", () => {
  test("come, lead, lead no longer, and go", async () => {
    const acme = await openTenant();
    const { id } = (await acme.byAdmin(createGroup, { body: { name: "it" } })).body;
    const [sun, lead] = [await acme.join("sun"), await acme.join("lead")];
    expect(await acme.byAdmin(addMember, { params: { id }, body: { userId: lead.id, lead: true } })).toMatchObject({
      status: 201,
      body: { id: lead.id, name: "lead", lead: true, active: true },
    });
    await acme.byAdmin(addMember, { params: { id }, body: { userId: sun.id } });
    expect((await lead.send(getMe)).body.groups).toEqual([{ id, name: "it", lead: true }]);
    expect((await sun.send(listMembers, { params: { id } })).body.data.map(({ name, lead }) => [name, lead])).toEqual([
      ["lead", true],
      ["sun", false],
    ]);
    expect((await acme.byAdmin(listUsers, { query: { groupId: id } })).body.data.map(({ name }) => name)).toEqual(["lead", "sun"]);
    await acme.byAdmin(addMember, { params: { id }, body: { userId: lead.id, lead: false } });
    expect((await acme.byAdmin(getGroup, { params: { id } })).body.memberCount).toBe(2);
    expect((await lead.send(getMe)).body.groups).toMatchObject([{ lead: false }]);
    expect((await acme.byAdmin(removeMember, { params: { id, userId: lead.id } })).status).toBe(204);
    expect((await acme.byAdmin(removeMember, { params: { id, userId: lead.id } })).status).toBe(404);
    expect((await acme.byAdmin(listMembers, { params: { id } })).body.data.map(({ name }) => name)).toEqual(["sun"]);
  });

  test("who are added again stay what they are, unless it says otherwise, and it is told that they were in it", async () => {
    const acme = await openTenant();
    const { id } = (await acme.byAdmin(createGroup, { body: { name: "it" } })).body;
    const { id: userId } = await acme.join("lead");
    const add = async (lead?: boolean) => (await acme.byAdmin(addMember, { params: { id }, body: { userId, lead } })).body;
    expect(await add()).toMatchObject({ lead: false, joined: true });
    expect(await add(true)).toMatchObject({ lead: true, joined: false });
    expect(await add()).toMatchObject({ lead: true, joined: false });
    expect((await acme.byAdmin(listMembers, { params: { id } })).body.data).toMatchObject([{ lead: true }]);
    expect(await add(false)).toMatchObject({ lead: false, joined: false });
  });

  test("are people of the tenant", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    const { id } = (await acme.byAdmin(createGroup, { body: { name: "it" } })).body;
    for (const userId of [globex.admin.id, nobody])
      expect(await acme.byAdmin(addMember, { params: { id }, body: { userId } })).toMatchObject({
        status: 400,
        body: { errors: [{ path: "/body/userId", code: "not-found" }] },
      });
  });

  test("stay in the tenant when their group is deleted, even while they are put in", async () => {
    const acme = await openTenant();
    const people = await Promise.all(Array.from({ length: 6 }, (_, n) => acme.invite(`p${n}`)));
    const { id } = (await acme.byAdmin(createGroup, { body: { name: "gone" } })).body;
    const [removed, ...added] = await Promise.all([
      acme.byAdmin(removeGroup, { params: { id }, query: { version: 1 } }),
      ...people.map(({ id: userId }) => acme.byAdmin(addMember, { params: { id }, body: { userId } })),
    ]);
    expect(removed?.status).toBe(204);
    for (const { status } of added) expect([201, 404]).toContain(status);
    expect((await acme.byAdmin(getUser, { params: { id: people[0]?.id ?? "" } })).status).toBe(200);
  });

  test("are listed in pages", async () => {
    const acme = await openTenant();
    const { id } = (await acme.byAdmin(createGroup, { body: { name: "it" } })).body;
    for (const name of ["c", "a", "b"]) await acme.byAdmin(addMember, { params: { id }, body: { userId: (await acme.invite(name)).id } });
    const first = (await acme.byAdmin(listMembers, { params: { id }, query: { limit: 2 } })).body;
    const second = (await acme.byAdmin(listMembers, { params: { id }, query: { limit: 2, cursor: first.nextCursor ?? "" } })).body;
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(second.nextCursor).toBeNull();
  });
});
