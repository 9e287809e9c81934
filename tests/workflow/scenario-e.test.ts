// SCENARIOS.md E2–E4: check, simulate, publish and change; E1 is the console's.
import { describe, expect, test } from "vitest";
import { getInstance } from "../../shared/contract/instance";
import { simulateWorkflow } from "../../shared/contract/simulation";
import { completeTask, listTasks } from "../../shared/contract/task";
import { getWorkflowVersion, publishWorkflow, updateWorkflow, updateWorkflowVersion } from "../../shared/contract/workflow";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, end, exclusive, line, parallel, start, user } from "../process/support/draw";
import { expectProcessesSettled } from "../support/replayed";
import { openTickets, type Tenant } from "../ticket/fixture";
import { draft, published } from "./fixture";

const { cloud, tenant } = await openTickets();

const agent = (t: Tenant) => ({ participants: [{ from: "users" as const, users: [t.agent.id] }] });

/** E1's picture: 审批, then one of two by the amount. */
const byAmount = (t: Tenant): DefinitionInput =>
  draw(
    [start, user("审批", agent(t)), exclusive("g", "g-large"), user("small", agent(t)), user("large", agent(t)), end],
    ["start -> 审批 -> g", "g -[amount <= 5000]> small", "g -> large -> end", "small -> end"],
  );
const amount = [{ key: "amount", label: "金额", type: "number", required: true, min: 0.01, step: 0.01 }];

describe("E2: publishing is refused, with the element that is meant", () => {
  const someone = { participants: [{ from: "roles" as const, roles: ["agent"] }] };
  const approve = user("approve", someone);
  const cases: [fault: string, elementId: string | undefined, definition: DefinitionInput][] = [
    ["no end", undefined, draw([start, approve], ["start -> approve"])],
    ["an unreachable node", "island", draw([start, approve, user("island", someone), end], ["start -> approve -> end", "island -> end"])],
    ["a human node without participants", "approve", draw([start, user("approve", { participants: [] }), end], ["start -> approve -> end"])],
    [
      "a gateway without default",
      "g",
      draw([start, exclusive("g"), approve, user("other", someone), end], ["start -> g", "g -[amount > 1]> approve -> end", "g -[amount <= 1]> other -> end"]),
    ],
    [
      "a condition on the unknown field `amout`",
      "g-approve",
      draw([start, exclusive("g", "g-end"), approve, end], ["start -> g", "g -[amout > 1]> approve -> end", "g -> end"]),
    ],
    [
      "a parallel split joined by an exclusive gateway",
      "join",
      draw(
        [start, parallel("fork"), approve, user("other", someone), exclusive("join"), end],
        ["start -> fork -> approve -> join -> end", "fork -> other -> join"],
      ),
    ],
    ["an empty name", "approve", draw([start, user("approve", { ...someone, name: "" }), end], ["start -> approve -> end"])],
  ];

  test.each(cases)("%s", async (_, elementId, definition) => {
    const t = await tenant();
    const formId = await t.form({ fields: amount as never });
    const { id } = await draft(t, { formId, definition });

    const { status, problem } = await t.admin.send(publishWorkflow, { params: { id } });

    expect([status, problem.code]).toEqual([400, "invalid-input"]);
    expect(problem.errors?.every(({ path, code }) => path.startsWith("/definition") && code)).toBe(true);
    if (elementId) expect(problem.errors?.map((error) => error.elementId)).toContain(elementId);
  });
});

