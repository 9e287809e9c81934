// What a ticket shows of its process is what is reported: once, whole, whenever it comes.
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { askBy } from "../../functions/kit/ask";
import { system } from "../../shared/contract/actor";
import { addComment, countTickets, listTickets, type TicketStatus } from "../../shared/contract/ticket";
import type { Tenant } from "./fixture";
import { actions, at, counters, openProcesses, report, says, see, type Told, underWay } from "./process-fixture";

const { cloud, databases, tenant } = await openProcesses();

/** From now on the tenant's statements take long enough to meet each other. */
async function slowly({ id }: Tenant): Promise<void> {
  await databases.query(
    "ticket",
    `create function "slow_${id}"() returns trigger language plpgsql as $$ begin if new.tenant_id = '${id}' then perform pg_sleep(0.03); end if; return new; end $$`,
  );
  await databases.query("ticket", `create trigger "slow_${id}" before insert on ticket_event for each row execute function "slow_${id}"()`);
}

describe("a report", () => {
  test("gives the ticket its process's state, data, handlers and timeline", async () => {
    const t = await tenant();
    const ticket = await underWay(t);
    const task = randomUUID();
    const approval = says("approve", { actorId: t.agent.id, onBehalfOf: t.admin.id, node: "approve", nodeName: "Approve", taskId: task, comment: "fine" });
    const written = { before: { amount: 5 }, after: { amount: 6 } };
    expect(
      await report(t, {
        ...{
          ticketId: ticket.id,
          version: 1,
          status: "in_progress",
          handlers: [t.agent.id],
          readers: [t.agent.id],
          data: { amount: 6 },
          incident: "Nobody was found.",
        },
        lines: [says("ask", { node: "approve", nodeName: "Approve", after: ["x"] }), { ...approval, ...written }],
      }),
    ).toEqual([null]);
    expect(await see(t, ticket)).toMatchObject({
      ...{ status: "in_progress", version: 2, data: { amount: 6 }, resolvedAt: null },
      process: { instanceId: ticket.id, handlers: [t.agent.id], incident: "Nobody was found." },
    });
    const [, ask, approve] = await t.timeline(ticket.id);
    const none = { actorId: null, onBehalfOf: null, taskId: null, comment: null, before: null };
    expect(ask).toEqual({ ...none, seq: 2, at, action: "ask", node: "approve", nodeName: "Approve", after: { value: ["x"] } });
    expect(approve).toEqual({ ...approval, ...written, seq: 3 });
    // In lists, too.
    const [listed] = (await t.admin.send(listTickets)).body.data;
    expect(listed?.process).toEqual({ instanceId: ticket.id, handlers: [t.agent.id], incident: "Nobody was found." });
  });

  test("counts the ticket where it is now, and the day it was resolved on", async () => {
    const t = await tenant();
    const tickets = [await underWay(t), await underWay(t), await underWay(t)];
    const before = await counters(t);
    const to: [number, number, TicketStatus][] = [
      [0, 1, "in_progress"],
      [1, 1, "rejected"],
      [2, 1, "resolved"],
      [1, 2, "open"],
      [0, 2, "resolved"],
      [2, 2, "open"],
      [2, 3, "withdrawn"],
    ];
    await report(t, ...to.map(([n, version, status]) => ({ ticketId: tickets[n]?.id ?? "", version, status, lines: [says("x")] })));
    expect(await counters(t)).toMatchObject({ open: 1, in_progress: 0, resolved: 1, rejected: 0, withdrawn: 1, terminated: 0 });
    expect(Number((await counters(t)).changes)).toBeGreaterThan(Number(before.changes));
    expect(await t.rows("select day::text, resolved from ticket_day where tenant_id = $1 and resolved > 0", [t.id])).toEqual([
      { day: "2026-12-01", resolved: 2 },
    ]);
    const [first, , third] = await Promise.all(tickets.map((ticket) => see(t, ticket)));
    expect([first?.resolvedAt, third?.resolvedAt]).toEqual([at, null]);
    const totals = await askBy(Date.now() + 20_000, "test")("ticket", countTickets, system(t.id));
    expect(totals.byStatus).toMatchObject({ open: 1, resolved: 1, withdrawn: 1 });
  });

  test("counts once, however often and late it comes, alone or in a list, and many at once", async () => {
    const t = await tenant();
    const ticket = await underWay(t);
    await slowly(t);
    const one = { ticketId: ticket.id, version: 3, status: "in_progress", lines: [says("one"), says("two")] } satisfies Told;
    const two = { ticketId: ticket.id, version: 5, status: "resolved", data: { amount: 9 }, lines: [says("three")] } satisfies Told;
    for (const list of [[one], [one, two]]) {
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => report(t, ...list)));
      expect(outcomes).toEqual(Array.from({ length: 8 }, () => list.map(() => null)));
    }
    for (const late of [[one], [two, one], [{ ...one, version: 4, status: "terminated" as const }]])
      expect(await report(t, ...late)).toEqual(late.map(() => null));
    expect(await see(t, ticket)).toMatchObject({ status: "resolved", data: { amount: 9 }, version: 3 });
    expect(await actions(t, ticket)).toEqual(["submit", "one", "two", "three"]);
    expect(await counters(t)).toMatchObject({ open: 0, in_progress: 0, resolved: 1 });
  });

  test("and what people do at the same time leave each other whole", async () => {
    const t = await tenant();
    const ticket = await underWay(t);
    await slowly(t);
    const said = Array.from({ length: 8 }, (_, n) => t.agent.send(addComment, { params: { id: ticket.id }, body: { text: `${n}` } }));
    const told = Array.from({ length: 8 }, (_, n) =>
      report(t, { ticketId: ticket.id, version: n + 1, status: n % 2 ? "open" : "in_progress", lines: [says("step")] }),
    );
    expect((await Promise.all(said)).map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect((await Promise.all(told)).flat()).toEqual(Array(8).fill(null));
    const timeline = await t.timeline(ticket.id);
    expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map((_, index) => index + 1));
    expect(timeline.filter(({ action }) => action === "commented")).toHaveLength(8);
    const { status } = await see(t, ticket);
    expect(await counters(t)).toMatchObject({ open: 0, in_progress: 0, [status]: 1 });
  });

  test("of one tenant's ticket in another tenant's name changes nothing", async () => {
    const [t, other] = [await tenant(), await tenant()];
    const ticket = await underWay(t);
    expect(await report(other, { ticketId: ticket.id, version: 1, status: "resolved", lines: [says("x")] })).toEqual([null]);
    expect([await see(t, ticket), await actions(t, ticket)]).toMatchObject([{ status: "open" }, ["submit"]]);
  });

  test("with lines of any size is read again", async () => {
    const t = await tenant();
    const ticket = await underWay(t);
    const large = { ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`field${n}`, "好".repeat(500)])) };
    const lines = Array.from({ length: 20 }, () => says("approve", { comment: "好".repeat(16_000), before: large, after: large }));
    expect(await report(t, { ticketId: ticket.id, version: 1, lines })).toEqual([null]);
    const timeline = await t.timeline(ticket.id);
    expect(timeline).toHaveLength(21);
    expect(timeline[20]).toMatchObject({ comment: "好".repeat(16_000), after: { field0: "…", field39: "…" } });
  });

  test("tells nobody of the ticket's end: that is its process's to do", async () => {
    const t = await tenant();
    const ticket = await underWay(t);
    await report(t, { ticketId: ticket.id, version: 1, status: "resolved", lines: [says("finish")] });
    await cloud.drain();
    expect((await t.notifications(t.lee.id)).map(({ type }) => type)).toEqual([]);
  });

  test("says why a process ended or rests, until it goes on", async () => {
    const t = await tenant();
    const ticket = await underWay(t);
    await report(t, { ticketId: ticket.id, version: 1, status: "rejected", reason: "项目上线期" });
    expect(await see(t, ticket, t.lee)).toMatchObject({ status: "rejected", reason: "项目上线期" });
    await report(t, { ticketId: ticket.id, version: 2, lines: [says("cc")] }, { ticketId: ticket.id, version: 3, status: "open" });
    expect((await see(t, ticket, t.lee)).reason).toBeNull();
  });
});
