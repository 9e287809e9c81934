import { afterEach, describe, expect, test } from "vitest";
import { setClock } from "../../functions/kit/clock";
import { getAbsence, getMyAbsence, mostAbsences, putAbsence, putMyAbsence, removeAbsence, removeMyAbsence } from "../../shared/contract/absence";
import { findParticipants, listMemberships } from "../../shared/contract/directory";
import { createUser, updateUser } from "../../shared/contract/identity";
import { openIdentity, type Tenant } from "./fixture";

const { tenant: openTenant } = await openIdentity();

const hour = 3_600_000;
const restores: (() => void)[] = [];
afterEach(() => {
  for (const restore of restores.splice(0)) restore();
});
/** From here on it is so many hours later than it really is. */
const inHours = (hours: number) => void restores.push(setClock(() => Date.now() + hours * hour));
const start = Date.now();
const at = (hours: number) => new Date(start + hours * hour).toISOString();
const period = (from: number, to: number, substituteId: string, note?: string) => ({ from: at(from), to: at(to), substituteId, ...(note && { note }) });

async function openTeam() {
  const acme = await openTenant();
  const [li, wang, zhao] = [await acme.join("li"), await acme.join("wang"), await acme.join("zhao")];
  return { ...acme, li, wang, zhao };
}

/** Who is asked in place of this person, by both internal routes. */
async function substitute({ inside }: Pick<Tenant, "inside">, id: string): Promise<string | null | undefined> {
  const { lists } = await inside(findParticipants, { body: { queries: [{ by: "users", users: [id] }] } });
  const { memberships } = await inside(listMemberships, { body: { userIds: [id] } });
  const standsIn = memberships[0]?.substituteId ?? null;
  expect(lists[0]?.users[0]?.substituteId).toBe(standsIn);
  if (standsIn) {
    const theirs = (await inside(listMemberships, { body: { userIds: [standsIn] } })).memberships[0];
    expect(theirs?.standsInFor).toEqual([{ userId: id, groupIds: memberships[0]?.groupIds }]);
  }
  return lists[0]?.users[0]?.substituteId;
}

