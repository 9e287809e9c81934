// Running processes, asked as people ask: what an instance shows, what each verb does, and what holds whatever happens.
import { describe, expect, test } from "vitest";
import { askBy } from "../../functions/kit/ask";
import { newId } from "../../functions/kit/ids";
import { system } from "../../shared/contract/actor";
import { addMember, createGroup, getMe, updateMe } from "../../shared/contract/identity";
import {
  ccInstance,
  getInstance,
  getInstanceDefinition,
  jumpInstance,
  listInstanceEvents,
  listInstances,
  readInstance,
  setInstanceVariables,
  submitInstance,
  terminateInstance,
  urgeInstance,
  withdrawInstance,
} from "../../shared/contract/instance";
import { startInstance } from "../../shared/contract/process";
import {
  addSign,
  claimTask,
  completeTask,
  getTask,
  listTasks,
  removeSign,
  returnTask,
  type TaskCard,
  takeBackTask,
  transferTask,
  unclaimTask,
} from "../../shared/contract/task";
import { getTicket, listTickets, reopenTicket, updateTicket } from "../../shared/contract/ticket";
import { Definition, type ProcessEvent, replay, type State } from "../../shared/process";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, end, exclusive, parallel, start, user } from "../process/support/draw";
import { openTickets, type Person, type Tenant } from "../ticket/fixture";
import { published } from "./fixture";

const { cloud, databases, tenant } = await openTickets();

const asks = (...people: Person[]) => ({ participants: [{ from: "users" as const, users: people.map(({ id }) => id) }] });

/** A ticket of Lee's under a process; the agent made it. */
async function begin(t: Tenant, definition: DefinitionInput, more: { formId?: string; data?: Record<string, unknown> } = {}) {
  const { id: workflowId } = await published(t, { definition, ...(more.formId && { formId: more.formId }) });
  const ticket = await t.ticket({ title: "Chair", workflowId, requesterId: t.lee.id, ...more });
  return { ticket, params: { id: ticket.id } };
}

async function inbox(who: Person, ticketId?: string): Promise<TaskCard[]> {
  const pages = await Promise.all((["todo", "group"] as const).map((tab) => who.send(listTasks, { query: { tab, limit: 100 } })));
  return pages.flatMap(({ body }) => body.data.flatMap(({ task }) => (task && (!ticketId || task.ticketId === ticketId) ? [task] : [])));
}
async function theirs(who: Person): Promise<{ id: string }> {
  const [task] = await inbox(who);
  if (!task) throw new Error("They have nothing to do.");
  return { id: task.id };
}
const nodes = async (who: Person) => (await inbox(who)).map(({ node }) => node).sort();
const complete = async (who: Person, outcome: "approve" | "refuse" | "opinion" = "approve", more: object = {}) =>
  who.send(completeTask, { params: await theirs(who), body: { outcome, ...(outcome === "refuse" && { comment: "No" }), ...more } });
const rowsOf = <Row extends Record<string, unknown>>(sql: string, values: unknown[]) => databases.query<Row>("workflow", sql, values);

/** Whatever happened, replaying the events gives the state, and the counters are what is there. */
async function expectSound(t: Tenant): Promise<void> {
  const instances = await rowsOf<{ id: string; state: State; version: number }>("select id, state, version from instance where tenant_id = $1", [t.id]);
  for (const { id, state } of instances) {
    const events = await rowsOf<{ event: ProcessEvent; at: Date }>(
      "select event, at from instance_event where tenant_id = $1 and instance_id = $2 order by seq",
      [t.id, id],
    );
    const { definition } = (await t.admin.send(getInstanceDefinition, { params: { id } })).body;
    const again = replay(
      Definition.parse(definition),
      events.map(({ event, at }) => ({ event, at: at.toISOString() })),
    );
    expect(JSON.parse(JSON.stringify(again))).toEqual(state);
  }
  const [counted] = await rowsOf("select open_tasks, active_instances, incidents from workflow_counter where tenant_id = $1", [t.id]);
  const [real] = await rowsOf(
    `select (select count(*)::int from task where tenant_id = $1 and status = 'open') as open_tasks,
      (select count(*)::int from instance where tenant_id = $1 and status = 'active') as active_instances,
      (select count(*)::int from incident where tenant_id = $1 and resolved_at is null) as incidents`,
    [t.id],
  );
  expect(counted).toEqual(real);
  expect(
    await rowsOf(
      "select c.task_id from task_candidate c join task k on k.tenant_id = c.tenant_id and k.id = c.task_id where c.tenant_id = $1 and k.status <> 'open'",
      [t.id],
    ),
  ).toEqual([]);
  expect(await rowsOf("select * from outbox where tenant_id = $1", [t.id])).toEqual([]);
}

