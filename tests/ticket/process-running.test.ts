// A ticket and its process together: what its readers see and may do, and how it begins again.
import { beforeEach, describe, expect, test } from "vitest";
import type * as z from "zod";
import { ccInstance, terminateInstance } from "../../shared/contract/instance";
import { completeTask, listTasks } from "../../shared/contract/task";
import { listTickets, moveTicket, reopenTicket, updateTicket } from "../../shared/contract/ticket";
import type { DefinitionInput } from "../../shared/process/definition";
import { published } from "../workflow/fixture";
import type { Person } from "./fixture";
import { counters, openProcesses, see } from "./process-fixture";

const { cloud, tenant, workflow } = await openProcesses();

describe("a process that runs", () => {
  beforeEach(() => {
    workflow("takes");
  });

  /** Start, somebody by name who doesn't see the salary, whom the requester chose, end. */
  const hiring = (first: string): DefinitionInput => ({
    nodes: [
      { id: "start", type: "startEvent" },
      { id: "first", type: "userTask", name: "First", participants: [{ from: "users", users: [first] }], fields: { salary: "hidden", grade: "optional" } },
      { id: "second", type: "userTask", name: "Second", participants: [{ from: "chosen" }], fields: { salary: "optional" } },
      { id: "end", type: "endEvent" },
    ],
    flows: [
      { id: "a", from: "start", to: "first" },
      { id: "b", from: "first", to: "second" },
      { id: "c", from: "second", to: "end" },
    ],
  });

  async function hire() {
    const t = await tenant();
    const asked = await t.person("asked", ["requester"]);
    const fields = [
      { key: "salary", label: "Salary", type: "number" },
      { key: "grade", label: "Grade", type: "text" },
    ];
    const formId = await t.form({ fields: fields as never });
    const { id: workflowId } = await published(t, { formId, definition: hiring(asked.id) });
    const raised = { title: "Hire", workflowId, formId, data: { salary: 100, grade: "A" }, chosen: { second: [t.agent.id] } };
    return { t, asked, raised, ticket: await t.ticket({ ...raised, requesterId: t.lee.id }) };
  }
  type Hired = Awaited<ReturnType<typeof hire>>;

  async function complete({ ticket }: Pick<Hired, "ticket">, by: Person, more: Partial<z.input<typeof completeTask.body>> = {}) {
    const { data } = (await by.send(listTasks)).body;
    const task = data.find(({ ticketId }) => ticketId === ticket.id)?.task;
    const done = await by.send(completeTask, { params: { id: task?.id ?? "" }, body: { outcome: "approve", ...more } });
    expect([done.status, done.text]).toEqual([200, expect.any(String)]);
  }

  test("has asked whom it asks by the time that its ticket's maker has an answer, which is the ticket as it is now", async () => {
    const { t, asked, ticket } = await hire();
    expect(ticket).toMatchObject({ status: "open", process: { handlers: [asked.id] } });
    expect(ticket.pending).toBeUndefined();
    const edited = await t.agent.send(updateTicket, { params: { id: ticket.id }, body: { version: ticket.version, title: "Hire her" } });
    expect(edited.status).toBe(200);
    expect((await asked.send(listTasks)).body.data).toMatchObject([{ ticketId: ticket.id, title: "Hire her" }]);
  });

  test("says on its ticket what each reader may do to it now", async () => {
    const hired = await hire();
    const { t, asked, ticket } = hired;
    const may = async (by: Person) => {
      const { allowedActions, process } = await see(t, ticket, by);
      return { actions: allowedActions, tasks: process?.tasks.map(({ node, actions }) => [node, ...actions]), takeBack: process?.takeBack };
    };
    expect(await may(t.lee)).toEqual({ actions: ["edit", "comment", "withdraw", "urge", "cc"], tasks: [], takeBack: [] });
    expect((await may(t.admin)).actions).toEqual(expect.arrayContaining(["jump", "terminate", "variables"]));
    expect((await may(asked)).tasks).toEqual([expect.arrayContaining(["first", "complete", "transfer"])]);
    await complete(hired, asked);
    expect(await may(asked)).toMatchObject({ tasks: [], takeBack: ["first"] });
    expect((await may(t.agent)).tasks).toEqual([expect.arrayContaining(["second", "complete"])]);
    // A list does not ask.
    const [listed] = (await t.lee.send(listTickets)).body.data;
    expect(listed).toMatchObject({ allowedActions: ["comment"], process: { handlers: [t.agent.id] } });
  });

  test("hides on its ticket, too, what a node hides from whoever has or had it, and from nobody else", async () => {
    const hired = await hire();
    const { t, asked, ticket } = hired;
    const sees = async (by: Person) => (await see(t, ticket, by)).data;
    const all = { salary: 100, grade: "A" };
    expect([await sees(asked), await sees(t.agent), await sees(t.lee), await sees(t.admin)]).toEqual([{ grade: "A" }, all, all, all]);
    await complete(hired, asked, { variables: { grade: "B" } });
    await complete(hired, t.agent, { variables: { salary: 200 } });
    expect([await sees(asked), await sees(t.agent), await sees(t.lee)]).toEqual([{ grade: "B" }, ...Array(2).fill({ salary: 200, grade: "B" })]);
    const told = async (by: Person) =>
      (await t.timeline(ticket.id, by)).filter(({ action }) => action === "approve").map(({ before, after }) => [before, after]);
    const first = [{ grade: "A" }, { grade: "B" }];
    expect(await told(t.lee)).toEqual([first, [{ salary: 100 }, { salary: 200 }]]);
    expect(await told(asked)).toEqual([first, [{}, {}]]);
  });

  test("tells of its end once", async () => {
    const hired = await hire();
    const { t, asked } = hired;
    await complete(hired, asked);
    await complete(hired, t.agent);
    await cloud.drain();
    const types = (await t.notifications(t.lee.id)).map(({ type }) => type);
    expect(types.filter((type) => type.endsWith("resolved"))).toEqual(["process.resolved"]);
  });

  test("is reopened by its creator or an admin, once it is over or was refused, and can be given to others to read", async () => {
    const hired = await hire();
    const { t, asked, ticket } = hired;
    const reopen = (by: Person, body?: { version?: number; comment?: string }) => by.send(reopenTicket, { params: { id: ticket.id }, body });
    const close = async () => t.agent.send(moveTicket, { params: { id: ticket.id }, body: { to: "closed", version: (await see(t, ticket)).version } });
    expect((await reopen(t.lee)).problem.code).toBe("illegal-transition");
    await complete(hired, asked);
    await complete(hired, t.agent);
    expect((await see(t, ticket, t.lee)).allowedActions).toEqual(expect.arrayContaining(["close", "reopen", "cc"]));
    expect((await t.agent.send(ccInstance, { params: { id: ticket.id }, body: { users: [t.admin.id] } })).status).toBe(200);
    expect([(await reopen(t.agent)).status, (await reopen(asked)).status]).toEqual([403, 403]);
    expect((await reopen(t.lee, { version: 1 })).problem.code).toBe("stale");
    expect((await reopen(t.lee, { comment: "not yet" })).body).toMatchObject({ status: "open", resolvedAt: null, process: { handlers: [asked.id] } });
    expect((await t.timeline(ticket.id)).filter(({ action }) => action === "reopen")).toMatchObject([{ actorId: t.lee.id, comment: "not yet" }]);

    await complete(hired, asked, { outcome: "refuse", comment: "no" });
    expect(await see(t, ticket, t.lee)).toMatchObject({ status: "rejected", reason: "no", allowedActions: expect.arrayContaining(["submit", "close"]) });
    expect((await reopen(t.lee)).body).toMatchObject({ status: "open", reason: null });
    await complete(hired, asked, { outcome: "refuse", comment: "no" });
    expect((await close()).status).toBe(200);
    expect((await see(t, ticket, t.lee)).allowedActions).toEqual(expect.arrayContaining(["submit", "reopen", "cc"]));
    expect((await reopen(t.admin)).body).toMatchObject({ status: "open", reason: null });

    await t.admin.send(terminateInstance, { params: { id: ticket.id }, body: { reason: "no budget" } });
    expect(await see(t, ticket, t.lee)).toMatchObject({ status: "terminated", reason: "no budget" });
    await close();
    expect((await see(t, ticket, t.lee)).allowedActions).toContain("reopen");
    expect((await reopen(t.lee)).body).toMatchObject({ status: "open" });
    expect(await counters(t)).toMatchObject({ open: 1, resolved: 0, rejected: 0, terminated: 0, closed: 0 });
  });
});
