import { expect, test } from "vitest";
import { addMember, createGroup } from "../../shared/contract/identity";
import { completeTask, listTasks } from "../../shared/contract/task";
import { moveTicket, updateTicket } from "../../shared/contract/ticket";
import { draw, end, parallel, start, user } from "../process/support/draw";
import type { Tenant } from "../ticket/fixture";
import { published } from "../workflow/fixture";
import { openCrashing } from "./fixture";

const { cloud, tenant, now, pass, goOn, consumersAtOnce, left } = await openCrashing();
const inSeconds = (seconds: number) => new Date(now() + seconds * 1000).toISOString();
const told = async (t: Tenant) => (await t.notifications()).filter(({ type }) => type === "ticket.due").map(({ user_id }) => user_id);
const later = async (seconds: number) => {
  await pass(seconds);
  await cloud.drain();
};

test.each([[60], [890], [1_000], [3 * 24 * 3600]])(
  "a ticket that is due in %i s tells its assignee once, never early and at most a minute late",
  async (seconds) => {
    const t = await tenant();
    const { id } = await t.ticket({ dueAt: inSeconds(seconds), assigneeId: t.agent.id });
    for (const part of [0.5, 0.3, 0.15]) {
      await later(Math.floor(seconds * part));
      expect(await told(t)).toEqual([]);
    }
    await later(Math.floor(seconds * 0.05) - 2);
    expect(await told(t)).toEqual([]);
    for (let turn = 0; turn < 3; turn++) await later(20);
    expect(await told(t)).toEqual([t.agent.id]);
    await goOn();
    expect(await told(t)).toEqual([t.agent.id]);
    expect((await t.timeline(id)).map(({ action }) => action)).toEqual(["created", "due"]);
  },
);

test("a ticket whose process asks people and a group tells those who have it then, each once, and not its assignee", async () => {
  const t = await tenant();
  const [ann, ben] = [await t.person("ann", ["agent"]), await t.person("ben", ["agent"])];
  const { id: group } = (await t.admin.send(createGroup, { body: { name: "it" } })).body;
  for (const { id } of [ann, ben]) await t.admin.send(addMember, { params: { id: group }, body: { userId: id } });
  const asked = [
    user("people", { participants: [{ from: "users", users: [t.admin.id, ann.id] }], mode: { type: "all" } }),
    user("group", { participants: [{ from: "groups", groups: [group] }] }),
  ];
  const definition = draw(
    [start, parallel("split"), ...asked, parallel("join"), end],
    [...["start -> split", "join -> end"], ...asked.map(({ id }) => `split -> ${id} -> join`)],
  );
  const { id: workflowId } = await published(t, { definition });
  await t.ticket({ workflowId, dueAt: inSeconds(100), assigneeId: t.agent.id, requesterId: t.lee.id });
  await cloud.drain();
  // Whoever is done with it is not told.
  const mine = (await t.admin.send(listTasks, { query: { tab: "todo" } })).body.data;
  expect((await t.admin.send(completeTask, { params: { id: mine[0]?.task?.id ?? "" }, body: { outcome: "approve" } })).status).toBe(200);
  await later(101);
  expect((await told(t)).sort()).toEqual([ann.id, ben.id].sort());
  await goOn();
});

test("of a ticket whose process has nobody just now its assignee is told", async () => {
  const t = await tenant();
  const wait = { id: "wait", type: "intermediateCatchEvent", eventDefinition: { type: "timer", duration: "P3D" } } as const;
  const { id: workflowId } = await published(t, { definition: draw([start, wait, end], ["start -> wait -> end"]) });
  await t.ticket({ workflowId, dueAt: inSeconds(100), assigneeId: t.agent.id, requesterId: t.lee.id });
  await cloud.drain();
  await later(101);
  expect(await told(t)).toEqual([t.agent.id]);
});

test("a due time that was moved counts at its new time only, also when it was moved away and back", async () => {
  const t = await tenant();
  const first = inSeconds(100);
  const { id } = await t.ticket({ dueAt: first, requesterId: t.lee.id });
  const move = (version: number, dueAt: string | null) => t.agent.send(updateTicket, { params: { id }, body: { version, dueAt } });
  expect((await move(1, inSeconds(300))).status).toBe(200);
  await later(150);
  expect(await told(t)).toEqual([]);
  await move(2, null);
  await later(200);
  expect(await told(t)).toEqual([]);
  const again = inSeconds(100);
  await move(3, again);
  await move(4, null);
  await move(5, again);
  await later(161);
  expect(await told(t)).toEqual([t.lee.id]);
  await goOn();
});

test("a ticket that is done by then tells nobody", async () => {
  const t = await tenant();
  const { id } = await t.ticket({ dueAt: inSeconds(100), requesterId: t.lee.id });
  await t.agent.send(moveTicket, { params: { id }, body: { version: 1, to: "resolved" } });
  await goOn();
  expect([await told(t), await left()]).toEqual([[], 0]);
});

test("timers that come three times, to three consumers at the same instant, tell once", async () => {
  const t = await tenant();
  await Promise.all(Array.from({ length: 8 }, () => t.ticket({ dueAt: inSeconds(30), assigneeId: t.agent.id })));
  consumersAtOnce(3);
  cloud.consumers.ticketWork.switches.deliveries = 2;
  await later(31);
  await goOn();
  consumersAtOnce(1);
  cloud.consumers.ticketWork.switches.deliveries = 1;
  expect(await told(t)).toHaveLength(8);
  const seqs = await t.rows<{ count: string }>("select count(*) from ticket_event where tenant_id = $1 and action = 'due'", [t.id]);
  expect(seqs).toEqual([{ count: "8" }]);
});
