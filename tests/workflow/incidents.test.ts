import { describe, expect, test } from "vitest";
import { addMember, createGroup } from "../../shared/contract/identity";
import { listIncidents, resolveIncident } from "../../shared/contract/incident";
import { getInstance, listInstances, urgeInstance } from "../../shared/contract/instance";
import { notifyOfProcess } from "../../shared/contract/notification";
import { getOverview } from "../../shared/contract/overview";
import { routeKey } from "../../shared/contract/route";
import { getTicket } from "../../shared/contract/ticket";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, end, exclusive, parallel, pass, start, user } from "../process/support/draw";
import { expectProcessesSettled, expectReplays } from "../support/replayed";
import { openTickets, type Tenant } from "../ticket/fixture";
import { published, warmUp } from "./fixture";

const world = await openTickets();
const { cloud, tenant, databases } = world;
await warmUp(world);

/** Decided by an amount that nobody has to give. */
const byAmount = (t: Tenant): DefinitionInput => {
  const agent = { participants: [{ from: "users" as const, users: [t.agent.id] }] };
  return draw(
    [start, exclusive("size", "size-small"), user("large", agent), user("small", agent), end],
    ["start -> size", "size -[amount > 5000]> large", "size -> small -> end", "large -> end"],
  );
};
const optional = [{ key: "amount", label: "Amount", type: "number", min: 1 }];

async function office() {
  const t = await tenant();
  const formId = await t.form({ fields: optional as never });
  const { id: workflowId } = await published(t, { name: "报销", formId, definition: byAmount(t) });
  const runs = async (data: Record<string, unknown> = {}, more = {}) => {
    const { id } = await t.ticket({ title: "报销", workflowId, formId, data, requesterId: t.lee.id, ...more });
    await cloud.drain();
    return id;
  };
  return {
    ...t,
    workflowId,
    formId,
    runs,
    incidents: async (query: Parameters<typeof ask>[0] = {}) => ask(query),
    resolve: (id: string, body?: Parameters<typeof send>[1]) => send(id, body),
    at: async (id: string) => (await t.admin.send(getInstance, { params: { id } })).body.at.map(({ node }) => node),
    overview: async () => (await t.lee.send(getOverview)).body.workflows,
  };
  async function ask(query: { status?: "open" | "resolved"; instance?: string; workflow?: string }) {
    return (await t.agent.send(listIncidents, { query })).body.data;
  }
  function send(id: string, body?: { variables?: Record<string, number | string | null>; comment?: string; skip?: boolean }) {
    return t.admin.send(resolveIncident, { params: { id }, body });
  }
}

