import { describe, expect, test } from "vitest";
import { addMember, createGroup } from "../../shared/contract/identity";
import { ccInstance, urgeInstance } from "../../shared/contract/instance";
import { listNotifications } from "../../shared/contract/notification";
import { claimTask, completeTask, listTasks, returnTask, transferTask } from "../../shared/contract/task";
import { line, user } from "../process/support/draw";
import { openTickets, type Person } from "../ticket/fixture";
import { published, warmUp } from "./fixture";

const world = await openTickets();
const { cloud, tenant } = world;
await warmUp(world);

async function office() {
  const t = await tenant();
  const ann = await t.person("ann", ["agent"]);
  const group = (await t.admin.send(createGroup, { body: { name: "desk" } })).body.id;
  for (const { id } of [ann, t.agent]) await t.admin.send(addMember, { params: { id: group }, body: { userId: id } });
  const boss = user("boss", { name: "总监", participants: [{ from: "users", users: [t.admin.id] }] });
  const { id: workflowId } = await published(t, {
    definition: line(user("desk", { name: "办理", participants: [{ from: "groups", groups: [group] }] }), boss),
  });
  const { id } = await t.ticket({ title: "换电脑", workflowId, requesterId: t.lee.id });
  await cloud.drain();
  const taskOf = async (who: Person) => {
    for (const tab of ["todo", "group"] as const) {
      const task = (await who.send(listTasks, { query: { tab } })).body.data[0]?.task;
      if (task) return task.id;
    }
    throw new Error("There is nothing to do.");
  };
  return {
    ...t,
    ...{ ann, id, taskOf },
    /** What somebody was told by the process, oldest first. */
    told: async (who: Person) =>
      (await who.send(listNotifications, { query: { limit: 100 } })).body.data.toReversed().filter(({ type }) => !type.startsWith("ticket.")),
    approve: async (who: Person) => who.send(completeTask, { params: { id: await taskOf(who) }, body: { outcome: "approve" } }),
  };
}
const types = (told: { type: string }[]) => told.map(({ type }) => type);

describe("a process tells", () => {
  test("everybody of a group that there is something to do, with the step and the task", async () => {
    const at = await office();
    for (const who of [at.ann, at.agent])
      expect(await at.told(who)).toMatchObject([
        { type: "task.assigned", ticketId: at.id, ticketNumber: 1, title: "换电脑", nodeName: "办理", taskId: await at.taskOf(who), actorId: null },
      ]);
    expect(await at.told(at.lee)).toEqual([]);
  });

  test("the next person, but nobody of what they do themselves", async () => {
    const at = await office();
    await at.ann.send(claimTask, { params: { id: await at.taskOf(at.ann) } });
    await at.approve(at.ann);
    expect([types(await at.told(at.ann)), types(await at.told(at.admin))]).toEqual([["task.assigned"], ["task.assigned"]]);
    await at.approve(at.admin);
    expect(await at.told(at.lee)).toMatchObject([{ type: "process.resolved", actorId: at.admin.id }]);
  });

  test("whoever it is handed to, urged to, sent a copy of, or sent back to, and what was said with it", async () => {
    const at = await office();
    await at.ann.send(claimTask, { params: { id: await at.taskOf(at.ann) } });
    await at.ann.send(transferTask, { params: { id: await at.taskOf(at.ann) }, body: { to: at.agent.id, reason: "不在" } });
    await at.lee.send(urgeInstance, { params: { id: at.id }, body: { comment: "急" } });
    await at.lee.send(ccInstance, { params: { id: at.id }, body: { users: [at.ann.id], comment: "请知悉" } });
    await at.agent.send(returnTask, { params: { id: await at.taskOf(at.agent) }, body: { reason: "缺发票" } });

    expect(types(await at.told(at.agent))).toEqual(["task.assigned", "task.assigned", "task.urged"]);
    expect((await at.told(at.agent)).at(-1)).toMatchObject({ comment: "急", actorId: at.lee.id });
    expect((await at.told(at.ann)).at(-1)).toMatchObject({ type: "process.copied", comment: "请知悉", taskId: null });
    expect(await at.told(at.lee)).toMatchObject([{ type: "task.returned", actorId: at.agent.id }]);
  });

  test("its creator why it was refused", async () => {
    const at = await office();
    await at.ann.send(claimTask, { params: { id: await at.taskOf(at.ann) } });
    await at.ann.send(completeTask, { params: { id: await at.taskOf(at.ann) }, body: { outcome: "refuse", comment: "预算不足" } });
    expect(await at.told(at.lee)).toMatchObject([{ type: "process.rejected", comment: "预算不足", actorId: at.ann.id }]);
  });
});
