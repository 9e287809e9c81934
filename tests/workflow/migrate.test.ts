import { describe, expect, test } from "vitest";
import { getInstance, listInstanceEvents, migrateInstances } from "../../shared/contract/instance";
import { claimTask, completeTask, listTasks } from "../../shared/contract/task";
import { getTicket } from "../../shared/contract/ticket";
import { publishWorkflow, updateWorkflow } from "../../shared/contract/workflow";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, end, exclusive, line, start, user } from "../process/support/draw";
import { expectProcessesSettled, expectReplays } from "../support/replayed";
import { openTickets, type Tenant } from "../ticket/fixture";
import { published, warmUp } from "./fixture";

const world = await openTickets();
const { cloud, tenant } = world;
await warmUp(world);
const agent = (t: Tenant, more = {}) => ({ participants: [{ from: "users" as const, users: [t.agent.id] }], ...more });

/** A workflow of two versions, and instances of the first. */
async function office(first: (t: Tenant) => DefinitionInput, second: (t: Tenant) => DefinitionInput, count = 1) {
  const t = await tenant();
  const { id, version } = await published(t, { name: "旧", definition: first(t) });
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await t.ticket({ workflowId: id })).id);
  await cloud.drain();
  const changed = await t.admin.send(updateWorkflow, { params: { id }, body: { version, name: "新", definition: second(t) } });
  const done = await t.admin.send(publishWorkflow, { params: { id }, body: { version: changed.body.version } });
  if (done.status !== 200) throw new Error(done.text);
  const instance = async (of = ids[0] ?? "") => (await t.admin.send(getInstance, { params: { id: of } })).body;
  const task = async (of = ids[0]) => (await t.agent.send(listTasks, { query: { limit: 100 } })).body.data.find(({ instanceId }) => instanceId === of)?.task;
  return {
    ...t,
    ...{ workflowId: id, ids, instance, task },
    migrate: (body: object) => t.admin.send(migrateInstances, { params: { id }, body: { to: 2, reason: "新规定", ...body } }),
    complete: async (of = ids[0]) => t.agent.send(completeTask, { params: { id: (await task(of))?.id ?? "" }, body: { outcome: "approve" } }),
  };
}

const one = (t: Tenant) => line(user("a", agent(t, { name: "一审" })));
const two = (t: Tenant) => line(user("a", agent(t, { name: "初审" })), user("b", agent(t, { name: "二审" })));

describe("moving instances to another version", () => {
  test("is said first and then done: the open task stays, and what comes next is the new version's", async () => {
    const at = await office(one, two);
    const [id = ""] = at.ids;
    const before = await at.task();

    const dry = await at.migrate({ dryRun: true });
    expect([dry.status, dry.body]).toEqual([200, { results: [{ instanceId: id, migrated: false, problems: [] }], more: false }]);
    expect((await at.instance()).workflowVersion).toBe(1);

    const done = await at.migrate({});
    expect(done.body).toEqual({ results: [{ instanceId: id, migrated: true, problems: [] }], more: false });
    expect(await at.instance()).toMatchObject({ workflowVersion: 2, workflowName: "新", at: [{ node: "a", name: "初审" }] });
    expect(await at.task()).toMatchObject({ id: before?.id, nodeName: "初审", workflowName: "新" });
    expect((await at.timeline(id)).find(({ action }) => action === "migrate")).toMatchObject({ actorId: at.admin.id, comment: "新规定" });

    await at.complete();
    expect((await at.task())?.node).toBe("b");
    await at.complete();
    expect((await at.admin.send(getTicket, { params: { id } })).body.status).toBe("resolved");
    const { data } = (await at.admin.send(listInstanceEvents, { params: { id } })).body;
    expect(data.find(({ type }) => type === "migrate")).toMatchObject({ actorId: at.admin.id, event: { from: 1, to: 2 } });
    await expectProcessesSettled(at);
  });

  test("follows elements that have another name now", async () => {
    const renamed = (t: Tenant) => line(user("c", agent(t, { name: "初审" })), user("b", agent(t)));
    const at = await office(one, renamed);
    const [id = ""] = at.ids;

    const unnamed = await at.migrate({ dryRun: true });
    expect(unnamed.body.results).toMatchObject([{ migrated: false, problems: [{ elementId: "a" }] }]);
    const done = await at.migrate({ nodes: { a: "c" }, flows: { "start-a": "start-c" } });

    expect(done.body.results).toMatchObject([{ migrated: true }]);
    expect(await at.task()).toMatchObject({ node: "c", nodeName: "初审" });
    expect(await at.instance()).toMatchObject({ nodes: [{ node: "start" }, { node: "c", state: "active", times: 1 }], flows: { "start-c": 1 } });
    await at.complete();
    await expectReplays(at, id);
  });

  test("says of each that can't be moved why, and leaves it where it is", async () => {
    const other = (t: Tenant) => draw([start, exclusive("a", "a-end"), user("b", agent(t)), end], ["start -> a", "a -[x > 1]> b -> end", "a -> end"]);
    const at = await office(one, other, 2);

    const done = await at.migrate({});

    expect(done.body.results.map(({ migrated, problems }) => [migrated, problems.map(({ elementId }) => elementId)])).toEqual([
      [false, ["a"]],
      [false, ["a"]],
    ]);
    expect((await at.instance()).workflowVersion).toBe(1);
  });

  test("moves those of a version, or those that are named, but none that is over nor of another workflow", async () => {
    const at = await office(one, two, 3);
    const [first = "", second = "", third = ""] = at.ids;
    await at.complete(first);
    const { id: stranger } = await at.ticket({ workflowId: (await published(at)).id });
    await cloud.drain();

    const foreign = await at.migrate({ instances: [second, stranger] });
    expect([foreign.status, foreign.problem.errors?.map(({ path }) => path)]).toEqual([400, ["/body/instances/1"]]);
    const named = await at.migrate({ instances: [first, second] });
    expect(named.body.results).toMatchObject([
      { instanceId: first, migrated: false, problems: [{ elementId: "process" }] },
      { instanceId: second, migrated: true, problems: [] },
    ]);
    expect((await at.migrate({ from: 1 })).body).toMatchObject({ results: [{ instanceId: third, migrated: true }], more: false });
    expect((await at.migrate({ from: 1 })).body).toEqual({ results: [], more: false });
    expect((await at.agent.send(migrateInstances, { params: { id: at.workflowId }, body: { to: 2, reason: "x" } })).status).toBe(403);
    expect((await at.migrate({ to: 9 })).status).toBe(404);
    await expectProcessesSettled(at);
  });

  test("and somebody acting at the same time: both are done, one after the other", async () => {
    const claimed = (name: string) => () => line(user("a", { name, participants: [{ from: "roles", roles: ["agent"] }], mode: { type: "claim" } }));
    const at = await office(claimed("一审"), claimed("初审"));
    const [id = ""] = at.ids;
    const task = await at.task();

    const [migrated, claim] = await Promise.all([at.migrate({}), at.agent.send(claimTask, { params: { id: task?.id ?? "" } })]);

    expect([migrated.body.results[0]?.migrated, claim.status]).toEqual([true, 200]);
    expect(await at.task()).toMatchObject({ assigneeId: at.agent.id });
    await expectReplays(at, id);
  });
});
