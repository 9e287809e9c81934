import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { askBy, type Delivery } from "../../functions/kit/ask";
import { system } from "../../shared/contract/actor";
import { listNotifications, notify, notifyOfProcess, readNotifications } from "../../shared/contract/notification";
import { routeKey } from "../../shared/contract/route";
import { openTickets, type Tenant } from "../ticket/fixture";

const { tenant } = await openTickets({ consume: false });

/** As the ticket domain delivers what it owes. */
const deliver = (deliveries: Delivery[]) => askBy(Date.now() + 10_000, "test").deliver("gateway", deliveries);

function event(acme: Tenant, userIds: string[], more: Partial<z.input<typeof notify.body>> = {}): Delivery {
  const ticketId = randomUUID();
  const body = { userIds, type: "ticket.assigned", ticketId, ticketNumber: 1, title: "Printer", actorId: null, ...more };
  return { route: routeKey(notify), entity: ticketId, eventId: randomUUID(), actor: system(acme.id), body };
}

describe("being told", () => {
  test("happens once for each person, however often it is delivered", async () => {
    const acme = await tenant();
    const told = event(acme, [acme.lee.id, acme.agent.id, acme.lee.id]);

    expect(await deliver([told, told])).toEqual([null, null]);
    expect(await deliver([told])).toEqual([null]);

    const { body } = await acme.lee.send(listNotifications);
    expect(body).toMatchObject({
      unread: 1,
      nextCursor: null,
      data: [{ type: "ticket.assigned", title: "Printer", ticketNumber: 1, actorId: null, readAt: null }],
    });
    expect((await acme.agent.send(listNotifications)).body.unread).toBe(1);
    expect((await acme.admin.send(listNotifications)).body).toEqual({ data: [], nextCursor: null, unread: 0 });
  });

  test("a late double of what was read stays read", async () => {
    const acme = await tenant();
    const told = event(acme, [acme.lee.id]);
    await deliver([told]);
    await acme.lee.send(readNotifications);

    await deliver([told]);

    expect((await acme.lee.send(listNotifications)).body).toMatchObject({ unread: 0, data: [{ readAt: expect.any(String) }] });
  });

  test("one malformed event refuses itself and not its neighbours", async () => {
    const acme = await tenant();

    const outcomes = await deliver([event(acme, []), event(acme, [acme.lee.id])]);

    expect(outcomes).toMatchObject([{ code: "invalid-input" }, null]);
    expect((await acme.lee.send(listNotifications)).body.unread).toBe(1);
  });

  test("stays inside the tenant, even for the same person's id", async () => {
    const [acme, globex] = [await tenant(), await tenant()];
    await deliver([event(globex, [acme.lee.id])]);

    expect((await acme.lee.send(listNotifications)).body.data).toEqual([]);
  });
});

describe("being told by a process", () => {
  const step = (acme: Tenant, told: z.input<typeof notifyOfProcess.body>["told"]): Delivery => {
    const body = { ticketId: randomUUID(), ticketNumber: 1, title: "Printer", actorId: null, told };
    return { route: routeKey(notifyOfProcess), entity: body.ticketId, eventId: randomUUID(), actor: system(acme.id), body };
  };

  test("of several things by one step is each of them once, however often it is delivered", async () => {
    const acme = await tenant();
    const [one, two] = [randomUUID(), randomUUID()];
    const told = step(acme, [
      { userIds: [acme.lee.id, acme.agent.id], type: "task.assigned", taskId: one, nodeName: "审批" },
      { userIds: [acme.lee.id], type: "task.assigned", taskId: two, nodeName: "会签" },
      { userIds: [acme.lee.id], type: "process.copied", comment: "请知悉" },
    ]);

    expect(await deliver([told, told])).toEqual([null, null]);
    expect(await deliver([told])).toEqual([null]);

    const { body } = await acme.lee.send(listNotifications);
    expect(body.data.map(({ type, taskId, nodeName, comment }) => [type, taskId, nodeName, comment]).sort()).toEqual(
      [
        ["process.copied", null, null, "请知悉"],
        ["task.assigned", one, "审批", null],
        ["task.assigned", two, "会签", null],
      ].sort(),
    );
    expect((await acme.agent.send(listNotifications)).body.unread).toBe(1);
  });

  test("keeps the beginning of what was said", async () => {
    const acme = await tenant();
    await deliver([step(acme, [{ userIds: [acme.lee.id], type: "process.rejected", comment: "缺".repeat(600) }])]);
    expect((await acme.lee.send(listNotifications)).body.data[0]?.comment).toBe(`${"缺".repeat(499)}…`);
  });
});

describe("my notifications", () => {
  test("come newest first, page by page, each once", async () => {
    const acme = await tenant();
    for (const title of ["one", "two", "three", "four", "five"]) await deliver([event(acme, [acme.lee.id], { title })]);

    const titles: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await acme.lee.send(listNotifications, { query: { limit: 2, cursor } });
      titles.push(...body.data.map(({ title }) => title));
      expect(body.unread).toBe(5);
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }

    expect(titles).toEqual(["five", "four", "three", "two", "one"]);
  });

  test("are read one by one or all at once, and nobody else's with them", async () => {
    const acme = await tenant();
    for (const title of ["one", "two", "three"]) await deliver([event(acme, [acme.lee.id, acme.agent.id], { title })]);
    const [newest] = (await acme.lee.send(listNotifications)).body.data;

    const one = await acme.lee.send(readNotifications, { body: { ids: [newest?.id ?? ""] } });
    const unread = await acme.lee.send(listNotifications, { query: { unread: "true" } });
    const read = await acme.lee.send(listNotifications, { query: { unread: "false" } });
    const foreign = await acme.agent.send(readNotifications, { body: { ids: unread.body.data.map(({ id }) => id) } });
    const all = await acme.lee.send(readNotifications);

    expect([one.body, foreign.body, all.body]).toEqual([{ unread: 2 }, { unread: 3 }, { unread: 0 }]);
    expect(unread.body.data.map(({ title }) => title)).toEqual(["two", "one"]);
    expect(read.body.data.map(({ title }) => title)).toEqual(["three"]);
  });

  test("about one ticket are read together, and nobody else's with them", async () => {
    const acme = await tenant();
    const ticketId = randomUUID();
    for (const title of ["one", "two"]) await deliver([event(acme, [acme.lee.id, acme.agent.id], { ticketId, title })]);
    await deliver([event(acme, [acme.lee.id], { title: "other" })]);

    const { body } = await acme.lee.send(readNotifications, { body: { ticketId } });

    expect(body).toEqual({ unread: 1 });
    expect((await acme.lee.send(listNotifications, { query: { unread: "true" } })).body.data.map(({ title }) => title)).toEqual(["other"]);
    expect((await acme.agent.send(listNotifications)).body.unread).toBe(2);
  });

  test("count to a hundred unread and no further", async () => {
    const acme = await tenant();
    await deliver(Array.from({ length: 120 }, () => event(acme, [acme.lee.id])));

    expect((await acme.lee.send(listNotifications)).body.unread).toBe(100);
  });

  test("refuse a cursor that is none of theirs", async () => {
    const acme = await tenant();

    const { status, problem } = await acme.lee.send(listNotifications, { query: { cursor: "nonsense" } });

    expect([status, problem.errors?.[0]?.path]).toEqual([400, "/query/cursor"]);
  });
});