describe("an incident", () => {
  test("of a join that waits in vain is seen in the diagram, where no token came", async () => {
    const at = await office();
    const definition = draw(
      [start, exclusive("g", "g-b"), pass("a"), pass("b"), parallel("j"), end],
      ["start -> g", "g -[amount > 5000]> a -> j -> end", "g -> b -> j"],
    );
    const { id: workflowId } = await published(at, { formId: at.formId, definition });
    const id = await at.runs({ amount: 6000 }, { workflowId });
    expect(await at.incidents({ instance: id })).toMatchObject([{ node: "j", code: "join-starved" }]);
    const { nodes } = (await at.admin.send(getInstance, { params: { id } })).body;
    expect(nodes.find(({ node }) => node === "j")).toMatchObject({ state: "failed", times: 0, users: [] });
    await at.resolve(String((await at.incidents({ instance: id }))[0]?.id));
    expect((await at.admin.send(getInstance, { params: { id } })).body).toMatchObject({
      status: "completed",
      nodes: expect.not.arrayContaining([{ state: "failed" }]),
    });
    await expectProcessesSettled(at);
  });

  test("says what a process can't go on from; with the data corrected it goes on", async () => {
    const at = await office();
    const id = await at.runs();

    const [found, ...more] = await at.incidents();
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      instanceId: id,
      ticketId: id,
      ticketNumber: 1,
      title: "报销",
      workflowId: at.workflowId,
      workflowName: "报销",
      node: "size",
      code: "condition-undecided",
      resolvedAt: null,
    });
    expect((await at.lee.send(getTicket, { params: { id } })).body.process?.incident).toBe(found?.message);
    const stuck = {
      node: "size",
      code: "condition-undecided",
      message: found?.message,
      reason: { code: "condition-missing", params: { source: "amount > 5000", name: "amount" } },
    };
    expect((await at.lee.send(getInstance, { params: { id } })).body.stuck).toEqual([stuck]);
    expect(await at.overview()).toMatchObject({ openTasks: 0, activeInstances: 1, incidents: 1 });

    const done = await at.resolve(found?.id ?? "", { variables: { amount: 6000 }, comment: "补金额" });

    expect([done.status, done.body.resolvedBy, done.body.resolvedAt !== null]).toEqual([200, at.admin.id, true]);
    expect(await at.at(id)).toEqual(["large"]);
    expect((await at.lee.send(getInstance, { params: { id } })).body.stuck).toEqual([]);
    expect((await at.lee.send(getTicket, { params: { id } })).body).toMatchObject({ data: { amount: 6000 }, process: { incident: null } });
    expect([await at.incidents(), (await at.incidents({ status: "resolved" })).map((one) => one.id)]).toEqual([[], [found?.id]]);
    expect(await at.overview()).toMatchObject({ openTasks: 1, activeInstances: 1, incidents: 0 });
    expect((await at.timeline(id)).map(({ action }) => action)).toEqual(expect.arrayContaining(["incident", "resolve-incident", "ask"]));
    await expectProcessesSettled(at);
  });

  test("stands again, as a new one, where nothing is better", async () => {
    const at = await office();
    const id = await at.runs();
    const [first] = await at.incidents();

    expect((await at.resolve(first?.id ?? "")).status).toBe(200);

    const [second, ...more] = await at.incidents();
    expect([second?.code, second?.id === first?.id, more]).toEqual(["condition-undecided", false, []]);
    await expectReplays(at, id);
  });

  test("is not resolved by data that the form does not take, nor twice, nor by an agent", async () => {
    const at = await office();
    await at.runs();
    const [found] = await at.incidents();
    const id = found?.id ?? "";

    const bad = await at.resolve(id, { variables: { amount: 0 } });
    expect([bad.status, bad.problem.errors?.map(({ path }) => path)]).toEqual([400, ["/body/variables/amount"]]);
    expect((await at.agent.send(resolveIncident, { params: { id } })).status).toBe(403);
    expect((await at.lee.send(listIncidents)).status).toBe(403);
    expect((await at.resolve(id, { skip: true })).problem.errors?.map(({ path }) => path)).toEqual(["/body/skip"]);
    const [one, two] = await Promise.all([at.resolve(id, { variables: { amount: 1 } }), at.resolve(id, { variables: { amount: 1 } })]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    expect((await at.resolve(id)).status).toBe(409);
  });

  test("of another tenant is none", async () => {
    const [acme, globex] = [await office(), await office()];
    await acme.runs();
    const [found] = await acme.incidents();

    expect(await globex.incidents()).toEqual([]);
    const foreign = await globex.resolve(found?.id ?? "");
    const missing = await globex.resolve(crypto.randomUUID());
    expect([foreign.status, foreign.problem.detail]).toEqual([missing.status, missing.problem.detail]);
    expect(foreign.status).toBe(404);
  });

  test("where no person is found and the step has no rule for it; somebody found later is asked", async () => {
    const at = await office();
    const group = (await at.admin.send(createGroup, { body: { name: "empty" } })).body.id;
    const { id: workflowId } = await published(at, {
      definition: draw([start, user("do", { participants: [{ from: "groups", groups: [group] }] }), end], ["start -> do -> end"]),
    });
    const { id } = await at.ticket({ workflowId });
    await cloud.drain();
    const [found] = await at.incidents({ instance: id });
    expect(found?.code).toBe("nobody-found");

    await at.admin.send(addMember, { params: { id: group }, body: { userId: at.agent.id } });
    await at.resolve(found?.id ?? "");

    expect(await at.incidents()).toEqual([]);
    expect((await at.lee.send(getTicket, { params: { id } })).status).toBe(404);
    expect((await at.agent.send(getInstance, { params: { id } })).body.nodes.find(({ node }) => node === "do")).toMatchObject({
      state: "active",
      groups: [group],
    });
  });
});

