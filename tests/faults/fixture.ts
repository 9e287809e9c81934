/** A cloud whose invocations can be killed, with a clock that the test moves, and the promises that must hold when all has settled. */
import { expect } from "vitest";
import type { CloudOptions } from "../../local/cloud";
import { allQueueNames } from "../../local/settings";
import { TicketStatus } from "../../shared/contract/ticket";
import { makeCrashes, type Point, pointsOf } from "../support/crash";
import { openTickets, type Tenant } from "../ticket/fixture";

export async function openCrashing(options: CloudOptions = {}) {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const crashes = makeCrashes(now);
  let consumersAtOnce = 1;
  let deliveriesAtOnce = 1;
  const { cloud, databases, tenant } = await openTickets({
    handlers: {
      domain: (name) => async (event, context) => {
        const handler = await crashes.handlers.domain(name);
        const times = typeof event === "object" && event !== null && "deliveries" in event ? deliveriesAtOnce : 1;
        const answers = await Promise.all(Array.from({ length: times }, () => handler(event, context)));
        return answers[0];
      },
      consumer: (queue) => async (event, context) => {
        const handler = await crashes.handlers.consumer(queue);
        const outcomes = await Promise.all(Array.from({ length: consumersAtOnce }, () => handler(event, context)));
        return outcomes[0];
      },
    },
    now,
    ...options,
  });

  const depths = async () =>
    (await Promise.all(allQueueNames.map((queue) => cloud.queues.depth(queue)))).map(({ visible, inFlight, delayed }) => visible + inFlight + delayed);
  const left = async () => (await depths()).reduce((sum, one) => sum + one, 0);

  /** Lets so many seconds pass, for the handlers, the schedules and the queues: what is due by then comes, and nothing before its time. */
  async function pass(seconds: number): Promise<void> {
    ahead += seconds * 1000;
    for (const name of allQueueNames) {
      const queue = cloud.queues.server?.store.getQueueByName(cloud.queues.names[name]);
      for (const message of queue?.delayedMessages ?? []) message.delayUntil = (message.delayUntil ?? 0) - seconds * 1000;
      for (const entry of queue?.inflightMessages.values() ?? [])
        if (!cloud.consumers[name].holds(entry.receiptHandle)) entry.visibilityDeadline -= seconds * 1000;
      queue?.processTimers();
    }
    await cloud.scheduler.tick();
  }

  /** Runs a story once without a fault to learn its calls, then once for each point at which its invocation can die. */
  async function everywhere(name: string, story: (t: Tenant, point?: Point) => Promise<{ died: boolean; calls: string[] }>): Promise<void> {
    const { calls } = await story(await tenant());
    expect(calls.length).toBeGreaterThan(0);
    for (const point of pointsOf(calls)) {
      const t = await tenant();
      try {
        const outcome = await story(t, point);
        // What there was no time for is left to a nudge: then it did not come to that call.
        if (outcome.died || outcome.calls.length >= point.call) expect(outcome).toMatchObject({ died: true });
      } catch (error) {
        throw new Error(`${name}: it died ${point.side} call ${point.call} of ${calls.join(", ")}. ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    }
    console.log(`${name}: died at ${pointsOf(calls).length} points (${calls.join(", ")}).`);
  }

  return {
    cloud,
    databases,
    tenant,
    crashes,
    everywhere,
    now,
    /** Every batch is handled by so many consumers at the same instant. */
    consumersAtOnce(count: number) {
      consumersAtOnce = count;
    },
    /** Every list of owed calls is taken so many times at the same instant. */
    deliveriesAtOnce(count: number) {
      deliveriesAtOnce = count;
    },
    pass,
    /** Lets time pass, with every message coming when it is due, until no queue holds one. Gives how often it had to. */
    async goOn(most = 60, step = 65): Promise<number> {
      for (let turns = 0; turns < most; turns++) {
        if (!(await cloud.drain(20_000))) throw new Error("The consumers did not come to an end.");
        if ((await left()) === 0) return turns;
        await pass(step);
      }
      throw new Error(
        `Messages are left that lead to nothing: ${await depths()}; owed: ${JSON.stringify(await databases.query("ticket", "select * from outbox"))}`,
      );
    },
    left,
  };
}

/** An event that is this request. */
export const isHttp = (route: string) => (event: unknown) => typeof event === "object" && event !== null && "routeKey" in event && event.routeKey === route;

/** What must be true of a tenant once everything has settled, whatever happened on the way. */
export async function expectSettled(t: Tenant, { completed, failed = 0, made = 0 }: { completed: number; failed?: number; made?: number }) {
  const tickets = await t.rows<{ id: string; number: number; status: TicketStatus }>(
    "select id, number, status from ticket where tenant_id = $1 order by number",
    [t.id],
  );
  const submissions = await t.rows<{ status: string; ticket_id: string | null }>("select status, ticket_id from submission where tenant_id = $1", [t.id]);
  const [counter] = await t.rows<Record<string, number>>("select * from ticket_counter where tenant_id = $1", [t.id]);
  const events = await t.rows<{ ticket_id: string; seq: number; action: string }>(
    "select ticket_id, seq, action from ticket_event where tenant_id = $1 order by ticket_id, seq",
    [t.id],
  );
  const days = await t.rows<{ created: number }>("select sum(created)::int as created from ticket_day where tenant_id = $1", [t.id]);
  const found = {
    tickets: tickets.length,
    completed: submissions.filter(({ status }) => status === "completed").length,
    failed: submissions.filter(({ status }) => status === "failed").length,
    ticketsOfSubmissions: new Set(submissions.flatMap(({ ticket_id }) => ticket_id ?? [])).size,
    owed: await t.rows("select receiver, route, parked from outbox where tenant_id = $1", [t.id]),
  };
  expect(found).toEqual({ tickets: completed + made, completed, failed, ticketsOfSubmissions: completed, owed: [] });
  expect(tickets.map(({ number }) => number)).toEqual(tickets.map((_, index) => index + 1));
  if (counter) {
    expect(counter).toMatchObject({ last_number: tickets.length, completed_submissions: completed, failed_submissions: failed });
    for (const status of TicketStatus.options) expect([status, counter[status]]).toEqual([status, tickets.filter((one) => one.status === status).length]);
    expect(days[0]?.created ?? 0).toBe(tickets.length);
  }
  for (const { id } of tickets) {
    const timeline = events.filter(({ ticket_id }) => ticket_id === id);
    expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map((_, index) => index + 1));
    expect(timeline[0]?.action).toMatch(/^(submitted|created|submit)$/);
  }
  const notified = await t.notifications();
  const told = notified.map(({ event_id, user_id }) => `${event_id} ${user_id}`);
  expect(told).toHaveLength(new Set(told).size);
}