describe("E3: a simulation", () => {
  test("with 5,000 goes one way, with 5,000.01 the other, and two cases cover all flows; nothing is made", async () => {
    const t = await tenant();
    const formId = await t.form({ fields: amount as never });
    const { id } = await draft(t, { formId, definition: byAmount(t) });
    const run = async (value: number) => (await t.admin.send(simulateWorkflow, { params: { id }, body: { data: { amount: value } } })).body;

    const [small, large] = [await run(5000), await run(5000.01)];

    expect([small.path, large.path]).toEqual([
      ["start", "审批", "g", "small", "end"],
      ["start", "审批", "g", "large", "end"],
    ]);
    expect([small.status, large.status, small.coverage]).toEqual(["completed", "completed", 4 / 6]);
    expect(new Set([...small.flows, ...large.flows]).size).toBe(byAmount(t).flows.length);
    expect(await t.databases.query("workflow", "select id from instance where tenant_id = $1", [t.id])).toEqual([]);
    expect(await t.tickets()).toEqual([]);
  });

  test("with null is refused by the form where it asks for an amount, and is an incident where nobody does", async () => {
    const t = await tenant();
    const formId = await t.form({ fields: amount as never });
    const asked = await draft(t, { formId, definition: byAmount(t) });
    const free = await draft(t, { formId: await t.form({ fields: [{ ...amount[0], required: false }] as never }), definition: byAmount(t) });
    const run = (id: string) => t.admin.send(simulateWorkflow, { params: { id }, body: { data: { amount: null } } });

    const refused = await run(asked.id);
    expect([refused.status, refused.problem.errors?.map(({ path }) => path)]).toEqual([400, ["/body/data/amount"]]);
    const { body } = await run(free.id);
    expect(body).toMatchObject({ status: "active", incidents: [{ node: "g", code: "condition-undecided" }], waitsFor: ["g"] });
  });
});

describe("E4: a change of a process", () => {
  test("is for new tickets: what was raised on version 1 ends on version 1, which never changes", async () => {
    const t = await tenant();
    const first = await published(t, { definition: line(user("一审", agent(t)), user("二审", agent(t))) });
    const raise = async () => {
      const { id } = await t.ticket({ workflowId: first.id });
      await cloud.drain();
      return id;
    };
    const one = await raise();
    const changed = await t.admin.send(updateWorkflow, {
      params: { id: first.id },
      body: { version: first.version, definition: line(user("终审", agent(t))) },
    });
    const second = await t.admin.send(publishWorkflow, { params: { id: first.id }, body: { version: changed.body.version } });
    expect(second.body.publishedVersion).toBe(2);
    const two = await raise();

    expect([await wayOf(t, one), await wayOf(t, two)]).toEqual([
      [1, "一审", "二审"],
      [2, "终审"],
    ]);
    const edited = await t.admin.send(updateWorkflowVersion, { params: { id: first.id, n: 1 }, body: { definition: line(user("改", agent(t))) } });
    expect([edited.status, edited.problem.code]).toEqual([409, "illegal-transition"]);
    expect((await t.admin.send(updateWorkflowVersion, { params: { id: first.id, n: 3 }, body: {} })).status).toBe(404);
    // The draft that version 1 was made of is gone, too, and editing it is told so.
    const stale = await t.admin.send(updateWorkflow, { params: { id: first.id }, body: { version: first.version, definition: line(user("改", agent(t))) } });
    expect([stale.status, stale.problem.code]).toEqual([409, "stale"]);
    const kept = await t.admin.send(getWorkflowVersion, { params: { id: first.id, n: 1 } });
    expect(kept.body.definition.nodes.map(({ id }) => id)).toEqual(["start", "一审", "二审", "end"]);
    await expectProcessesSettled(t);
  });
});

/** The version that it runs on, and the steps that were asked until it was over. */
async function wayOf(t: Tenant, id: string): Promise<(string | number)[]> {
  const steps: (string | number)[] = [];
  for (;;) {
    const { body } = await t.admin.send(getInstance, { params: { id } });
    if (steps.length === 0) steps.push(body.workflowVersion);
    if (body.status !== "active") return steps;
    const task = (await t.agent.send(listTasks)).body.data.find(({ instanceId }) => instanceId === id)?.task;
    if (!task) throw new Error("It waits for nobody.");
    steps.push(task.node);
    const done = await t.agent.send(completeTask, { params: { id: task.id }, body: { outcome: "approve" } });
    if (done.status !== 200) throw new Error(done.text);
  }
}
