// A model of owed calls: whatever happens to changes, nudges, receivers and the database, in whatever order, in the end each call has been made once and in order.
import { describe, expect, test } from "vitest";
import { eventId } from "../../functions/kit/ids";
import { seqOf } from "../../functions/kit/owed";
import type { Domain } from "../../shared/contract/domain";
import { addComment, getTicket, moveTicket, settleIncident, type Ticket, updateTicket } from "../../shared/contract/ticket";
import type { Tenant } from "../ticket/fixture";
import { openCrashing } from "./fixture";

const { cloud, databases, tenant, crashes, goOn, pass, left } = await openCrashing();

/** Small and good enough; the same seed is the same story (mulberry32). */
function randomOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    chance: (part: number) => next() < part,
    one: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T,
  };
}
type Random = ReturnType<typeof randomOf>;

/** One change by the admin, of whatever the ticket allows now. What it answers does not matter: the timeline says what happened. */
async function change(t: Tenant, random: Random, { id }: Ticket, people: readonly string[]): Promise<unknown> {
  const { body: ticket, status } = await t.admin.send(getTicket, { params: { id } });
  if (status !== 200) return;
  const version = ticket.version;
  switch (random.below(4)) {
    case 0:
      return t.admin.send(updateTicket, { params: { id }, body: { version, assigneeId: random.one(people) } });
    case 1:
      return t.admin.send(addComment, { params: { id }, body: { text: "Said" } });
    case 2:
      return t.admin.send(moveTicket, { params: { id }, body: { version, to: ticket.status === "resolved" ? "open" : "resolved" } });
    default:
      return t.admin.send(updateTicket, { params: { id }, body: { version, title: `Title ${version}` } });
  }
}

/** The event ids that a ticket's timeline owes, in order. */
async function owedBy(t: Tenant, ticketId: string): Promise<string[]> {
  const events = await t.rows<{ seq: number; action: string; after: { assigneeId?: string; status?: string } }>(
    "select seq, action, after from ticket_event where tenant_id = $1 and ticket_id = $2 order by seq",
    [t.id, ticketId],
  );
  const owes = ({ action, after }: (typeof events)[number]) =>
    (action === "assigned" && after.assigneeId) || action === "commented" || (action === "moved" && after.status === "resolved");
  return events.filter(owes).map(({ seq }) => eventId(ticketId, seqOf(seq)));
}

const madeOf = async (t: Tenant, ticketId: string) => [
  ...new Set((await t.notifications()).filter(({ ticket_id }) => ticket_id === ticketId).map(({ event_id }) => event_id)),
];

function misfortunes(random: Random) {
  const point = () => ({ call: 1 + random.below(9), side: random.one(["before", "after"] as const) });
  const isChange = (event: unknown) => typeof event === "object" && event !== null && "routeKey" in event && !String(event.routeKey).startsWith("GET");
  const ways = ["unreachable", "crashing", "throttled"] as const;
  const all = {
    "the next change dies": () => void crashes.next("ticket", point(), isChange),
    "the next nudge dies": () => void crashes.next("ticketWork", point()),
    "the receiver dies": () => void crashes.next("gateway", { call: 1, side: random.one(["before", "after"] as const) }),
    "the receiver goes": () => cloud.away("gateway", random.one(ways)),
    "the receiver comes back": () => cloud.away("gateway" satisfies Domain, null),
    "the database loses answers": () => {
      let lost = 1 + random.below(3);
      databases.dataApi.fail(({ database }) =>
        database !== "pflow_identity" && random.chance(0.3) && lost-- > 0 ? random.one(["cut", "cut-after"] as const) : undefined,
      );
    },
    "messages come twice": () => {
      cloud.consumers.ticketWork.switches.deliveries = 2;
    },
    "messages come once": () => {
      cloud.consumers.ticketWork.switches.deliveries = 1;
    },
  };
  const names = Object.keys(all) as (keyof typeof all)[];
  return {
    next() {
      const name = random.one(names);
      all[name]();
      return name;
    },
    end() {
      // Whoever was to die and never ran must not die later.
      for (const name of ["ticket", "ticketWork", "gateway"] as const) void crashes.next(name, undefined, () => false);
      cloud.away("gateway", null);
      databases.dataApi.fail(undefined);
      cloud.consumers.ticketWork.switches.deliveries = 1;
    },
  };
}

