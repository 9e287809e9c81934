import { describe, expect, test } from "vitest";
import { createDepartment, createUser, getMe, getUser, listUsers, updateMe, updateUser } from "../../shared/contract/identity";
import { openIdentity } from "./fixture";

const { tenant: openTenant, query, cloud } = await openIdentity();
const nobody = "01890000-0000-7000-8000-000000000000";

describe("inviting", () => {
  test("takes everything about a person at once", async () => {
    const acme = await openTenant();
    const boss = await acme.invite("boss");
    const { body: unit } = await acme.byAdmin(createDepartment, { body: { name: "研发部" } });
    const given = {
      name: "李雷",
      title: "工程师",
      roles: ["agent" as const, "requester" as const],
      departmentId: unit.id,
      managerId: boss.id,
      locale: "zh-CN",
      timeZone: "Asia/Shanghai",
    };
    const { status, body } = await acme.byAdmin(createUser, { body: { ...given, email: "Li.Lei@Acme.Test" } });
    expect([status, body]).toMatchObject([201, { ...given, email: "li.lei@acme.test", kind: "person", active: true, invited: true, version: 1 }]);
    expect((await acme.byAdmin(getUser, { params: { id: body.id } })).body).toEqual(body);
  });

  test("refuses an e-mail of somebody in the tenant, whatever its case, and takes it in another tenant", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    await acme.invite("li", { email: "li@acme.test" });
    const again = { name: "Li", email: "LI@acme.test" };
    expect(await acme.byAdmin(createUser, { body: again })).toMatchObject({ status: 409, body: { code: "conflict", errors: [{ path: "/body/email" }] } });
    expect((await globex.byAdmin(createUser, { body: again })).status).toBe(201);
  });

  test("of one e-mail twenty times at once makes one user", async () => {
    const acme = await openTenant();
    const replies = await Promise.all(Array.from({ length: 20 }, () => acme.byAdmin(createUser, { body: { name: "Li", email: "li@acme.test" } })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
  });

  test("lets a program in by its client id", async () => {
    const acme = await openTenant();
    const { status, body } = await acme.byAdmin(createUser, { body: { kind: "program", name: "ERP", subject: "acme-erp", roles: ["agent"] } });
    expect([status, body]).toMatchObject([201, { kind: "program", email: null, invited: false }]);
    expect((await acme.as({ sub: "acme-erp", kind: "program" })(getMe)).body).toMatchObject({ id: body.id, roles: ["agent"] });
    expect(await acme.byAdmin(createUser, { body: { kind: "program", name: "Two", subject: "acme-erp" } })).toMatchObject({
      status: 409,
      body: { errors: [{ path: "/body/subject" }] },
    });
  });

  test.each([
    ["a person without an e-mail", { name: "Li" }, "/body/email"],
    ["a person with a subject", { name: "Li", email: "li@acme.test", subject: "s" }, "/body/subject"],
    ["a program without a subject", { name: "ERP", kind: "program" as const }, "/body/subject"],
    ["no e-mail address", { name: "Li", email: "li at acme" }, "/body/email"],
    ["no name", { name: " ", email: "li@acme.test" }, "/body/name"],
    ["no roles", { name: "Li", email: "li@acme.test", roles: [] }, "/body/roles"],
    ["no time zone", { name: "Li", email: "li@acme.test", timeZone: "Mars/Olympus" }, "/body/timeZone"],
    ["a department that is not there", { name: "Li", email: "li@acme.test", departmentId: nobody }, "/body/departmentId"],
    ["a manager who is not there", { name: "Li", email: "li@acme.test", managerId: nobody }, "/body/managerId"],
  ])("refuses %s, and says where", async (_, body, path) => {
    const acme = await openTenant();
    expect(await acme.byAdmin(createUser, { body })).toMatchObject({ status: 400, body: { code: "invalid-input", errors: [{ path }] } });
  });

  test("takes no department and no manager of another tenant", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    const { body: unit } = await globex.byAdmin(createDepartment, { body: { name: "Theirs" } });
    expect(await acme.byAdmin(createUser, { body: { name: "Li", email: "li@acme.test", departmentId: unit.id } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "/body/departmentId" }] },
    });
    expect(await acme.byAdmin(createUser, { body: { name: "Li", email: "li@acme.test", managerId: globex.admin.id } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "/body/managerId" }] },
    });
  });
});

