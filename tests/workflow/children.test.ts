// Call activities: what a process calls runs as an instance of its own, and the ticket hears of one process.
import type { SQSRecord } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { handler as nudged } from "../../functions/workflow/work";
import { getInstance, listInstances, terminateInstance, withdrawInstance } from "../../shared/contract/instance";
import { completeTask, listTasks } from "../../shared/contract/task";
import { getTicket } from "../../shared/contract/ticket";
import { publishWorkflow, updateWorkflow } from "../../shared/contract/workflow";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, end, type NodeInput, start, user } from "../process/support/draw";
import { openTickets, type Person, type Tenant } from "../ticket/fixture";
import { draft, published } from "./fixture";

const { databases, tenant } = await openTickets();

const asks = (...people: Person[]) => ({ participants: [{ from: "users" as const, users: people.map(({ id }) => id) }] });
const call = (calledElement: string, more: Partial<Extract<NodeInput, { type: "callActivity" }>> = {}): NodeInput => ({
  id: "call",
  name: "Call",
  type: "callActivity",
  calledElement,
  ...more,
});

async function begin(
  t: Tenant,
  called: DefinitionInput,
  more: Partial<Extract<NodeInput, { type: "callActivity" }>> = {},
  calling: (call: NodeInput) => DefinitionInput = straight(t),
) {
  const child = await published(t, { name: "Check", definition: called });
  const parent = await published(t, { name: "Main", definition: calling(call(child.id, more)) });
  const ticket = await t.ticket({ title: "Chair", workflowId: parent.id, requesterId: t.lee.id });
  await payAll();
  const children = async () => (await t.admin.send(listInstances, { query: { limit: 100 } })).body.data.filter(({ parentId }) => parentId !== null);
  return { params: { id: ticket.id }, children, child };
}
const straight = (t: Tenant) => (call: NodeInput) => draw([start, call, user("last", asks(t.agent)), end], ["start -> call -> last -> end"]);
const task = async (who: Person) => (await who.send(listTasks)).body.data[0]?.task;
async function complete(who: Person, outcome: "approve" | "refuse" = "approve") {
  const done = await who.send(completeTask, { params: { id: (await task(who))?.id ?? "" }, body: { outcome, comment: "Seen" } });
  await payAll();
  return done;
}

/** What is left for want of time, on a busy machine, nudges make. */
async function payAll(): Promise<void> {
  const record = {
    messageId: "nudge",
    receiptHandle: "nudge",
    body: JSON.stringify({ type: "nudge", last: true }),
    attributes: { ApproximateReceiveCount: "1" },
  };
  const context = { awsRequestId: "test", getRemainingTimeInMillis: () => 30_000 } as Parameters<typeof nudged>[1];
  for (let turn = 0; turn < 20 && (await databases.query("workflow", "select 1 from outbox", [])).length > 0; turn++) {
    await databases.query("workflow", "update outbox set next_try_at = now()", []);
    await nudged({ Records: [record as SQSRecord] }, context);
  }
}
const nothingOwed = async (t: Tenant) => expect(await databases.query("workflow", "select * from outbox where tenant_id = $1", [t.id])).toEqual([]);

