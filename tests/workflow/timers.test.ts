import { describe, expect, test } from "vitest";
import { getMe, updateMe, updateUser } from "../../shared/contract/identity";
import { terminateInstance } from "../../shared/contract/instance";
import { completeTask, listTasks } from "../../shared/contract/task";
import { draw, edge, end, line, start, timer, user } from "../process/support/draw";
import { type Office, openRunning } from "./running";

const { office, later, goOn, cloud, consumersAtOnce, left } = await openRunning();
const hour = 3600;

const asked = (...people: { id: string }[]) => ({ participants: [{ from: "users" as const, users: people.map(({ id }) => id) }] });
/** A step of the agent's, with a timer of that duration on its edge that leads to the admin. */
const bounded = ({ agent, admin }: Office, duration: string, interrupting = true) =>
  draw(
    [start, user("work", asked(agent)), edge("late", "work", timer(duration), interrupting), user("chase", asked(admin)), end],
    ["start -> work -> end", "late -> chase -> end"],
  );
const onlyTask = async ({ agent }: Office) => {
  const { body } = await agent.send(listTasks, { query: { tab: "todo" } });
  const [item] = body.data;
  if (!item?.task || body.data.length > 1) throw new Error(`The agent has ${body.data.length} tasks.`);
  return item.task.id;
};
const told = async (t: Office, type: string) => (await t.notifications()).filter((one) => one.type === type).map(({ user_id }) => user_id);

describe("a timer on the edge of a step", () => {
  test.each([
    [60, "PT1M"],
    [890, "PT14M50S"],
    [1_000, "PT16M40S"],
    [3 * 24 * hour, "P3D"],
  ])("comes after %i s, never early and at most a minute late, and takes the step away", async (seconds, duration) => {
    const t = await office();
    const id = await t.runs(bounded(t, duration));
    expect(cloud.scheduler.schedules()).toHaveLength(seconds > 900 ? 1 : 0);
    for (const part of [0.5, 0.3, 0.15]) {
      await later(Math.floor(seconds * part));
      expect(await t.at(id)).toEqual(["work"]);
    }
    await later(Math.floor(seconds * 0.05) - 2);
    expect(await t.at(id)).toEqual(["work"]);
    for (let turn = 0; turn < 3; turn++) await later(20);
    expect(await t.at(id)).toEqual(["chase"]);
    expect((await t.agent.send(listTasks, { query: { tab: "todo" } })).body.data).toEqual([]);
    await goOn();
    expect([await t.events(id), cloud.scheduler.schedules()]).toEqual([["timer"], []]);
  });

  test("that does not interrupt leaves the step as it is", async () => {
    const t = await office();
    const id = await t.runs(bounded(t, "PT2H", false));
    await later(2 * hour - 30);
    await later(60);
    expect(await t.at(id)).toEqual(["chase", "work"]);
  });

  test("of a step that was done by then, or of a process that has ended, changes nothing", async () => {
    const t = await office();
    const [done, ended] = [await t.runs(line(user("work", asked(t.agent)))), await t.runs(bounded(t, "PT10M"))];
    await t.admin.send(terminateInstance, { params: { id: ended }, body: { reason: "obsolete" } });
    const bound = await t.runs(bounded(t, "PT10M"));
    const { body } = await t.agent.send(listTasks, { query: { tab: "todo" } });
    for (const { task } of body.data)
      expect((await t.agent.send(completeTask, { params: { id: task?.id ?? "" }, body: { outcome: "approve" } })).status).toBe(200);
    await goOn();
    expect([await t.events(done), await t.events(bound), await t.events(ended)]).toEqual([["complete"], ["complete"], ["terminate"]]);
  });

  test("counts once where it comes three times, to three consumers at the same instant", async () => {
    const t = await office();
    const ids = await Promise.all(Array.from({ length: 4 }, () => t.runs(bounded(t, "PT30S", false))));
    consumersAtOnce(3);
    cloud.consumers.workflowWork.switches.deliveries = 2;
    await later(31);
    await goOn();
    consumersAtOnce(1);
    cloud.consumers.workflowWork.switches.deliveries = 1;
    for (const id of ids) expect([await t.at(id), await t.events(id)]).toEqual([["chase", "work"], ["timer"]]);
  });

  test("of an instance that there is not is done with", async () => {
    const t = await office();
    const dueAt = new Date().toISOString();
    const body = { type: "timer", timer: { name: "process", tenantId: t.id, entity: crypto.randomUUID(), element: "w1", generation: 1, dueAt } };
    await cloud.send("workflowWork", JSON.stringify(body));
    await cloud.drain();
    expect(await left()).toBe(0);
  });
});