describe("changing somebody", () => {
  test("is for admins only", async () => {
    const acme = await openTenant();
    const li = await acme.join("li", { roles: ["agent"] });
    expect(await li.send(updateUser, { params: { id: li.id }, body: { version: li.version, roles: ["admin"] } })).toMatchObject({
      status: 403,
      body: { code: "not-allowed" },
    });
    expect(await li.send(createUser, { body: { name: "X", email: "x@acme.test" } })).toMatchObject({ status: 403 });
  });

  test("writes what was sent, and leaves the rest", async () => {
    const acme = await openTenant();
    const li = await acme.invite("li", { title: "Engineer", timeZone: "Asia/Shanghai" });
    const { body } = await acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: 1, roles: ["agent"], email: "NEW@acme.test", timeZone: null } });
    expect(body).toEqual({ ...li, roles: ["agent"], email: "new@acme.test", timeZone: null, version: 2, updatedAt: expect.any(String) });
  });

  test("that somebody else changed first is stale, and one of two at once wins", async () => {
    const acme = await openTenant();
    const li = await acme.invite("li");
    const replies = await Promise.all(["A", "B", "C"].map((name) => acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: 1, name } })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe("stale");
  });

  test("to a taken e-mail is refused", async () => {
    const acme = await openTenant();
    const [li, wang] = [await acme.invite("li"), await acme.invite("wang")];
    expect(await acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: 1, email: wang.email?.toUpperCase() } })).toMatchObject({
      status: 409,
      body: { code: "conflict", errors: [{ path: "/body/email" }] },
    });
    expect((await acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: 1, email: li.email ?? "" } })).status).toBe(200);
  });

  test("does not reveal that another tenant's user exists", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    for (const send of [
      (id: string) => acme.byAdmin(updateUser, { params: { id }, body: { version: 1, name: "Mine" } }),
      (id: string) => acme.byAdmin(getUser, { params: { id } }),
    ]) {
      const [foreign, missing] = [await send(globex.admin.id), await send(nobody)];
      expect(foreign).toMatchObject({ status: 404, body: { code: "not-found" } });
      expect({ ...foreign.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
    }
  });

  test("works on the spot for whoever is demoted or deactivated", async () => {
    const acme = await openTenant();
    const li = await acme.join("li", { roles: ["admin"] });
    const { body } = await acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: li.version, roles: ["requester"] } });
    expect((await li.send(createUser, { body: { name: "X", email: "x@acme.test" } })).status).toBe(403);
    await acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: body.version, active: false } });
    expect(await li.send(getMe)).toMatchObject({ status: 403, body: { code: "deactivated" } });
    await acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: body.version + 1, active: true } });
    expect((await li.send(getMe)).status).toBe(200);
  });

  test("deletes nobody: there is no such route", async () => {
    const acme = await openTenant();
    const token = await cloud.issueToken({ tenant: acme.id, email: acme.email("admin") });
    const reply = await fetch(`${cloud.urls.api}/api/users/${acme.admin.id}`, { method: "DELETE", headers: { authorization: `Bearer ${token}` } });
    expect(reply.status).toBe(404);
  });
});