describe("an instance", () => {
  test("starts once, however often its start comes", async () => {
    const t = await tenant();
    const { id: workflowId } = await published(t, { definition: draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]) });
    const body = {
      ...{ ticketId: newId(), ticketNumber: 7, title: "Chair", priority: "medium", workflowId, workflowVersion: 1, requesterId: t.lee.id },
      ...{ formId: null, formVersion: null, data: null },
    };
    const deliver = (eventId: string, more = {}) =>
      askBy(Date.now() + 10_000, "test").deliver("workflow", [
        { route: `${startInstance.method} ${startInstance.path}`, entity: body.ticketId, eventId, actor: system(t.id), body: { ...body, ...more } },
      ]);
    const eventId = newId();
    expect(await Promise.all([deliver(eventId), deliver(eventId)])).toEqual([[null], [null]]);
    expect(await deliver(eventId)).toEqual([null]);
    expect(await nodes(t.agent)).toEqual(["a"]);
    expect((await t.agent.send(listInstances)).body.data).toMatchObject([{ id: body.ticketId, version: 1, status: "active", at: [{ node: "a", name: "a" }] }]);
    // A version that is not there is refused, so that an admin learns of it.
    expect(await deliver(newId(), { ticketId: newId(), workflowVersion: 9 })).toMatchObject([{ code: "not-found" }]);
  });

  test("shows its way: what is done and when, active and taken, who has it since when, and why they were asked", async () => {
    const t = await tenant();
    const { params } = await begin(
      t,
      draw(
        [start, user("a", asks(t.agent)), exclusive("size", "size-c"), user("b", asks(t.admin)), user("c", asks(t.agent)), end],
        ["start -> a -> size", "size -[amount > 10]> b", "size -> c", "b -> end", "c -> end"],
      ),
      { data: { amount: 20 }, formId: await t.form() },
    );
    const began = (await t.lee.send(getInstance, { params })).body;
    expect(began).toMatchObject({ id: params.id, ticketNumber: 1, status: "active", round: 1, at: [{ node: "a" }], variables: { amount: 20 }, endedAt: null });
    expect(began.nodes.map(({ node, state }) => [node, state])).toEqual([
      ["start", "done"],
      ["a", "active"],
    ]);
    await complete(t.agent);
    const { nodes: steps, flows } = (await t.lee.send(getInstance, { params })).body;
    expect(steps.find(({ node }) => node === "a")).toMatchObject({ state: "done", times: 1, users: [t.agent.id], outcome: "approved" });
    expect(steps.find(({ node }) => node === "b")).toMatchObject({
      state: "active",
      users: [t.admin.id],
      outcome: null,
      why: { from: "users", rule: expect.stringContaining("named"), flow: "size-b", condition: "amount > 10", because: null },
    });
    // It was decided on when the next was come to.
    const when = (id: string) => steps.find(({ node }) => node === id);
    expect([when("a")?.until, when("b")?.until]).toEqual([when("b")?.since, null]);
    expect(when("a")?.since).toBe(began.nodes.find(({ node }) => node === "a")?.since);
    expect([steps.some(({ node }) => node === "c"), flows]).toEqual([false, { "start-a": 1, "a-size": 1, "size-b": 1 }]);
    await complete(t.admin);
    const over = (await t.lee.send(getInstance, { params })).body;
    expect(over).toMatchObject({ status: "completed", at: [], endedAt: expect.any(String), allowedActions: ["reopen", "cc"] });
    expect(over.nodes.map(({ node, state }) => [node, state])).toEqual(["start", "a", "size", "b", "end"].map((node) => [node, "done"]));
    // A new round begins its way again.
    await t.lee.send(reopenTicket, { params });
    expect((await t.lee.send(getInstance, { params })).body.nodes.map(({ node, state }) => [node, state])).toEqual([
      ["start", "done"],
      ["a", "active"],
    ]);
    await t.lee.send(withdrawInstance, { params });
    expect((await t.lee.send(getInstance, { params })).body.nodes.map(({ node, state }) => [node, state])).toEqual([
      ["start", "done"],
      ["a", "skipped"],
    ]);
    await expectSound(t);
  });

  test("is there for agents, its creator and whoever takes part; for others there is none", async () => {
    const t = await tenant();
    const other = await tenant();
    const [stranger, asked, copied] = [
      await t.person("stranger", ["requester"]),
      await t.person("asked", ["requester"]),
      await t.person("copied", ["requester"]),
    ];
    const { params } = await begin(t, draw([start, user("a", asks(asked)), end], ["start -> a -> end"]));
    const task = await theirs(asked);
    const status = async (who: Person) => [(await who.send(getInstance, { params })).status, (await who.send(getTask, { params: task })).status];
    expect([await status(t.agent), await status(t.lee), await status(asked)]).toEqual(Array(3).fill([200, 200]));
    expect([await status(stranger), await status(copied), await status(other.admin)]).toEqual(Array(3).fill([404, 404]));
    expect((await stranger.send(completeTask, { params: task, body: { outcome: "approve" } })).status).toBe(404);
    expect((await t.lee.send(completeTask, { params: task, body: { outcome: "approve" } })).status).toBe(403);
    await asked.send(ccInstance, { params, body: { users: [copied.id], comment: "FYI" } });
    expect(await status(copied)).toEqual([200, 200]);
    expect([(await stranger.send(listInstances)).body.data, (await t.lee.send(listInstances)).body.data.length]).toEqual([[], 1]);
  });

  test("that somebody who opens it has a copy of is read, once", async () => {
    const t = await tenant();
    const { params } = await begin(t, draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]));
    const copy = async () => (await t.admin.send(listTasks, { query: { tab: "cc" } })).body.data[0]?.copy;
    await t.agent.send(ccInstance, { params, body: { users: [t.admin.id, t.admin.id], comment: "FYI" } });
    expect(await copy()).toEqual({ fromId: t.agent.id, comment: "FYI", readAt: null });
    await t.admin.send(getInstance, { params });
    const read = await copy();
    expect(read?.readAt).not.toBeNull();
    expect((await t.admin.send(readInstance, { params })).status).toBe(200);
    expect(await copy()).toEqual(read);
    expect(await t.agent.send(readInstance, { params })).toMatchObject({ status: 403, problem: { code: "not-allowed" } });
    expect((await t.agent.send(ccInstance, { params, body: { users: [newId()] } })).problem.errors).toMatchObject([
      { path: "/body/users/0", code: "unknown-user" },
    ]);
  });

  test("tells admins all that happened, and replaying that gives its state", async () => {
    const t = await tenant();
    const { params } = await begin(t, draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]));
    await complete(t.agent);
    const { data, nextCursor } = (await t.admin.send(listInstanceEvents, { params, query: { limit: 2 } })).body;
    expect([data.map(({ seq, type, actorId }) => [seq, type, actorId]), nextCursor]).toEqual([
      [
        [1, "start", t.lee.id],
        [2, "answer", null],
      ],
      expect.any(String),
    ]);
    const rest = (await t.admin.send(listInstanceEvents, { params, query: { limit: 2, cursor: nextCursor ?? "" } })).body;
    expect([rest.data.map(({ type, actorId }) => [type, actorId]), rest.nextCursor]).toEqual([[["complete", t.agent.id]], null]);
    await expectSound(t);
  });

  test("is listed by status, workflow and incident, in pages", async () => {
    const t = await tenant();
    const { id: workflowId } = await published(t, { definition: draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]) });
    const stuck = await published(t, {
      definition: draw([start, exclusive("x", "x-end"), user("b", asks(t.agent)), end], ["start -> x", "x -[amount > 1]> b", "x -> end", "b -> end"]),
    });
    const tickets = [];
    for (const workflow of [workflowId, workflowId, stuck.id]) tickets.push(await t.ticket({ workflowId: workflow, requesterId: t.lee.id }));
    await t.admin.send(terminateInstance, { params: { id: tickets[0]?.id ?? "" }, body: { reason: "Enough" } });
    const ids = async (query: object) => (await t.agent.send(listInstances, { query })).body.data.map(({ id }) => id);
    const [first, second, third] = tickets.map(({ id }) => id);
    expect(await ids({ status: "terminated" })).toEqual([first]);
    expect(await ids({ workflow: workflowId })).toEqual([second, first]);
    expect(await ids({ workflow: workflowId, workflowVersion: 2 })).toEqual([]);
    expect(await ids({ failed: "true" })).toEqual([third]);
    const page = (await t.agent.send(listInstances, { query: { limit: 2 } })).body;
    expect([page.data.map(({ id }) => id), await ids({ cursor: page.nextCursor ?? "" })]).toEqual([[third, second], [first]]);
    await expectSound(t);
  });
});