test("a timer that the process waits for by itself goes on when it is due", async () => {
  const t = await office();
  const wait = { id: "wait", type: "intermediateCatchEvent" as const, eventDefinition: timer("PT5M") };
  const id = await t.runs(line(wait, user("work", asked(t.agent))));
  await later(290);
  expect(await t.at(id)).toEqual(["wait"]);
  await later(15);
  expect(await t.at(id)).toEqual(["work"]);
});

describe("a step that nobody does in time (超时)", () => {
  const timed = (t: Office, action: "approve" | "refuse" | "escalate" | "nothing", reminders = 2) =>
    line(user("work", { ...asked(t.agent), timeout: { after: "PT4H", reminders, action } }), user("next", asked(t.admin)));

  test("is reminded of so often as was said, then approved by the system", async () => {
    const t = await office();
    const id = await t.runs(timed(t, "approve"));
    for (const reminded of [1, 2]) {
      await later(4 * hour - 30);
      await later(40);
      expect(await told(t, "task.reminded")).toEqual(Array.from({ length: reminded }, () => t.agent.id));
      expect(await t.at(id)).toEqual(["work"]);
    }
    await later(4 * hour - 60);
    expect(await t.at(id)).toEqual(["work"]);
    await later(70);
    expect(await t.at(id)).toEqual(["next"]);
    expect((await t.timeline(id)).map(({ action }) => action)).toEqual(expect.arrayContaining(["remind", "timeout", "auto-approve"]));
    await goOn();
    expect(await told(t, "task.reminded")).toHaveLength(2);
  });

  test("or refused", async () => {
    const t = await office();
    const id = await t.runs(timed(t, "refuse", 0));
    await later(4 * hour + 10);
    expect((await t.instance(id)).status).toBe("rejected");
  });

  test("or handed to the superior, and in the name of nobody else", async () => {
    const t = await office();
    const boss = await t.person("boss", ["agent"]);
    const { status } = await t.admin.send(updateUser, { params: { id: t.agent.id }, body: { version: 1, managerId: boss.id } });
    expect(status).toBe(200);
    const id = await t.runs(timed(t, "escalate", 0));
    const task = await onlyTask(t);
    await later(4 * hour + 10);
    expect((await t.agent.send(listTasks, { query: { tab: "todo" } })).body.data).toEqual([]);
    expect((await boss.send(listTasks, { query: { tab: "todo" } })).body.data).toMatchObject([{ task: { id: task, node: "work" } }]);
    expect(await told(t, "task.escalated")).toEqual([boss.id]);
    expect((await boss.send(completeTask, { params: { id: task }, body: { outcome: "approve" } })).status).toBe(200);
    expect(await t.at(id)).toEqual(["next"]);
  });

  test("and with nobody to hand it to, an incident says so while the step stays", async () => {
    const t = await office();
    const id = await t.runs(timed(t, "escalate", 0));
    await later(4 * hour + 10);
    expect(await t.incidents(id)).toMatchObject([{ code: "nobody-found" }]);
    expect(await onlyTask(t)).toBeTruthy();
  });

  test("waits while identity, who knows the superior, is away, and is handed on once it is back", async () => {
    const t = await office();
    const id = await t.runs(timed(t, "escalate", 1));
    cloud.away("identity");
    await later(4 * hour + 10);
    await later(4 * hour + 10);
    cloud.away("identity", null);
    await goOn();
    expect((await t.incidents(id)).map(({ code }) => code)).toEqual(["nobody-found"]);
  });
});

test("a timer for a day of the form goes off as that day begins where the initiator is", async () => {
  const t = await office();
  const { version } = (await t.lee.send(getMe)).body;
  await t.lee.send(updateMe, { body: { version, timeZone: "Asia/Shanghai" } });
  const formId = await t.form({ fields: [{ key: "startDate", label: "Start", type: "date" }] as never });
  const wait = { id: "wait", type: "intermediateCatchEvent" as const, eventDefinition: { type: "timer" as const, date: "=startDate" } };
  const id = await t.runs(line(wait), { formId, data: { startDate: "2030-05-01" } });
  expect((await t.instance(id)).timers).toMatchObject([{ node: "wait", dueAt: "2030-04-30T16:00:00.000Z" }]);
});