describe("the last active admin of a tenant", () => {
  test("can neither be demoted nor deactivated", async () => {
    const acme = await openTenant();
    const { version } = (await acme.byAdmin(getMe)).body;
    const path = { params: { id: acme.admin.id } };
    expect(await acme.byAdmin(updateUser, { ...path, body: { version, roles: ["agent"] } })).toMatchObject({
      status: 409,
      body: { code: "conflict", errors: [{ path: "/body/roles", code: "last-admin" }] },
    });
    expect(await acme.byAdmin(updateUser, { ...path, body: { version, active: false } })).toMatchObject({
      status: 409,
      body: { errors: [{ path: "/body/active" }] },
    });
    const other = await acme.invite("other", { roles: ["admin"] });
    await acme.byAdmin(updateUser, { params: { id: other.id }, body: { version: 1, active: false } });
    expect((await acme.byAdmin(updateUser, { ...path, body: { version, active: false } })).status).toBe(409);
  });

  test("is there still when all admins demote each other at once", async () => {
    for (let n = 0; n < 5; n++) {
      const acme = await openTenant();
      const others = await Promise.all(["b", "c", "d"].map((name) => acme.join(name, { roles: ["admin"] })));
      const all = [(await acme.byAdmin(getMe)).body, ...others];
      await Promise.all(
        all.map(({ id, version }, index) =>
          (others[index] ?? { send: acme.byAdmin }).send(updateUser, { params: { id }, body: { version, roles: ["agent"] } }),
        ),
      );
      const admins = await query("identity", "select 1 from collaborator where tenant_id = $1 and active and 'admin' = any(roles)", [acme.id]);
      expect(admins.length).toBe(1);
    }
  });
});

describe("managers", () => {
  test("make no circle, however long", async () => {
    const acme = await openTenant();
    const c = await acme.invite("c");
    const b = await acme.invite("b", { managerId: c.id });
    const a = await acme.invite("a", { managerId: b.id });
    for (const managerId of [a.id, b.id, c.id])
      expect(await acme.byAdmin(updateUser, { params: { id: c.id }, body: { version: 1, managerId } })).toMatchObject({
        status: 409,
        body: { code: "conflict", errors: [{ path: "/body/managerId", code: "circle" }] },
      });
    expect((await acme.byAdmin(updateUser, { params: { id: b.id }, body: { version: 1, managerId: null } })).status).toBe(200);
    expect((await acme.byAdmin(updateUser, { params: { id: c.id }, body: { version: 1, managerId: a.id } })).status).toBe(200);
  });

  test("make no circle when each is made the other's at once", async () => {
    for (let n = 0; n < 8; n++) {
      const acme = await openTenant();
      const people = await Promise.all(["a", "b", "c"].map((name) => acme.invite(name)));
      const replies = await Promise.all(
        people.map(({ id }, index) => acme.byAdmin(updateUser, { params: { id }, body: { version: 1, managerId: people[(index + 1) % 3]?.id ?? null } })),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    }
  });
});

describe("the list of people", () => {
  test("goes by name through pages, each once, namesakes too", async () => {
    const acme = await openTenant();
    await Promise.all(["王芳", "王芳", "王芳", "a", "Z", '"'.repeat(80), "长".repeat(80)].map((name, n) => acme.invite(`p${n}`, { name })));
    const seen: string[] = [];
    for (let cursor: string | undefined; seen.length === 0 || cursor; ) {
      const { status, body } = await acme.byAdmin(listUsers, { query: { limit: 2, ...(cursor && { cursor }) } });
      expect(status).toBe(200);
      seen.push(...body.data.map(({ name }) => name));
      cursor = body.nextCursor ?? undefined;
    }
    expect(seen).toEqual(['"'.repeat(80), "Admin", "Z", "a", "王芳", "王芳", "王芳", "长".repeat(80)]);
  });

  test("finds by part of the name or e-mail, and by each filter", async () => {
    const acme = await openTenant();
    const { body: unit } = await acme.byAdmin(createDepartment, { body: { name: "R&D" } });
    await acme.invite("Li_Lei", { roles: ["agent"], departmentId: unit.id });
    await acme.invite("Han 100%", { email: "mei@acme.test" });
    await acme.byAdmin(createUser, { body: { kind: "program", name: "ERP", subject: "erp" } });
    const names = async (query: object) => (await acme.byAdmin(listUsers, { query })).body.data.map(({ name }) => name);
    expect(await names({ q: "li_l" })).toEqual(["Li_Lei"]);
    expect(await names({ q: "MEI@" })).toEqual(["Han 100%"]);
    expect(await names({ q: "%" })).toEqual(["Han 100%"]);
    expect(await names({ role: "agent" })).toEqual(["Li_Lei"]);
    expect(await names({ kind: "program" })).toEqual(["ERP"]);
    expect(await names({ departmentId: unit.id })).toEqual(["Li_Lei"]);
    expect(await names({ active: "false" })).toEqual([]);
    expect(await names({ active: "true", q: "" })).toHaveLength(4);
  });

  test("shows a requester active people's cards only", async () => {
    const acme = await openTenant();
    const gone = await acme.invite("gone");
    await acme.byAdmin(updateUser, { params: { id: gone.id }, body: { version: 1, active: false } });
    const li = await acme.join("li");
    const { body } = await li.send(listUsers);
    expect(body.data.map(({ name }) => name)).toEqual(["Admin", "li"]);
    for (const user of body.data) expect(Object.keys(user).sort()).toEqual(["departmentId", "email", "id", "name"]);
    expect(Object.keys((await li.send(getUser, { params: { id: acme.admin.id } })).body)).toHaveLength(4);
    expect((await li.send(listUsers, { query: { role: "admin" } })).status).toBe(403);
    expect((await li.send(listUsers, { query: { kind: "program" } })).status).toBe(403);
  });

  test("leaves programs and deactivated people out for a requester who looks for somebody to do a thing", async () => {
    const acme = await openTenant();
    await acme.byAdmin(createUser, { body: { kind: "program", name: "ERP", subject: "erp" } });
    const li = await acme.join("li");
    const { status, body } = await li.send(listUsers, { query: { active: "true", kind: "person" } });
    expect([status, body.data.map(({ name }) => name)]).toEqual([200, ["Admin", "li"]]);
  });

  test("of one tenant has nobody of another", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    await globex.invite("eve");
    expect((await acme.byAdmin(listUsers)).body.data.map(({ id }) => id)).toEqual([acme.admin.id]);
  });

  test.each(["x", "WyJhIl0", Buffer.from('["a\\u0000","01890000-0000-7000-8000-000000000000"]').toString("base64url")])(
    "answers a made-up cursor %s without a fault",
    async (cursor) => {
      const acme = await openTenant();
      expect((await acme.byAdmin(listUsers, { query: { cursor } })).status).toBeLessThan(500);
    },
  );
});

