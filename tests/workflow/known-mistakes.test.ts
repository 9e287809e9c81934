/** What engines and approval systems of good name got wrong, through the whole platform (others of the kind: instances.test.ts). */
import { describe, expect, test } from "vitest";
import { listIncidents, resolveIncident } from "../../shared/contract/incident";
import { getInstance } from "../../shared/contract/instance";
import { completeTask, delegateTask, listTasks } from "../../shared/contract/task";
import { getTicket } from "../../shared/contract/ticket";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, edge, end, exclusive, inclusive, line, parallel, pass, start, timer, user } from "../process/support/draw";
import { expectProcessesSettled } from "../support/replayed";
import type { Person } from "../ticket/fixture";
import { published, straight } from "./fixture";
import { type Office, openRunning } from "./running";

const { office, later, goOn, query } = await openRunning();

const asked = (...people: Person[]) => ({ participants: [{ from: "users" as const, users: people.map(({ id }) => id) }] });
const todo = async (who: Person, instanceId: string) =>
  (await who.send(listTasks, { query: { limit: 100 } })).body.data.flatMap(({ task }) => (task?.instanceId === instanceId ? [task] : []));
const complete = async (who: Person, instanceId: string, more: object = {}, node?: string) => {
  const task = (await todo(who, instanceId)).find((one) => node === undefined || one.node === node);
  return who.send(completeTask, { params: { id: task?.id ?? "" }, body: { outcome: "approve", ...more } });
};
const instance = async ({ admin }: Office, id: string) => (await admin.send(getInstance, { params: { id } })).body;

describe("fields that a step requires", () => {
  const fields = ["budget", "note"].map((key) => ({ key, label: key, type: "text" }));
  const requires = (t: Office, ...people: Person[]): DefinitionInput =>
    line(user("do", { ...asked(...people), fields: { budget: "required", note: "optional" } }), user("next", asked(t.admin)));

  test("must be there whenever it is approved, not only where something is sent along", async () => {
    const t = await office();
    const id = await t.runs(requires(t, t.agent), { formId: await t.form({ fields: fields as never }), data: {} });
    for (const variables of [undefined, {}, { note: "x" }, { budget: "" }, { budget: null }]) {
      const { status, problem } = await complete(t.agent, id, { ...(variables && { variables }) });
      expect([variables, status, problem.errors?.[0]?.path]).toEqual([variables, 400, "/body/variables/budget"]);
    }
    expect((await complete(t.agent, id, { outcome: "refuse", comment: "no" })).status).toBe(200);
  });

  test("are required of the owner to whom it returns too, whoever did it for them", async () => {
    const t = await office();
    const ann = await t.person("ann", ["agent"]);
    const id = await t.runs(requires(t, t.agent), { formId: await t.form({ fields: fields as never }), data: {} });
    const [task] = await todo(t.agent, id);
    await t.agent.send(delegateTask, { params: { id: task?.id ?? "" }, body: { to: ann.id } });
    expect((await complete(ann, id)).status).toBe(200);
    expect((await complete(t.agent, id)).problem.errors?.[0]).toMatchObject({ path: "/body/variables/budget", code: "fields-missing" });
    expect((await complete(t.agent, id, { variables: { budget: "12" } })).status).toBe(200);
    expect((await instance(t, id)).at).toMatchObject([{ node: "next" }]);
  });
});

describe("a gateway", () => {
  /** As an older release, or another hand, may have left it: nobody could publish it. */
  async function runsUnchecked(t: Office, definition: DefinitionInput, data: Record<string, unknown>): Promise<string> {
    const formId = await t.form({ fields: [{ key: "x", label: "x", type: "number" }] as never });
    const { id: workflowId } = await published(t, { formId, definition: straight() });
    await query("workflow", "update workflow_version set definition = $3 where tenant_id = $1 and workflow_id = $2", [
      t.id,
      workflowId,
      JSON.stringify(definition),
    ]);
    return (await t.ticket({ workflowId, formId, data, requesterId: t.lee.id })).id;
  }

  test.each(["exclusive", "inclusive"] as const)(
    "(%s) of which no way is true is an incident that the ticket shows, and moves nothing in silence",
    async (kind) => {
      const t = await office();
      const gateway = kind === "exclusive" ? exclusive("g") : inclusive("g");
      const definition = draw(
        [start, gateway, user("a", asked(t.agent)), user("b", asked(t.agent)), end],
        ["start -> g", "g -[x > 1]> a -> end", "g -[x > 2]> b -> end"],
      );
      const id = await runsUnchecked(t, definition, { x: 1 });
      await goOn();
      expect((await t.admin.send(listIncidents, { query: { instance: id } })).body.data).toMatchObject([{ node: "g", code: "no-way-out" }]);
      expect(await todo(t.agent, id)).toEqual([]);
      const { body } = await t.lee.send(getTicket, { params: { id } });
      expect(body.process?.incident).toBeTruthy();
      await expectProcessesSettled(t);
    },
  );

  test("whose condition can't be decided does not take it for false", async () => {
    const t = await office();
    const definition = draw(
      [start, exclusive("g", "g-b"), user("a", asked(t.agent)), user("b", asked(t.agent)), end],
      ["start -> g", "g -[x > 1]> a -> end", "g -> b -> end"],
    );
    const formId = await t.form({ fields: [{ key: "x", label: "x", type: "number" }] as never });
    const id = await t.runs(definition, { formId, data: {} });
    expect(await t.incidents(id)).toMatchObject([{ code: "condition-undecided" }]);
    expect(await todo(t.agent, id)).toEqual([]);
  });
});