describe("the list of incidents", () => {
  test("comes newest first, page by page, each once, by workflow and by instance, with refused calls among them", async () => {
    const at = await office();
    const ids = [await at.runs(), await at.runs(), await at.runs()];
    const stuck = await at.runs({ amount: 1 });
    await refuse(at, stuck);

    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await at.agent.send(listIncidents, { query: { limit: 1, cursor } });
      seen.push(...body.data.map(({ instanceId }) => instanceId));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }

    expect(seen).toEqual([stuck, ...ids.toReversed()]);
    expect(await at.overview()).toMatchObject({ incidents: 4 });
    expect((await at.incidents({ instance: ids[1] })).map(({ instanceId }) => instanceId)).toEqual([ids[1]]);
    expect(await at.incidents({ workflow: crypto.randomUUID() })).toEqual([]);
    expect(await at.incidents({ workflow: at.workflowId })).toHaveLength(4);
  });
});

const nobody = { ticketId: crypto.randomUUID(), ticketNumber: 1, title: "x", actorId: null, told: [] };

/** A call of the instance to the gateway that is refused, with what is owed behind it. */
async function refuse(t: Tenant, instanceId: string) {
  await databases.query(
    "workflow",
    `insert into outbox (entity, receiver, seq, tenant_id, actor, route, body, next_try_at, created_at) values ($1, 'gateway', 0, $2, $3, $4, $5, now(), now())`,
    [instanceId, t.id, JSON.stringify({ kind: "system", tenantId: t.id }), routeKey(notifyOfProcess), JSON.stringify(nobody)],
  );
  expect((await t.lee.send(urgeInstance, { params: { id: instanceId } })).status).toBe(200);
}

/** As the instance itself says, and the lists of all and of those that are stuck. */
async function counted(t: Tenant, id: string): Promise<(number | undefined)[]> {
  const lists = await Promise.all([{}, { failed: "true" as const }].map((query) => t.admin.send(listInstances, { query })));
  const inLists = lists.map(({ body }) => body.data.find((one) => one.id === id)?.incidents);
  return [(await t.admin.send(getInstance, { params: { id } })).body.incidents, ...inLists];
}

const told = async (t: Tenant) => (await t.notifications(t.agent.id)).map(({ type }) => type);

describe("a call that its receiver refuses", () => {
  test("is an incident of its instance; mended it is made, and what waited behind it too", async () => {
    const at = await office();
    const id = await at.runs({ amount: 1 });
    await refuse(at, id);

    const [found, ...more] = await at.incidents();
    expect([found, more]).toMatchObject([
      { instanceId: id, ticketId: id, code: "owed-call", message: expect.stringContaining("invalid-input"), nodeName: "gateway" },
      [],
    ]);
    expect(await at.overview()).toMatchObject({ incidents: 1 });
    expect(await counted(at, id)).toEqual([1, 1, 1]);
    expect(await told(at)).toEqual(["task.assigned"]);

    const again = await at.resolve(found?.id ?? "");
    expect([again.status, again.body.resolvedAt]).toEqual([200, null]);
    expect((await at.incidents()).map((one) => one.id)).toEqual([found?.id]);

    const mended = { ...nobody, ticketId: id, told: [{ userIds: [at.agent.id], type: "process.message" }] };
    await databases.query("workflow", "update outbox set body = $2 where entity = $1 and parked is not null", [id, JSON.stringify(mended)]);
    const done = await at.resolve(found?.id ?? "");

    expect([done.status, done.body.resolvedBy]).toEqual([200, at.admin.id]);
    expect(await at.incidents()).toEqual([]);
    expect(await counted(at, id)).toEqual([0, 0, undefined]);
    expect(await told(at)).toEqual(["task.assigned", "process.message", "task.urged"]);
    await expectProcessesSettled(at);
  });

  test("may be skipped: what waited behind it goes on, and who gave it up is kept", async () => {
    const at = await office();
    const id = await at.runs({ amount: 1 });
    await refuse(at, id);
    const [found] = await at.incidents();

    const wrong = await at.resolve(found?.id ?? "", { variables: { amount: 2 } });
    expect(wrong.problem.errors?.map(({ path }) => path)).toEqual(["/body/variables"]);
    const done = await at.resolve(found?.id ?? "", { skip: true });

    expect([done.status, done.body.resolvedBy, await at.incidents()]).toEqual([200, at.admin.id, []]);
    expect(await at.incidents({ status: "resolved" })).toMatchObject([{ id: found?.id, code: "owed-call", resolvedBy: at.admin.id }]);
    expect(await told(at)).toEqual(["task.assigned", "task.urged"]);
    expect((await at.resolve(found?.id ?? "")).status).toBe(409);
  });
});