describe("owed calls", () => {
  /** Some of them in every run; `PFLOW_SEEDS=9-500` for others. */
  const [from = 1, to = from] = (process.env.PFLOW_SEEDS ?? "1-8").split("-").map(Number);
  const seeds = Array.from({ length: to - from + 1 }, (_, index) => from + index);

  test.each(seeds)("are all made, once and in order, whatever happens on the way (seed %i)", { timeout: 60_000 }, async (seed) => {
    const random = randomOf(seed);
    const t = await tenant();
    const people = [t.agent.id, t.lee.id];
    const tickets = await Promise.all([0, 1, 2].map(() => t.ticket({ requesterId: t.lee.id }, t.admin)));
    const fate = misfortunes(random);
    const story: string[] = [];
    for (let step = 0; step < 60; step++) {
      const dice = random.below(10);
      if (dice < 5) {
        story.push("change");
        await change(t, random, random.one(tickets), people);
      } else if (dice < 8) story.push(fate.next());
      else {
        const seconds = random.one([1, 4, 12, 30, 61, 181, 700]);
        story.push(`${seconds} s`);
        await pass(seconds);
        await cloud.drain();
      }
    }
    fate.end();
    const turns = await goOn();
    for (const { id } of tickets) expect([seed, story, await madeOf(t, id)]).toEqual([seed, story, await owedBy(t, id)]);
    expect(await t.rows("select * from outbox where tenant_id = $1", [t.id])).toEqual([]);
    expect([await left(), turns < 60]).toEqual([0, true]);
  });

  test.each(["dies", "loses the database"])("whose nudge %s with a claim that lasts longer than its message is away are made by another", async (how) => {
    const t = await tenant();
    cloud.away("gateway");
    const { id } = await t.ticket({ assigneeId: t.agent.id }, t.admin);
    await t.rows("update outbox set tries = 7 where entity = $1", [id]);
    if (how === "dies") void crashes.next("ticketWork", { call: 1, side: "after" });
    else {
      // After its claim.
      let calls = 0;
      databases.dataApi.fail(({ sql = "" }) => (/outbox/.test(sql) && calls++ === 1 ? "cut" : undefined));
    }
    await pass(65);
    await cloud.drain();
    databases.dataApi.fail(undefined);
    cloud.away("gateway", null);
    await goOn();
    expect(await madeOf(t, id)).toHaveLength(1);
  });

  test("that a receiver refuses wait with all that follow them, until an admin retries or skips", async () => {
    const t = await tenant();
    const made = async (id: string) => (await madeOf(t, id)).length;
    const refused = async () => {
      cloud.away("gateway");
      const ticket = await t.ticket({ requesterId: t.lee.id, assigneeId: t.agent.id }, t.admin);
      await t.rows("update outbox set body = body - 'type' where entity = $1", [ticket.id]);
      cloud.away("gateway", null);
      await goOn();
      await t.admin.send(addComment, { params: { id: ticket.id }, body: { text: "Waits behind it" } });
      await goOn();
      const { body } = await t.admin.send(getTicket, { params: { id: ticket.id } });
      expect([body.incident, await made(ticket.id), await left()]).toEqual([expect.stringContaining("invalid-input"), 0, 0]);
      return ticket.id;
    };
    const settle = (id: string, action: "retry" | "skip", by = t.admin) => by.send(settleIncident, { params: { id }, body: { action, reason: "We looked" } });

    const skipped = await refused();
    expect((await settle(skipped, "skip", t.agent)).status).toBe(403);
    const { status, body } = await settle(skipped, "skip");
    expect([status, body.incident, body.pending, await made(skipped)]).toEqual([200, null, undefined, 1]);
    expect((await settle(skipped, "skip")).problem.code).toBe("illegal-transition");

    const retried = await refused();
    expect((await settle(retried, "retry")).body.incident).toContain("invalid-input");
    expect(await made(retried)).toBe(0);
    await t.rows(`update outbox set body = body || '{"type":"ticket.assigned"}' where entity = $1 and parked is not null`, [retried]);
    expect((await settle(retried, "retry")).body.incident).toBeNull();
    expect(await made(retried)).toBe(2);
    expect((await t.timeline(retried)).map(({ after }) => after?.incident)).toEqual([undefined, undefined, "retry", "retry"]);
    expect((await t.timeline(retried, t.agent)).length).toBe(4);
  });

  test("to a receiver that stays away for a day are parked", { timeout: 60_000 }, async () => {
    const t = await tenant();
    cloud.away("gateway");
    const { id } = await t.ticket({ assigneeId: t.agent.id }, t.admin);
    await t.admin.send(addComment, { params: { id }, body: { text: "Waits behind it" } });
    for (let turn = 0; turn < 120 && (await left()) > 0; turn++) {
      await pass(905);
      await cloud.drain();
    }
    cloud.away("gateway", null);
    expect((await t.admin.send(getTicket, { params: { id } })).body.incident).toContain("24 hours");
    expect(await t.rows("select seq from outbox where entity = $1 and parked is not null", [id])).toHaveLength(1);
    await t.admin.send(settleIncident, { params: { id }, body: { action: "skip", reason: "It is too late for this one" } });
    await goOn();
    expect(await madeOf(t, id)).toEqual((await owedBy(t, id)).slice(-1));
  });

  test("need one nudge for all changes of 15 s, and none where nothing is owed", async () => {
    const t = await tenant();
    await goOn();
    await pass(20);
    const tickets = await Promise.all(Array.from({ length: 8 }, () => t.ticket({}, t.admin)));
    expect(await left()).toBe(0);
    await Promise.all(tickets.map(({ id }) => t.admin.send(updateTicket, { params: { id }, body: { version: 1, assigneeId: t.agent.id } })));
    expect(await left()).toBe(1);
    await pass(16);
    await t.admin.send(addComment, { params: { id: tickets[0]?.id ?? "" }, body: { text: "Said" } });
    expect(await left()).toBe(2);
    // Nothing is left of what they were for: each comes once, and none follows it.
    await pass(61);
    await cloud.drain();
    expect(await left()).toBe(0);
  });
});