describe("me", () => {
  test("is all that I am here", async () => {
    const acme = await openTenant();
    const { body: unit } = await acme.byAdmin(createDepartment, { body: { name: "研发部", headId: acme.admin.id } });
    const li = await acme.join("li", { departmentId: unit.id, managerId: acme.admin.id });
    expect(li).toMatchObject({
      tenantId: acme.id,
      roles: ["requester"],
      department: { id: unit.id, name: "研发部" },
      manager: { id: acme.admin.id, name: "Admin" },
      groups: [],
      headOf: [],
    });
    expect((await acme.byAdmin(getMe)).body.headOf).toEqual([{ id: unit.id, name: "研发部" }]);
  });

  test("lets me change my name, language and time zone, and nothing else", async () => {
    const acme = await openTenant();
    const li = await acme.join("li");
    const { status, body } = await li.send(updateMe, { body: { version: li.version, name: "李雷", locale: "zh-CN", timeZone: "Asia/Shanghai" } });
    expect([status, body]).toMatchObject([200, { id: li.id, name: "李雷", locale: "zh-CN", timeZone: "Asia/Shanghai", tenantId: acme.id }]);
    expect(await li.send(updateMe, { body: { version: li.version, name: "Late" } })).toMatchObject({ status: 409, body: { code: "stale" } });
    const sneaky = { version: body.version, roles: ["admin"] } as { version: number };
    expect(await li.send(updateMe, { body: sneaky })).toMatchObject({ status: 400, body: { errors: [{ path: "/body/roles" }] } });
  });

  test("needs a token", async () => {
    expect((await fetch(`${cloud.urls.api}/api/me`)).status).toBe(401);
  });
});