describe("a process that reckons with days", () => {
  test("does so where its initiator is", async () => {
    const t = await tenant();
    const { version } = (await t.lee.send(getMe)).body;
    await t.lee.send(updateMe, { body: { version, timeZone: "Pacific/Kiritimati" } });
    const script = { id: "s", name: "s", type: "scriptTask" as const, expression: "string(today())", resultVariable: "day" };
    const { params } = await begin(t, draw([start, script, user("a", asks(t.agent)), end], ["start -> s -> a -> end"]));
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Kiritimati" }).format(new Date());
    expect((await t.lee.send(getInstance, { params })).body.variables).toEqual({ day });
    await expectSound(t);
  });
});

describe("whatever its size", () => {
  test("an instance is kept, shown and acted on", async () => {
    const t = await tenant();
    const keys = ["a", "b", "c", "d"];
    const formId = await t.form({ fields: keys.map((key) => ({ key, label: key, type: "text", maxLength: 10_000 })) } as never);
    const data = Object.fromEntries(keys.map((key) => [key, `"${"长".repeat(3_000)}`]));
    const { params } = await begin(
      t,
      draw([start, user("a", { ...asks(t.agent), fields: { a: "optional" } }), user("b", asks(t.agent)), end], ["start -> a -> b -> end"]),
      { formId, data },
    );
    expect((await t.lee.send(getInstance, { params })).body.variables).toEqual(data);
    expect((await complete(t.agent, "approve", { variables: { a: "短" } })).status).toBe(200);
    expect((await t.lee.send(getTicket, { params })).body.data).toEqual({ ...data, a: "短" });
    await complete(t.agent);
    expect((await t.admin.send(listInstanceEvents, { params })).body.data.map(({ type }) => type)).toEqual([
      "start",
      "answer",
      "complete",
      "answer",
      "complete",
    ]);
    await expectSound(t);
  });
});

