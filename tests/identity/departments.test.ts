import { describe, expect, test } from "vitest";
import {
  createDepartment,
  createUser,
  departmentLimits,
  getDepartment,
  listDepartments,
  removeDepartment,
  updateDepartment,
  updateUser,
} from "../../shared/contract/identity";
import { openIdentity, type Tenant } from "./fixture";

const { tenant: openTenant, query } = await openIdentity();

const unit = async ({ byAdmin }: Tenant, name: string, parentId: string | null = null) => {
  const { status, body } = await byAdmin(createDepartment, { body: { name, parentId } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
};
const tree = async ({ byAdmin }: Tenant) => (await byAdmin(listDepartments)).body.data.map(({ path }) => path.join("/"));

describe("departments", () => {
  test("are a tree, listed whole with each before those below it", async () => {
    const acme = await openTenant();
    const top = await unit(acme, "总经办");
    const dev = await unit(acme, "研发部", top.id);
    await unit(acme, "b", dev.id);
    await unit(acme, "a", dev.id);
    await unit(acme, "Other");
    expect(await tree(acme)).toEqual(["Other", "总经办", "总经办/研发部", "总经办/研发部/a", "总经办/研发部/b"]);
    expect((await acme.byAdmin(getDepartment, { params: { id: dev.id } })).body).toMatchObject({ parentId: top.id, path: ["总经办", "研发部"], version: 1 });
  });

  test("move with all below them, are renamed, and get a head", async () => {
    const acme = await openTenant();
    const [a, b] = [await unit(acme, "a"), await unit(acme, "b")];
    const c = await unit(acme, "c", a.id);
    await unit(acme, "d", c.id);
    const head = await acme.invite("head");
    const { status, body } = await acme.byAdmin(updateDepartment, { params: { id: c.id }, body: { version: 1, parentId: b.id, name: "C", headId: head.id } });
    expect([status, body]).toMatchObject([200, { name: "C", parentId: b.id, headId: head.id, path: ["b", "C"], version: 2 }]);
    expect(await tree(acme)).toEqual(["a", "b", "b/C", "b/C/d"]);
    expect(await acme.byAdmin(updateDepartment, { params: { id: c.id }, body: { version: 1, name: "late" } })).toMatchObject({
      status: 409,
      body: { code: "stale" },
    });
  });

  test("can't be below themselves, directly or not", async () => {
    const acme = await openTenant();
    const a = await unit(acme, "a");
    const b = await unit(acme, "b", a.id);
    const c = await unit(acme, "c", b.id);
    for (const { id } of [a, b, c])
      expect(await acme.byAdmin(updateDepartment, { params: { id: a.id }, body: { version: 1, parentId: id } })).toMatchObject({
        status: 409,
        body: { code: "conflict", errors: [{ path: "/body/parentId", code: "circle" }] },
      });
  });

  test("make no circle when they are moved below each other at once", async () => {
    for (let n = 0; n < 8; n++) {
      const acme = await openTenant();
      const units = [await unit(acme, "a"), await unit(acme, "b"), await unit(acme, "c")];
      const replies = await Promise.all(
        units.map(({ id }, index) => acme.byAdmin(updateDepartment, { params: { id }, body: { version: 1, parentId: units[(index + 1) % 3]?.id ?? null } })),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
      expect(await tree(acme)).toHaveLength(3);
    }
  });

  test("of one parent have names of their own, also when two take one at once", async () => {
    const acme = await openTenant();
    const replies = await Promise.all(["Dev", "dev", "DEV"].map((name) => acme.byAdmin(createDepartment, { body: { name } })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.body.errors).toMatchObject([{ path: "/body/name" }]);
    const top = await unit(acme, "top");
    await unit(acme, "dev", top.id);
  });

  test("are refused below or under the head of what is not there or another tenant's", async () => {
    const [acme, globex] = [await openTenant(), await openTenant()];
    const theirs = await unit(globex, "theirs");
    expect(await acme.byAdmin(createDepartment, { body: { name: "a", parentId: theirs.id } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "/body/parentId", code: "not-found" }] },
    });
    expect(await acme.byAdmin(createDepartment, { body: { name: "a", headId: globex.admin.id } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "/body/headId", code: "not-found" }] },
    });
    expect((await acme.byAdmin(getDepartment, { params: { id: theirs.id } })).status).toBe(404);
    expect((await acme.byAdmin(removeDepartment, { params: { id: theirs.id }, query: { version: 1 } })).status).toBe(404);
  });

  test("go no deeper than the limit, alone or as a branch that moves", async () => {
    const acme = await openTenant();
    let deepest = await unit(acme, "1");
    for (let level = 2; level <= departmentLimits.depth; level++) deepest = await unit(acme, String(level), deepest.id);
    expect(await acme.byAdmin(createDepartment, { body: { name: "too deep", parentId: deepest.id } })).toMatchObject({
      status: 409,
      body: { errors: [{ path: "/body/parentId", code: "too-deep" }] },
    });
    const branch = await unit(acme, "branch");
    await unit(acme, "leaf", branch.id);
    const move = (parentId: string | null) => acme.byAdmin(updateDepartment, { params: { id: branch.id }, body: { version: 1, parentId } });
    expect((await move(deepest.parentId)).status).toBe(409);
    const { body } = await acme.byAdmin(getDepartment, { params: { id: deepest.parentId ?? "" } });
    expect((await move(body.parentId)).status).toBe(200);
  });

  test("are deleted when they are empty, and not with people or departments in them", async () => {
    const acme = await openTenant();
    const top = await unit(acme, "top");
    const leaf = await unit(acme, "leaf", top.id);
    const li = await acme.invite("li", { departmentId: leaf.id });
    const remove = ({ id }: { id: string }, version = 1) => acme.byAdmin(removeDepartment, { params: { id }, query: { version } });
    expect(await remove(top)).toMatchObject({ status: 409, body: { code: "conflict", errors: [{ path: "/params/id", code: "has-departments" }] } });
    expect(await remove(leaf)).toMatchObject({ status: 409, body: { code: "conflict", errors: [{ path: "/params/id", code: "has-people" }] } });
    await acme.byAdmin(updateUser, { params: { id: li.id }, body: { version: 1, departmentId: null } });
    expect(await remove(leaf, 2)).toMatchObject({ status: 409, body: { code: "stale" } });
    expect((await remove(leaf)).status).toBe(204);
    expect((await remove(top)).status).toBe(204);
    expect(await tree(acme)).toEqual([]);
  });

  test("are never deleted under somebody who comes in at the same moment", async () => {
    for (let n = 0; n < 8; n++) {
      const acme = await openTenant();
      const { id } = await unit(acme, "short-lived");
      const [removed, ...others] = await Promise.all([
        acme.byAdmin(removeDepartment, { params: { id }, query: { version: 1 } }),
        acme.byAdmin(createUser, { body: { name: "Li", email: "li@acme.test", departmentId: id } }),
        acme.byAdmin(createDepartment, { body: { name: "below", parentId: id } }),
      ]);
      expect([204, 409]).toContain(removed?.status);
      for (const { status } of others) expect([201, 400]).toContain(status);
      if (removed?.status === 204) expect(others.map(({ status }) => status)).toEqual([400, 400]);
    }
  });

  test("are all listed, as many as a tenant may have, with the longest names", async () => {
    const acme = await openTenant();
    await query(
      "identity",
      "insert into department (tenant_id, id, name, created_at, updated_at) select $1, gen_random_uuid(), rpad(n::text, 80, '长'), now(), now() from generate_series(1, $2::int) n",
      [acme.id, departmentLimits.count],
    );
    expect(await tree(acme)).toHaveLength(departmentLimits.count);
    expect((await acme.byAdmin(createDepartment, { body: { name: "one more" } })).status).toBe(409);
  });

  test("are read by everybody and changed by admins only", async () => {
    const acme = await openTenant();
    const { id } = await unit(acme, "a");
    const li = await acme.join("li");
    expect((await li.send(listDepartments)).body.data).toHaveLength(1);
    expect((await li.send(createDepartment, { body: { name: "b" } })).status).toBe(403);
    expect((await li.send(updateDepartment, { params: { id }, body: { version: 1, name: "b" } })).status).toBe(403);
    expect((await li.send(removeDepartment, { params: { id }, query: { version: 1 } })).status).toBe(403);
  });
});