describe("a join", () => {
  test("goes on where a boundary event took one of its branches away", async () => {
    const t = await office();
    const definition = draw(
      [
        start,
        parallel("fork"),
        user("a", asked(t.agent)),
        user("b", asked(t.admin)),
        edge("late", "a", timer("PT1H")),
        pass("mail"),
        { id: "gone", type: "endEvent" },
        inclusive("join"),
        user("next", asked(t.lee)),
        end,
      ],
      ["start -> fork -> a -> join -> next -> end", "fork -> b -> join", "late -> mail -> gone"],
    );
    const id = await t.runs(definition);
    await complete(t.admin, id);
    expect((await instance(t, id)).at).toMatchObject([{ node: "a" }]);
    await later(3_700);
    await goOn();
    expect(await instance(t, id)).toMatchObject({ at: [{ node: "next" }], incidents: 0 });
    await expectProcessesSettled(t);
  });

  test("keeps no token where a flow into it was taken twice in a loop", async () => {
    const t = await office();
    const definition = draw(
      [
        start,
        parallel("fork"),
        exclusive("merge"),
        user("a", { ...asked(t.agent), onRefusal: "continue", resultVariable: "said" }),
        inclusive("more", "more-join"),
        user("b", asked(t.admin)),
        inclusive("join"),
        user("next", asked(t.lee)),
        end,
      ],
      ["start -> fork -> merge -> a -> more", 'more -[said = "refused"]> merge', "more -> join -> next -> end", "fork -> b -> join"],
    );
    const id = await t.runs(definition);
    await complete(t.agent, id, { outcome: "refuse", comment: "again" });
    await complete(t.agent, id);
    await complete(t.admin, id);
    expect(await instance(t, id)).toMatchObject({ at: [{ node: "next" }], incidents: 0, flows: { "more-merge": 1, "more-join": 1 } });
    await complete(t.lee, id);
    expect((await instance(t, id)).status).toBe("completed");
    await expectProcessesSettled(t);
  });

  test("that gets the same flow twice goes on with each, and the process still ends", async () => {
    const t = await office();
    // Two tokens come along a-join, one after the other, while b is still at work.
    const nodes = [
      start,
      parallel("fork"),
      user("a", asked(t.agent)),
      user("wait", asked(t.admin)),
      user("b", asked(t.admin)),
      inclusive("join"),
      user("next", asked(t.lee)),
      end,
    ];
    const id = await t.runs(draw(nodes, ["start -> fork -> a -> join -> next -> end", "fork -> wait -> a", "fork -> b -> join"]));
    await complete(t.admin, id, {}, "wait");
    for (const task of await todo(t.agent, id)) await t.agent.send(completeTask, { params: { id: task.id }, body: { outcome: "approve" } });
    await complete(t.admin, id, {}, "b");
    for (let turn = 0; turn < 3; turn++)
      for (const task of await todo(t.lee, id)) await t.lee.send(completeTask, { params: { id: task.id }, body: { outcome: "approve" } });
    expect((await instance(t, id)).status).toBe("completed");
    expect((await t.lee.send(getTicket, { params: { id } })).body.status).toBe("resolved");
    await expectProcessesSettled(t);
  });
});

test("a timer after which the instance would be too large is not tried for ever: an incident says so, and with room made it goes on", async () => {
  const t = await office();
  const copies = (from: number, to: number) => Object.fromEntries(Array.from({ length: to - from }, (_, n) => [`c${from + n}`, "big"]));
  const fill = (id: string, fields: Record<string, string>) => ({
    id,
    name: id,
    type: "serviceTask" as const,
    connector: { type: "setFields" as const, fields },
  });
  const wait = { id: "wait", type: "intermediateCatchEvent" as const, eventDefinition: timer("PT1M") };
  const definition = line(fill("some", copies(0, 15)), wait, fill("more", copies(15, 18)), user("next", asked(t.agent)));
  const formId = await t.form({ fields: [{ key: "big", label: "big", type: "textarea", maxLength: 10_000 }] as never });
  const id = await t.runs(definition, { formId, data: { big: "大".repeat(10_000) } });
  expect((await instance(t, id)).at).toMatchObject([{ node: "wait" }]);

  await later(70);
  await goOn();
  const [incident] = (await t.admin.send(listIncidents, { query: { instance: id } })).body.data;
  expect(incident).toMatchObject({ code: "too-large", node: "wait" });
  expect((await t.lee.send(getTicket, { params: { id } })).body.process?.incident).toBe(incident?.message);

  await t.admin.send(resolveIncident, { params: { id: incident?.id ?? "" }, body: { variables: { c0: null, c1: null, c2: null } } });
  await goOn();
  expect((await instance(t, id)).at).toMatchObject([{ node: "next" }]);
  await expectProcessesSettled(t);
});