describe("while identity is away", () => {
  test("nothing is written that needs its word, and it happens later, once", async () => {
    const t = await tenant();
    const { params } = await begin(t, draw([start, user("a", asks(t.agent)), user("b", asks(t.admin)), end], ["start -> a -> b -> end"]));
    const task = await theirs(t.agent);
    cloud.away("identity");
    const { status, problem } = await t.agent.send(completeTask, { params: task, body: { outcome: "approve" } });
    cloud.away("identity", null);
    expect([status, problem.code]).toEqual([503, "domain-away"]);
    expect((await t.lee.send(getInstance, { params })).body).toMatchObject({ version: 1, at: [{ node: "a" }] });
    expect((await complete(t.agent)).status).toBe(200);
    expect([await nodes(t.agent), await nodes(t.admin)]).toEqual([[], ["b"]]);
    await expectSound(t);
  });
});

describe("people", () => {
  test("claim what several could do: exactly one wins, and the other learns who", async () => {
    const t = await tenant();
    const [chen, liu] = [await t.person("chen", ["agent"]), await t.person("liu", ["agent"])];
    const { id: hr } = (await t.admin.send(createGroup, { body: { name: "hr" } })).body;
    for (const { id: userId } of [chen, liu]) await t.admin.send(addMember, { params: { id: hr }, body: { userId } });
    await begin(t, draw([start, user("a", { participants: [{ from: "groups", groups: ["hr"] }], mode: { type: "claim" } }), end], ["start -> a -> end"]));
    const task = await theirs(chen);
    expect((await chen.send(completeTask, { params: task, body: { outcome: "approve" } })).problem.errors).toMatchObject([{ code: "claim-first" }]);
    const claims = await Promise.all([chen, liu].map((who) => who.send(claimTask, { params: task })));
    expect(claims.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [winner, loser] = claims[0]?.status === 200 ? [chen, liu] : [liu, chen];
    const refused = claims.find(({ status }) => status === 409)?.problem;
    expect([refused?.code, refused?.detail, refused?.errors]).toMatchObject([
      "illegal-transition",
      expect.stringMatching(winner === chen ? /chen/ : /liu/),
      [{ code: "claimed-by-other", params: { holder: winner.id } }],
    ]);
    expect([await nodes(winner), await nodes(loser)]).toEqual([["a"], []]);
    await winner.send(unclaimTask, { params: task });
    expect([await nodes(chen), await nodes(liu)]).toEqual([["a"], ["a"]]);
    // Who joins the group has it at once, who leaves it has it no more.
    const late = await t.person("late", ["agent"]);
    expect(await nodes(late)).toEqual([]);
    await t.admin.send(addMember, { params: { id: hr }, body: { userId: late.id } });
    expect((await late.send(claimTask, { params: await theirs(late) })).status).toBe(200);
    expect((await late.send(completeTask, { params: task, body: { outcome: "approve" } })).status).toBe(200);
    await expectSound(t);
  });

  test("see of the data what their step lets them, and write no more than that", async () => {
    const t = await tenant();
    const formId = await t.form({
      fields: [
        { key: "amount", label: "Amount", type: "number", required: true, min: 1 },
        { key: "salary", label: "Salary", type: "number" },
        { key: "note", label: "Note", type: "text", maxLength: 5 },
        { key: "double", label: "Double", type: "number", computed: "amount * 2" },
      ],
    } as never);
    const fields = { amount: "optional", salary: "hidden", note: "required" } as const;
    const { params } = await begin(t, draw([start, user("a", { ...asks(t.agent), fields }), user("b", asks(t.agent)), end], ["start -> a -> b -> end"]), {
      formId,
      data: { amount: 2, salary: 9 },
    });
    const task = await theirs(t.agent);
    const shown = (await t.agent.send(getTask, { params: task })).body;
    expect([shown.variables, shown.fields, shown.allowedActions.includes("complete")]).toEqual([
      { amount: 2, double: 4 },
      { amount: "optional", note: "required" },
      true,
    ]);
    expect((await t.agent.send(getInstance, { params })).body.variables).toEqual({ amount: 2, double: 4 });
    expect((await t.agent.send(getTicket, { params })).body.data).toEqual({ amount: 2, double: 4 });
    expect((await t.lee.send(getInstance, { params })).body.variables).toMatchObject({ salary: 9 });

    const write = (variables: Record<string, never | string | number>) => t.agent.send(completeTask, { params: task, body: { outcome: "approve", variables } });
    expect((await write({ salary: 1, note: "x" })).problem.errors).toMatchObject([{ path: "/body/variables/salary", code: "fields-not-allowed" }]);
    expect((await write({ double: 5, note: "x" })).status).toBe(400);
    expect((await write({ amount: 3 })).problem.errors).toMatchObject([{ path: "/body/variables/note", code: "fields-missing" }]);
    expect((await write({ note: "far too long" })).problem.errors).toMatchObject([{ path: "/body/variables/note" }]);
    expect((await write({ amount: 0, note: "x" })).problem.errors).toMatchObject([{ path: "/body/variables/amount" }]);
    expect((await write({ amount: 3, note: "ok" })).status).toBe(200);
    expect((await t.lee.send(getTicket, { params })).body.data).toEqual({ amount: 3, salary: 9, note: "ok", double: 6 });
    // The next step hides nothing.
    expect((await t.agent.send(getTask, { params: await theirs(t.agent) })).body.variables).toMatchObject({ salary: 9, double: 6 });
    await expectSound(t);
  });

  test("take a decision back while the next has not acted", async () => {
    const t = await tenant();
    const { params } = await begin(t, draw([start, user("a", asks(t.agent)), user("b", asks(t.admin)), end], ["start -> a -> b -> end"]));
    const task = await theirs(t.agent);
    await complete(t.agent);
    expect((await t.agent.send(getInstance, { params })).body.takeBack).toEqual(["a"]);
    expect((await t.admin.send(takeBackTask, { params: task })).status).toBe(403);
    expect((await t.agent.send(takeBackTask, { params: task })).status).toBe(200);
    expect([await nodes(t.agent), await nodes(t.admin)]).toEqual([["a"], []]);
    await complete(t.agent);
    await complete(t.admin);
    expect((await t.agent.send(takeBackTask, { params: task })).status).toBe(409);
    await expectSound(t);
  });

  test("return it to a step that was done, from where it runs again or comes straight back", async () => {
    const t = await tenant();
    const boss = await t.person("boss", ["agent"]);
    const { params } = await begin(
      t,
      draw([start, user("a", asks(t.agent)), user("b", asks(t.admin)), user("c", asks(boss)), end], ["start -> a -> b -> c -> end"]),
    );
    await complete(t.agent);
    await complete(t.admin);
    const shown = (await boss.send(getTask, { params: await theirs(boss) })).body;
    expect(shown.returnTo).toEqual([
      { node: "a", name: "a", modes: ["rerun", "straight"] },
      { node: "b", name: "b", modes: ["rerun", "straight"] },
    ]);
    const giveBack = async (to: string, mode: "rerun" | "straight") =>
      boss.send(returnTask, { params: await theirs(boss), body: { to, mode, reason: "Look again" } });
    expect((await giveBack("nowhere", "rerun")).problem.errors).toMatchObject([{ path: "/body/to", code: "no-node" }]);
    expect((await giveBack("a", "straight")).status).toBe(200);
    expect([await nodes(t.agent), await nodes(t.admin), await nodes(boss)]).toEqual([["a"], [], []]);
    await complete(t.agent);
    expect([await nodes(t.admin), await nodes(boss)]).toEqual([[], ["c"]]);
    expect((await giveBack("b", "rerun")).status).toBe(200);
    expect([await nodes(t.admin), await nodes(boss)]).toEqual([["b"], []]);
    await complete(t.admin);
    expect((await giveBack("start", "rerun")).status).toBe(200);
    expect([await nodes(t.lee), (await t.lee.send(getTicket, { params })).body.status]).toEqual([["start"], "open"]);
    await t.lee.send(submitInstance, { params });
    expect((await t.lee.send(getInstance, { params })).body).toMatchObject({ round: 2, at: [{ node: "a" }] });
    await expectSound(t);
  });

  test("remind whoever has it, the creator only, and not twice in half an hour", async () => {
    const t = await tenant();
    const { params } = await begin(t, draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]));
    expect((await t.agent.send(urgeInstance, { params })).status).toBe(403);
    const urged = await t.lee.send(urgeInstance, { params, body: { comment: "Please" } });
    expect([urged.status, urged.body.allowedActions.includes("urge")]).toEqual([200, false]);
    const again = await t.lee.send(urgeInstance, { params });
    expect(again.problem).toMatchObject({ status: 429, code: "too-often" });
    // Seconds until it may be asked again.
    const wait = Number(again.headers.get("retry-after"));
    expect(wait > 29 * 60 && wait <= 30 * 60).toBe(true);
    expect((await t.notifications(t.agent.id)).map(({ type }) => type)).toContain("task.urged");
  });

  test("who are named must be active people of the tenant", async () => {
    const t = await tenant();
    const other = await tenant();
    await begin(t, draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]));
    const params = await theirs(t.agent);
    expect((await t.agent.send(transferTask, { params, body: { to: other.agent.id, reason: "Away" } })).problem.errors).toMatchObject([
      { path: "/body/to", code: "unknown-user" },
    ]);
    expect((await t.agent.send(addSign, { params, body: { place: "after", users: [t.admin.id, newId()] } })).problem.errors).toMatchObject([
      { path: "/body/users/1" },
    ]);
    expect((await t.agent.send(transferTask, { params, body: { to: t.admin.id, reason: "Away" } })).status).toBe(200);
    const late = (await t.agent.send(completeTask, { params, body: { outcome: "approve" } })).problem;
    expect([late.status, late.errors]).toMatchObject([409, [{ code: "handed-over", params: { holder: t.admin.id } }]]);
  });
});

