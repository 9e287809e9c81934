// Timers, consumers and senders on real queues and schedules; only the clock is set.
import { createServer } from "node:net";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { setClock } from "../../functions/kit/clock";
import { visibilityAfter } from "../../functions/kit/consumer";
import { setTimer, type Timer } from "../../functions/kit/timer";
import { openTickets, raw } from "../ticket/fixture";

let ahead = 0;
const now = () => Date.now() + ahead;
const { cloud, databases, tenant } = await openTickets({ now });
const restore = setClock(now);
afterAll(restore);

const inside = () => {
  const store = cloud.queues.server?.store.getQueueByName(cloud.queues.names.ticketWork);
  return (store?.delayedMessages ?? []).map(({ body, delayUntil = 0 }) => ({
    body: JSON.parse(body) as { type: string },
    seconds: (delayUntil - Date.now()) / 1000,
  }));
};
const timer = (seconds: number, name = "due"): Timer => ({
  name,
  tenantId: "t",
  entity: crypto.randomUUID(),
  element: "e",
  generation: 1,
  dueAt: new Date(now() + seconds * 1000).toISOString(),
});

describe("a timer", () => {
  beforeEach(() => cloud.skipDelays());

  test("that is due within 15 minutes is a delayed message, never for less than its time", async () => {
    await cloud.settled();
    const before = cloud.scheduler.schedules().length;
    await setTimer("ticketWork", timer(899.2));
    const [message] = inside().filter(({ body }) => body.type === "timer");
    expect(message?.seconds).toBeGreaterThan(899);
    expect(message?.seconds).toBeLessThanOrEqual(900);
    expect(cloud.scheduler.schedules()).toHaveLength(before);
  });

  test("that is due later is one schedule, set five minutes early, however often it is set", async () => {
    const one = timer(7_200);
    for (let n = 0; n < 3; n++) await setTimer("ticketWork", one);
    const mine = cloud.scheduler.schedules().filter(({ input }) => input.includes(one.entity));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ deleteAfter: true, targetArn: expect.stringContaining(cloud.queues.names.ticketWork) });
    expect(Math.abs((mine[0]?.due ?? 0) - (Date.parse(one.dueAt) - 300_000))).toBeLessThan(1_000);
    await setTimer("ticketWork", { ...one, generation: 2 });
    expect(cloud.scheduler.schedules().filter(({ input }) => input.includes(one.entity))).toHaveLength(2);
  });

  test("whose message comes early waits out what remains", async () => {
    await setTimer("ticketWork", timer(600));
    cloud.skipDelays();
    await cloud.settled();
    const [message] = inside().filter(({ body }) => body.type === "timer");
    expect(message?.seconds).toBeGreaterThan(590);
  });

  test("of a name that nobody knows stays in its queue", async () => {
    await cloud.drain();
    await setTimer("ticketWork", timer(-1, "of-a-newer-release"));
    await cloud.drain();
    expect((await cloud.queues.depth("ticketWork")).inFlight).toBeGreaterThan(0);
  });
});

describe("what a consumer could not do", () => {
  test("comes again after 5 s, then ever later up to 15 min, jittered by a fifth", () => {
    expect([1, 2, 3, 8, 9, 1000].map((count) => visibilityAfter(count, 0))).toEqual([5, 10, 20, 640, 900, 900]);
    expect([1, 2, 1000].map((count) => visibilityAfter(count, 1))).toEqual([4, 8, 720]);
  });

  test("is in its queue with just that visibility", async () => {
    const t = await tenant();
    databases.dataApi.away(true);
    await t.submit();
    const queue = cloud.queues.server?.store.getQueueByName(cloud.queues.names.ticketSubmissions);
    for (const most of [5, 10, 20]) {
      await cloud.drain();
      const [entry] = [...(queue?.inflightMessages.values() ?? [])];
      const seconds = ((entry?.visibilityDeadline ?? 0) - Date.now()) / 1000;
      expect([most, seconds > most * 0.6, seconds <= most]).toEqual([most, true, true]);
      cloud.skipDelays();
    }
    databases.dataApi.away(false);
    cloud.skipDelays();
    await cloud.drain();
    expect(await t.tickets()).toHaveLength(1);
  });
});

describe("a queue that is silent", () => {
  test("is 503 queue-away with Retry-After before the request's time is over, and nothing was written", { timeout: 20_000 }, async () => {
    const t = await tenant();
    const silent = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => silent.once("listening", done));
    const sockets = new Set<import("node:net").Socket>();
    silent.on("connection", (socket) => void sockets.add(socket.on("error", () => undefined)));
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    const before = { TICKET_QUEUE_URL: process.env.TICKET_QUEUE_URL, TICKET_WORK_QUEUE_URL: process.env.TICKET_WORK_QUEUE_URL };
    for (const name of Object.keys(before)) process.env[name] = `http://127.0.0.1:${port}/000000000000/silent`;
    // The last nudge of this container must not cover it.
    ahead += 20_000;
    const send = (path: string, body: object) => raw(cloud, t.admin.token, "POST", path, JSON.stringify(body));
    const answers = await Promise.all([send("/api/tickets/submissions", { title: "x" }), send("/api/tickets", { title: "x", assigneeId: t.agent.id })]);
    Object.assign(process.env, before);
    for (const socket of sockets) socket.destroy();
    silent.close();
    for (const { status, headers, problem } of answers) expect([status, headers.get("retry-after"), problem.code]).toEqual([503, "2", "queue-away"]);
    expect(await t.tickets()).toEqual([]);
  });
});