describe("whoever is away", () => {
  test("is stood in for from the first moment of the time to the last, and neither before nor after", async () => {
    const acme = await openTeam();
    expect(await acme.li.send(getMyAbsence)).toMatchObject({ status: 200, body: { data: [], nextCursor: null } });
    const { status, body } = await acme.li.send(putMyAbsence, { body: period(1, 3, acme.wang.id, "年假") });
    expect([status, body]).toMatchObject([200, { userId: acme.li.id, substituteId: acme.wang.id, note: "年假", version: 1 }]);
    expect((await acme.li.send(getMyAbsence)).body.data).toEqual([body]);

    expect(await substitute(acme, acme.li.id)).toBeNull();
    const moment = async (instant: string, off = 0) => {
      restores.push(setClock(() => Date.parse(instant) + off));
      return substitute(acme, acme.li.id);
    };
    expect(await moment(body.from, -1)).toBeNull();
    expect(await moment(body.from)).toBe(acme.wang.id);
    expect(await moment(body.to, -1)).toBe(acme.wang.id);
    expect(await moment(body.to)).toBeNull();
    expect((await acme.li.send(getMyAbsence)).body.data).toEqual([]);
  });

  test("changes it, unless somebody else did first, and takes it back", async () => {
    const acme = await openTeam();
    const { body: planned } = await acme.li.send(putMyAbsence, { body: period(-1, 3, acme.wang.id) });
    const changed = await acme.li.send(putMyAbsence, { body: { ...period(-1, 2, acme.zhao.id), id: planned.id, version: 1 } });
    expect(changed).toMatchObject({ status: 200, body: { id: planned.id, substituteId: acme.zhao.id, version: 2 } });
    expect(await acme.li.send(putMyAbsence, { body: { ...period(-1, 1, acme.wang.id), id: planned.id, version: 1 } })).toMatchObject({
      status: 409,
      body: { code: "stale" },
    });
    expect(await substitute(acme, acme.li.id)).toBe(acme.zhao.id);
    expect((await acme.wang.send(removeMyAbsence, { query: { id: planned.id } })).status).toBe(404);
    expect((await acme.li.send(removeMyAbsence, { query: { id: planned.id } })).status).toBe(204);
    expect(await substitute(acme, acme.li.id)).toBeNull();
    expect((await acme.li.send(removeMyAbsence, { query: { id: planned.id } })).status).toBe(404);
  });

  test("plans several periods, which don't overlap, and takes them all back at once", async () => {
    const acme = await openTeam();
    const put = (from: number, to: number) => acme.li.send(putMyAbsence, { body: period(from, to, acme.wang.id) });
    expect([(await put(5, 6)).status, (await put(1, 3)).status]).toEqual([200, 200]);
    for (const [from, to] of [
      [2, 4],
      [0, 2],
      [1.5, 2],
      [0, 9],
    ] as const)
      expect(await put(from, to)).toMatchObject({ status: 409, body: { code: "conflict", errors: [{ path: "/body/from", code: "overlap" }] } });
    expect((await acme.li.send(getMyAbsence)).body.data).toHaveLength(2);
    expect((await acme.li.send(removeMyAbsence)).status).toBe(204);
    expect((await acme.li.send(getMyAbsence)).body.data).toEqual([]);
    for (let n = 0; n < mostAbsences; n++) expect((await put(n + 1, n + 1.5)).status).toBe(200);
    expect((await put(100, 101)).status).toBe(409);
  });

  test("gets one of two overlapping periods that are asked for at the same moment", async () => {
    const acme = await openTeam();
    const replies = await Promise.all([1, 2, 3, 4].map((n) => acme.li.send(putMyAbsence, { body: period(0, n, acme.wang.id) })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  test("names an active other person of the tenant, and a time that is not over", async () => {
    const [acme, globex] = [await openTeam(), await openTenant()];
    const gone = await acme.invite("gone");
    await acme.byAdmin(updateUser, { params: { id: gone.id }, body: { version: 1, active: false } });
    const { body: bot } = await acme.byAdmin(createUser, { body: { kind: "program", name: "bot", subject: "bot" } });
    for (const [id, code] of [
      [acme.li.id, "self"],
      [gone.id, "deactivated"],
      [bot.id, "not-found"],
      [globex.admin.id, "not-found"],
    ] as const)
      expect(await acme.li.send(putMyAbsence, { body: period(1, 2, id) })).toMatchObject({
        status: 400,
        body: { errors: [{ path: "/body/substituteId", code }] },
      });
    expect(await acme.li.send(putMyAbsence, { body: period(-2, -1, acme.wang.id) })).toMatchObject({ status: 400, body: { errors: [{ path: "/body/to" }] } });
    expect(await acme.li.send(putMyAbsence, { body: period(2, 1, acme.wang.id) })).toMatchObject({ status: 400, body: { errors: [{ path: "/body/to" }] } });
  });
});

describe("standing in is followed once", () => {
  test("whoever is away in that time can't be named", async () => {
    const acme = await openTeam();
    await acme.wang.send(putMyAbsence, { body: period(2, 4, acme.zhao.id) });
    expect(await acme.li.send(putMyAbsence, { body: period(1, 3, acme.wang.id) })).toMatchObject({
      status: 409,
      body: { errors: [{ path: "/body/substituteId", code: "substitute-away" }] },
    });
    expect((await acme.li.send(putMyAbsence, { body: period(1, 2, acme.wang.id) })).status).toBe(200);
  });

  test("a substitute who goes away later, or is deactivated, stands in for nobody, and nobody stands in for two in a row", async () => {
    const acme = await openTeam();
    await acme.li.send(putMyAbsence, { body: period(0, 9, acme.wang.id) });
    expect(await substitute(acme, acme.li.id)).toBe(acme.wang.id);
    await acme.wang.send(putMyAbsence, { body: period(1, 3, acme.zhao.id) });
    inHours(2);
    expect([await substitute(acme, acme.li.id), await substitute(acme, acme.wang.id)]).toEqual([null, acme.zhao.id]);
    inHours(4);
    expect(await substitute(acme, acme.li.id)).toBe(acme.wang.id);
    await acme.byAdmin(updateUser, { params: { id: acme.wang.id }, body: { version: acme.wang.version, active: false } });
    expect(await substitute(acme, acme.li.id)).toBeNull();
  });

  test("two who name each other at the same moment: one of them stays", async () => {
    const acme = await openTeam();
    const replies = await Promise.all([
      acme.li.send(putMyAbsence, { body: period(0, 2, acme.wang.id) }),
      acme.wang.send(putMyAbsence, { body: period(0, 2, acme.li.id) }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe("an admin", () => {
  test("reads, plans and takes back anybody's absence; others only their own", async () => {
    const [acme, globex] = [await openTeam(), await openTenant()];
    const params = { id: acme.li.id };
    expect((await acme.wang.send(putAbsence, { params, body: period(0, 2, acme.wang.id) })).status).toBe(403);
    const { body: planned } = await acme.byAdmin(putAbsence, { params, body: period(0, 2, acme.wang.id, "病假") });
    expect((await acme.li.send(getMyAbsence)).body.data).toEqual([planned]);
    expect((await acme.byAdmin(getAbsence, { params })).body.data).toEqual([planned]);
    const foreign = [
      await globex.byAdmin(getAbsence, { params }),
      await globex.byAdmin(putAbsence, { params, body: period(3, 4, globex.admin.id) }),
      await globex.byAdmin(removeAbsence, { params }),
    ];
    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await acme.byAdmin(removeAbsence, { params })).status).toBe(204);
    expect((await acme.li.send(getMyAbsence)).body.data).toEqual([]);
  });
});