describe("an admin", () => {
  const three = (t: Tenant) =>
    draw([start, user("a", asks(t.agent)), user("b", asks(t.agent)), user("c", asks(t.admin)), end], ["start -> a -> b -> c -> end"]);

  test("moves a token with a reason, and ends it with one", async () => {
    const t = await tenant();
    const { params } = await begin(t, three(t));
    expect((await t.agent.send(jumpInstance, { params, body: { to: "c", reason: "Skip" } })).status).toBe(403);
    expect((await t.admin.send(jumpInstance, { params, body: { to: "nowhere", reason: "Skip" } })).problem.errors).toMatchObject([
      { path: "/body/to", code: "no-node" },
    ]);
    expect((await t.admin.send(jumpInstance, { params, body: { to: "c", reason: "Skip" } })).body.at).toEqual([{ node: "c", name: "c" }]);
    expect([await nodes(t.agent), await nodes(t.admin)]).toEqual([[], ["c"]]);
    expect((await t.lee.send(terminateInstance, { params, body: { reason: "Stop" } })).status).toBe(403);
    expect((await t.admin.send(terminateInstance, { params, body: { reason: "Budget" } })).body).toMatchObject({ status: "terminated", at: [] });
    expect((await t.lee.send(getTicket, { params })).body).toMatchObject({ status: "terminated", reason: "Budget" });
    expect(await nodes(t.admin)).toEqual([]);
    await expectSound(t);
  });

  test("corrects the data of one that runs, and what is the form's reaches the ticket", async () => {
    const t = await tenant();
    const { params } = await begin(t, three(t), { formId: await t.form(), data: { amount: 5 } });
    const sent = { params, body: { variables: { amount: 6, extra: "x" }, reason: "Typo" } };
    expect((await t.agent.send(setInstanceVariables, sent)).status).toBe(403);
    expect((await t.admin.send(setInstanceVariables, sent)).body.variables).toEqual({ amount: 6, extra: "x" });
    expect((await t.lee.send(getTicket, { params })).body.data).toEqual({ amount: 6 });
    await expectSound(t);
  });

  test("or its creator reopens what is over: a new round", async () => {
    const t = await tenant();
    const { params } = await begin(t, draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]));
    await complete(t.agent);
    expect((await t.agent.send(reopenTicket, { params })).status).toBe(403);
    const reopened = await t.lee.send(reopenTicket, { params, body: { comment: "It broke again" } });
    expect([reopened.status, reopened.body.status, await nodes(t.agent)]).toEqual([200, "open", ["a"]]);
    expect((await t.lee.send(getInstance, { params })).body).toMatchObject({ status: "active", round: 2, endedAt: null });
    await complete(t.agent);
    expect((await t.lee.send(getTicket, { params })).body.status).toBe("resolved");
    expect((await t.timeline(params.id)).map(({ action }) => action).filter((action) => action !== "ask")).toEqual([
      ...["submit", "approve", "finish", "reopen", "approve", "finish"],
    ]);
    await expectSound(t);
  });
});