// A loaded machine leaves calls to a nudge that this clock never brings: once more, then.
describe("a call activity", { retry: 2 }, () => {
  test("goes on with what it called, whose people and decisions the ticket shows as its own", async () => {
    const t = await tenant();
    const { params, children } = await begin(t, draw([start, user("look", { ...asks(t.admin), resultVariable: "verdict" }), end], ["start -> look -> end"]), {
      inputs: { days: "1 + 1" },
      outputs: { looked: "verdict" },
    });
    const [child] = await children();
    expect(child).toMatchObject({ ticketId: params.id, parentId: params.id, workflowName: "Check", status: "active", title: "Chair" });
    expect((await t.lee.send(getInstance, { params })).body).toMatchObject({ at: [{ node: "call" }], children: [{ node: "call", instanceId: child?.id }] });
    expect(await task(t.admin)).toMatchObject({ ticketId: params.id, ticketNumber: 1, instanceId: child?.id, node: "look" });
    const asked = (await t.admin.send(getTicket, { params })).body;
    expect([asked.process?.handlers, asked.process?.tasks.map(({ node }) => node)]).toEqual([[t.admin.id], ["look"]]);

    expect((await complete(t.admin)).status).toBe(200);
    expect((await children())[0]?.status).toBe("completed");
    expect((await t.lee.send(getInstance, { params })).body).toMatchObject({ at: [{ node: "last" }], variables: { looked: "approved" } });
    expect((await t.lee.send(getTicket, { params })).body).toMatchObject({ status: "in_progress", process: { handlers: [t.agent.id] } });
    await complete(t.agent);
    expect((await t.lee.send(getTicket, { params })).body.status).toBe("resolved");
    const told = (await t.timeline(params.id)).filter(({ action }) => action !== "ask");
    expect(told.map(({ action, nodeName }) => [action, nodeName])).toEqual([
      ["submit", null],
      ["approve", "Check · look"],
      ["approve", "last"],
      ["finish", null],
    ]);
    await nothingOwed(t);
  });

  test("that ends takes along what it called", async () => {
    const t = await tenant();
    const { params, children } = await begin(t, draw([start, user("look", asks(t.admin)), end], ["start -> look -> end"]));
    const [child] = await children();
    expect((await t.lee.send(withdrawInstance, { params: { id: child?.id ?? "" } })).status).toBe(409);
    expect((await t.lee.send(withdrawInstance, { params })).status).toBe(200);
    await payAll();
    expect([(await children())[0]?.status, await task(t.admin)]).toEqual(["terminated", undefined]);
    expect((await t.lee.send(getTicket, { params })).body).toMatchObject({ status: "withdrawn", process: { handlers: [] } });
    await nothingOwed(t);
  });

  test("whose call was refused stands still with an incident, or goes on by the way that is drawn for it", async () => {
    const t = await tenant();
    const called = draw([start, user("look", asks(t.admin)), end], ["start -> look -> end"]);
    const stuck = await begin(t, called);
    await complete(t.admin, "refuse");
    expect([(await stuck.children())[0]?.status, (await t.lee.send(getInstance, { params: stuck.params })).body.incidents]).toEqual(["terminated", 1]);
    expect((await t.lee.send(getTicket, { params: stuck.params })).body).toMatchObject({
      status: "in_progress",
      process: { incident: expect.stringContaining("rejected") },
    });

    const caught = await begin(t, called, {}, (call) =>
      draw(
        [
          start,
          call,
          { id: "edge", type: "boundaryEvent", attachedTo: "call", eventDefinition: { type: "error", code: "rejected" } },
          user("repair", asks(t.lee)),
          end,
        ],
        ["start -> call -> end", "edge -> repair -> end"],
      ),
    );
    await complete(t.admin, "refuse");
    expect((await t.lee.send(getInstance, { params: caught.params })).body.at).toEqual([{ node: "repair", name: "repair" }]);
    await t.admin.send(terminateInstance, { params: stuck.params, body: { reason: "Enough" } });
    await payAll();
    await nothingOwed(t);
  });

  test("follows another, and another inside of it", async () => {
    const t = await tenant();
    const inner = await published(t, { definition: draw([start, end], ["start -> end"]) });
    const middle = await published(t, { definition: draw([start, call(inner.id), end], ["start -> call -> end"]) });
    const calls = ["one", "two"].map((id) => ({ ...call(middle.id), id }));
    const outer = await published(t, { definition: draw([start, ...calls, end], ["start -> one -> two -> end"]) });
    const ticket = await t.ticket({ workflowId: outer.id, requesterId: t.lee.id });
    await payAll();
    expect((await t.lee.send(getTicket, { params: { id: ticket.id } })).body.status).toBe("resolved");
    expect((await t.admin.send(listInstances, { query: { status: "completed" } })).body.data).toHaveLength(5);
    await nothingOwed(t);
  });

  test("that calls nothing, or itself without end, is an incident", async () => {
    const t = await tenant();
    const itself = await draft(t, { definition: draw([start, end], ["start -> end"]) });
    const { version } = (await t.admin.send(updateWorkflow, { params: { id: itself.id }, body: { version: 1, definition: straight(t)(call(itself.id)) } }))
      .body;
    await t.admin.send(publishWorkflow, { params: { id: itself.id }, body: { version } });
    const deep = await t.ticket({ workflowId: itself.id, requesterId: t.lee.id });
    await payAll();
    expect((await t.lee.send(getTicket, { params: { id: deep.id } })).body.process?.incident).toContain("10 deep");
    await nothingOwed(t);
    const nothing = await published(t, { definition: straight(t)(call(crypto.randomUUID())) });
    const first = await t.ticket({ workflowId: nothing.id, requesterId: t.lee.id });
    await payAll();
    expect((await t.lee.send(getTicket, { params: { id: first.id } })).body.process?.incident).toContain("no workflow");
    await nothingOwed(t);
  });
});