describe("an inbox", () => {
  test("shows the ticket's title of now", async () => {
    const t = await tenant();
    const { ticket, params } = await begin(t, draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]));
    const { version } = (await t.agent.send(getTicket, { params })).body;
    expect((await t.agent.send(updateTicket, { params, body: { version, title: "Two chairs" } })).status).toBe(200);
    expect(await inbox(t.agent, ticket.id)).toMatchObject([{ title: "Two chairs" }]);
  });
});

describe("what went wrong elsewhere does not here:", () => {
  test("no vote is lost when all vote at the same instant", async () => {
    const t = await tenant();
    const voters = await Promise.all(Array.from({ length: 8 }, (_, n) => t.person(`voter${n}`, ["agent"])));
    const { params } = await begin(
      t,
      draw([start, user("vote", { ...asks(...voters), mode: { type: "all" } }), user("next", asks(t.admin)), end], ["start -> vote -> next -> end"]),
    );
    const tasks = await Promise.all(voters.map(theirs));
    const votes = await Promise.all(voters.map((who, n) => who.send(completeTask, { params: tasks[n] as { id: string }, body: { outcome: "approve" } })));
    expect(votes.map(({ status }) => status)).toEqual(voters.map(() => 200));
    const approvals = (await t.timeline(params.id)).filter(({ action }) => action === "approve").map(({ actorId }) => actorId);
    expect(approvals.sort()).toEqual(voters.map(({ id }) => id).sort());
    expect((await t.admin.send(getInstance, { params })).body.nodes.find(({ node }) => node === "next")).toMatchObject({ times: 1, state: "active" });
    await expectSound(t);
  });

  test("a withdrawal takes the instance itself out of its state, and the ticket with it", async () => {
    const t = await tenant();
    const { params } = await begin(
      t,
      draw(
        [start, parallel("fork"), user("a", asks(t.agent)), user("b", asks(t.admin)), parallel("join"), end],
        ["start -> fork", "fork -> a -> join", "fork -> b -> join", "join -> end"],
      ),
    );
    const withdrawn = await t.lee.send(withdrawInstance, { params, body: { reason: "Mistake" } });
    expect(withdrawn.body).toMatchObject({ status: "withdrawn", at: [], allowedActions: expect.arrayContaining(["submit"]) });
    expect([await nodes(t.agent), await nodes(t.admin), (await t.lee.send(getTicket, { params })).body.status]).toEqual([[], [], "withdrawn"]);
    expect((await t.admin.send(listTickets, { query: { status: "withdrawn" } })).body.data).toHaveLength(1);
    await t.lee.send(submitInstance, { params });
    expect([await nodes(t.agent), await nodes(t.admin)]).toEqual([["a"], ["b"]]);
    await expectSound(t);
  });

  test("of a parallel split the people of every branch are told, not of the last one only", async () => {
    const t = await tenant();
    const people = await Promise.all(["x", "y", "z"].map((name) => t.person(name, ["agent"])));
    const names = people.map((_, n) => `b${n}`);
    await begin(
      t,
      draw(
        [start, parallel("fork"), ...people.map((who, n) => user(`b${n}`, asks(who))), parallel("join"), end],
        ["start -> fork", ...names.map((name) => `fork -> ${name} -> join`), "join -> end"],
      ),
    );
    for (const { id } of people) expect((await t.notifications(id)).map(({ type }) => type)).toEqual(["task.assigned"]);
  });

  test("whoever was added finishes like anybody, in every place, and so does the step", async () => {
    const t = await tenant();
    const [before, beside, after] = await Promise.all(["before", "beside", "after"].map((name) => t.person(name, ["agent"])));
    if (!before || !beside || !after) throw new Error("Nobody is there.");
    const { params } = await begin(t, draw([start, user("a", asks(t.agent)), end], ["start -> a -> end"]));
    const mine = await theirs(t.agent);
    // Whoever is added before holds the others up, so they come last.
    for (const [place, who] of [
      ["beside", beside],
      ["after", after],
      ["before", before],
    ] as const)
      expect((await t.agent.send(addSign, { params: mine, body: { place, users: [who.id] } })).status).toBe(200);
    expect((await t.agent.send(getTask, { params: mine })).body).toMatchObject({
      status: "held",
      others: expect.arrayContaining([expect.objectContaining({ part: "before" })]),
    });
    expect((await complete(before, "opinion", { comment: "Fine" })).status).toBe(200);
    expect((await complete(t.agent)).status).toBe(200);
    expect((await complete(beside)).status).toBe(200);
    expect((await complete(after)).status).toBe(200);
    expect((await t.lee.send(getInstance, { params })).body.status).toBe("completed");
    await expectSound(t);
  });

  test("whoever was added can be taken out again, but never the last", async () => {
    const t = await tenant();
    const { params } = await begin(t, draw([start, user("a", { ...asks(t.agent), mode: { type: "all" } }), end], ["start -> a -> end"]));
    const mine = await theirs(t.agent);
    await t.agent.send(addSign, { params: mine, body: { place: "beside", users: [t.admin.id] } });
    const added = await theirs(t.admin);
    expect((await t.agent.send(getTask, { params: mine })).body.allowedActions).toContain("remove-sign");
    expect((await t.agent.send(removeSign, { params: mine, body: { task: added.id, reason: "No need" } })).status).toBe(200);
    expect(await nodes(t.admin)).toEqual([]);
    expect((await t.admin.send(removeSign, { params: mine })).problem).toMatchObject({ status: 409, errors: [{ code: "last-person" }] });
    await complete(t.agent);
    expect((await t.lee.send(getInstance, { params })).body.status).toBe("completed");
  });
});
