// A ticket that names a workflow owes its process one start; what a process itself does stands in tests/workflow.
import { describe, expect, test } from "vitest";
import { addMember, createGroup, removeMember } from "../../shared/contract/identity";
import { renameInstance, startInstance } from "../../shared/contract/process";
import { routeKey } from "../../shared/contract/route";
import { submitTicket } from "../../shared/contract/submission";
import {
  addComment,
  createTicket,
  getTicket,
  getTimeline,
  moveTicket,
  reopenTicket,
  resolveTicket,
  settleIncident,
  type TicketStatus,
  updateTicket,
} from "../../shared/contract/ticket";
import { publishWorkflow, updateWorkflow } from "../../shared/contract/workflow";
import { published, straight } from "../workflow/fixture";
import { actions, openProcesses, owed, report, says, see, underWay } from "./process-fixture";

const { cloud, delivered, tenant, workflow } = await openProcesses();

describe("the form of a workflow", () => {
  const form = { fields: [{ key: "amount", type: "number", label: "Amount", required: true }] };

  test("can't be gone round: left out it is asked for all the same, and another is refused, at once and through the queue", async () => {
    const t = await tenant();
    const formId = await t.form(form as never);
    const { id: workflowId } = await published(t, { definition: straight(), formId });
    const other = await t.form();

    const bare = await t.lee.send(submitTicket, { body: { title: "No form", workflowId } });
    const wrong = await t.lee.send(submitTicket, { body: { title: "Another form", workflowId, formId: other, data: { amount: 3 } } });
    const direct = await t.admin.send(createTicket, { body: { title: "By an agent", workflowId } });
    expect([bare, wrong, direct].map(({ status, problem }) => [status, problem.errors?.map(({ path, code }) => `${path} ${code}`)])).toEqual([
      [400, ["/body/data/amount required"]],
      [400, ["/body/formId wrong-form"]],
      [400, ["/body/data/amount required"]],
    ]);

    // Accepted unchecked, since nobody could be asked: the consumer decides alike.
    cloud.away("workflow");
    await t.submit({ clientReference: "bare", workflowId });
    await t.submit({ clientReference: "full", workflowId, data: { amount: 3 } });
    cloud.away("workflow", null);
    await cloud.drain();
    const rows = await t.rows("select client_reference, status, errors from submission where tenant_id = $1 order by client_reference", [t.id]);
    expect(rows).toMatchObject([{ client_reference: "bare", status: "failed", errors: [{ path: "/data/amount", code: "required" }] }, { status: "completed" }]);
    expect(await t.rows("select form_id, form_version, data from ticket where tenant_id = $1", [t.id])).toEqual([
      { form_id: formId, form_version: 1, data: { amount: 3 } },
    ]);
  });

  test("is a draft's, too, from when it is opened", async () => {
    const t = await tenant();
    const formId = await t.form(form as never);
    const { id: workflowId } = await published(t, { definition: straight(), formId });
    const made = await t.ticket({ status: "draft", workflowId, data: { amount: 3 } });
    const opened = await t.admin.send(moveTicket, { params: { id: made.id }, body: { to: "open", version: made.version } });
    expect(opened.body).toMatchObject({ status: "open", formId, formVersion: 1, data: { amount: 3 } });
  });

  test("is needed for data that no workflow asks for, and for no data it is not", async () => {
    const t = await tenant();
    const { id: workflowId } = await published(t);
    const sent = await t.lee.send(submitTicket, { body: { title: "Free", workflowId, data: { amount: 3 } } });
    expect([sent.status, sent.problem.errors?.map(({ path, code }) => `${path} ${code}`)]).toEqual([400, ["/body/data no-form"]]);
    expect((await t.lee.send(submitTicket, { body: { title: "Free", data: {} } })).status).toBe(202);
  });
});

describe("a ticket that names a workflow owes one start of the version that takes new tickets", () => {
  test("when it is made at once", async () => {
    const t = await tenant();
    const ticket = await underWay(t, { chosen: { approve: [t.agent.id] }, priority: "high" });
    expect(ticket).toMatchObject({ pending: true, status: "open", process: { instanceId: ticket.id, handlers: [], incident: null, tasks: [], takeBack: [] } });
    expect(await owed(t, startInstance)).toMatchObject([
      {
        entity: ticket.id,
        body: {
          ticketId: ticket.id,
          ticketNumber: ticket.number,
          title: ticket.title,
          priority: "high",
          workflowId: ticket.workflowId,
          workflowVersion: 1,
          requesterId: t.lee.id,
          formId: ticket.formId,
          formVersion: 1,
          data: { amount: 5 },
          chosen: { approve: [t.agent.id] },
        },
      },
    ]);
    expect(await actions(t, ticket)).toEqual(["submit"]);
  });

  test("when a submission makes it: each its own, and one without a workflow none", async () => {
    const t = await tenant();
    const { id: workflowId } = await published(t);
    const formId = await t.form();
    await cloud.consumers.ticketSubmissions.pause();
    const chosen = { approve: [t.agent.id] };
    for (let n = 0; n < 3; n++) await t.submit({ clientReference: `${n}`, title: `Leave ${n}`, workflowId, formId, data: { amount: n + 1 }, chosen });
    await t.submit({ clientReference: "plain" });
    cloud.consumers.ticketSubmissions.resume();
    await cloud.drain();
    const tickets = (await t.tickets()).filter((one) => one.workflowId !== null);
    expect(tickets).toHaveLength(3);
    const starts = await owed(t, startInstance);
    expect(starts.map(({ body }) => body)).toEqual(
      expect.arrayContaining(
        tickets.map(({ id, number, title, priority }) => ({
          ...{ ticketId: id, ticketNumber: number, title, priority, workflowId, workflowVersion: 1, requesterId: t.lee.id, formId, formVersion: 1, chosen },
          data: { amount: Number(title.at(-1)) + 1 },
        })),
      ),
    );
    expect(starts).toHaveLength(3);
    expect((await t.tickets()).map(({ process }) => process !== null).sort()).toEqual([false, true, true, true]);
    const begun = await Promise.all((await t.tickets()).map(async (ticket) => [ticket.process !== null, await actions(t, ticket)]));
    for (const [hasProcess, told] of begun) expect(told).toEqual([hasProcess ? "submit" : "submitted"]);
  });

  test("when a draft is opened, and not before; whom its requester chose is kept until then", async () => {
    const t = await tenant();
    const chosen = { approve: [t.agent.id] };
    const draft = await underWay(t, { status: "draft", chosen });
    expect([draft.process, await owed(t, startInstance)]).toEqual([null, []]);
    const opened = await t.lee.send(moveTicket, { params: { id: draft.id }, body: { to: "open", version: 1 } });
    expect(opened.body).toMatchObject({ status: "open", pending: true, process: { instanceId: draft.id } });
    expect(await owed(t, startInstance)).toMatchObject([
      { body: { ticketId: draft.id, ticketNumber: draft.number, workflowVersion: 1, data: { amount: 5 }, chosen } },
    ]);
    expect(await actions(t, draft)).toEqual(["created", "submit"]);
  });

  test("as it is when it is taken: a new version is for the tickets after it", async () => {
    const t = await tenant();
    const one = await published(t);
    await cloud.consumers.ticketSubmissions.pause();
    await t.submit({ clientReference: "1", workflowId: one.id });
    const changed = await t.admin.send(updateWorkflow, { params: { id: one.id }, body: { version: one.version, definition: straight("Decide") } });
    expect((await t.admin.send(publishWorkflow, { params: { id: one.id } })).body.publishedVersion).toBe(2);
    expect(changed.status).toBe(200);
    await t.submit({ clientReference: "2", workflowId: one.id });
    cloud.consumers.ticketSubmissions.resume();
    await cloud.drain();
    const started = (await owed(t, startInstance)).map(({ body }) => (body as { workflowVersion: number }).workflowVersion);
    expect(started.sort()).toEqual([1, 2]);
  });

  test("which its form's data reaches whole, however large", async () => {
    const t = await tenant();
    const { id: workflowId } = await published(t);
    const formId = await t.form({ fields: Array.from({ length: 10 }, (_, n) => ({ key: `f${n}`, label: "F", type: "text", maxLength: 4_500 })) as never });
    const data = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`f${n}`, "x".repeat(4_500)]));
    await cloud.consumers.ticketSubmissions.pause();
    for (let n = 0; n < 10; n++) expect((await t.submit({ clientReference: `${n}`, workflowId, formId, data })).status).toBe(202);
    cloud.consumers.ticketSubmissions.resume();
    await cloud.drain();
    const owing = (await owed(t, startInstance)).map(({ body }) => body as { ticketId: string; data: unknown });
    expect(owing.map((body) => body.data)).toEqual(Array.from({ length: 10 }, () => data));
    // What was delivered at once is what would have been delivered later.
    const sent = delivered.filter(({ route, actor }) => route === routeKey(startInstance) && actor.tenantId === t.id).map(({ body }) => body);
    expect(sent).toHaveLength(10);
    expect(sent).toEqual(expect.arrayContaining(owing));
  });

  test("and whom the requester chooses needs a workflow", async () => {
    const t = await tenant();
    expect((await t.submit({ chosen: { approve: [t.agent.id] } })).problem).toMatchObject({ status: 400, errors: [{ path: "/body/chosen" }] });
  });
});

describe("people and a ticket under a process", () => {
  test("can't move it while it runs, may close it after, and open it again by its process alone", async () => {
    const t = await tenant();
    const ticket = await underWay(t);
    const move = async (to: TicketStatus) => {
      const { version } = await see(t, ticket);
      return (await t.agent.send(moveTicket, { params: { id: ticket.id }, body: { to, version } })).status;
    };
    for (const [n, status] of (["open", "in_progress"] as const).entries()) {
      await report(t, { ticketId: ticket.id, version: n + 1, status });
      expect(await t.agent.send(resolveTicket, { params: { id: ticket.id } })).toMatchObject({ status: 409, problem: { code: "illegal-transition" } });
      expect([await move("open"), await move("in_progress"), await move("closed")]).toEqual([409, 409, 409]);
      expect(await t.admin.send(reopenTicket, { params: { id: ticket.id } })).toMatchObject({ status: 409 });
      expect((await see(t, ticket)).allowedActions).not.toEqual(expect.arrayContaining(["resolve"]));
    }
    for (const [n, status] of (["resolved", "rejected", "withdrawn", "terminated"] as const).entries()) {
      await report(t, { ticketId: ticket.id, version: n + 10, status });
      expect([status, await move("open"), await move("resolved"), await move("closed")]).toEqual([status, 409, 409, 200]);
    }
    expect([await move("open"), (await see(t, ticket)).status]).toEqual([409, "closed"]);
    expect((await t.agent.send(reopenTicket, { params: { id: ticket.id } })).problem).toMatchObject({ status: 403, code: "not-allowed" });
  });

  test("owe its inboxes a new title or priority, with the version that has it", async () => {
    const t = await tenant();
    const ticket = await underWay(t);
    const edit = (version: number, more: object) => t.agent.send(updateTicket, { params: { id: ticket.id }, body: { version, ...more } });
    expect((await edit(1, { description: "More" })).status).toBe(200);
    expect(await owed(t, renameInstance)).toEqual([]);
    await edit(2, { title: "Urgent leave" });
    await edit(3, { priority: "urgent" });
    expect((await owed(t, renameInstance)).map(({ body }) => body)).toEqual([
      { ticketId: ticket.id, version: 3, title: "Urgent leave", priority: "medium" },
      { ticketId: ticket.id, version: 4, title: "Urgent leave", priority: "urgent" },
    ]);
    const draft = await underWay(t, { status: "draft" });
    await t.agent.send(updateTicket, { params: { id: draft.id }, body: { version: 1, title: "Not yet" } });
    expect(await owed(t, renameInstance)).toHaveLength(2);
  });

  test("take part in it, by name or by a group, and may then read it and talk, but not change it; others see nothing", async () => {
    const t = await tenant();
    const [named, member, other] = [await t.person("named", ["requester"]), await t.person("member", ["requester"]), await t.person("other", ["requester"])];
    const { id: group } = (await t.admin.send(createGroup, { body: { name: "hr" } })).body;
    await t.admin.send(addMember, { params: { id: group }, body: { userId: member.id } });
    const ticket = await underWay(t);
    const status = async (by: typeof named) => (await by.send(getTicket, { params: { id: ticket.id } })).status;
    expect([await status(named), await status(member)]).toEqual([404, 404]);
    await report(t, { ticketId: ticket.id, version: 1, readers: [named.id, group], handlers: [group] });
    expect([await status(named), await status(member), await status(other)]).toEqual([200, 200, 404]);
    for (const reader of [named, member]) {
      expect((await see(t, ticket, reader)).allowedActions).toEqual(["comment"]);
      expect((await reader.send(getTimeline, { params: { id: ticket.id } })).status).toBe(200);
      expect((await reader.send(addComment, { params: { id: ticket.id }, body: { text: "ok" } })).status).toBe(201);
      expect((await reader.send(updateTicket, { params: { id: ticket.id }, body: { version: 1, title: "mine" } })).problem.code).toBe("illegal-transition");
    }
    // Their list stays that of what they raised.
    expect((await t.tickets(named)).map(({ id }) => id)).toEqual([]);
    expect(await t.tickets(t.lee)).toHaveLength(1);
    // Whoever may read it is told when they are mentioned.
    await t.agent.send(addComment, { params: { id: ticket.id }, body: { text: "@named @other", mentions: [named.id, other.id] } });
    expect([await t.notifications(named.id), await t.notifications(other.id)]).toMatchObject([[{ type: "ticket.mentioned" }], []]);
    await t.admin.send(removeMember, { params: { id: group, userId: member.id } });
    expect([await status(named), await status(member)]).toEqual([200, 404]);
    cloud.away("identity", "crashing");
    expect(await status(named)).toBe(200);
  });

  test("read it while the workflow domain is away, but not the data of which something may be hidden from them", async () => {
    const t = await tenant();
    const [open, hiding] = [await underWay(t), await underWay(t)];
    await report(
      t,
      { ticketId: open.id, version: 1, handlers: [t.agent.id] },
      { ticketId: hiding.id, version: 1, hides: true, lines: [says("approve", { after: { amount: 7 } })] },
    );
    cloud.away("workflow");
    for (const by of [t.admin, t.agent, t.lee])
      expect(await see(t, open, by)).toMatchObject({ data: { amount: 5 }, process: { handlers: [t.agent.id], tasks: [] } });
    for (const by of [t.admin, t.lee]) expect(await see(t, hiding, by)).toMatchObject({ data: { amount: 5 } });
    const asked = await t.person("asked", ["requester"]);
    await report(t, { ticketId: hiding.id, version: 2, hides: true, readers: [asked.id] });
    for (const by of [t.agent, asked]) {
      expect(await by.send(getTicket, { params: { id: hiding.id } })).toMatchObject({ status: 503, problem: { code: "domain-away" } });
      expect(await by.send(getTimeline, { params: { id: hiding.id } })).toMatchObject({ status: 503 });
    }
    // A change is made all the same, and answered without what may be hidden.
    const edited = await t.agent.send(updateTicket, { params: { id: hiding.id }, body: { version: 1, description: "More" } });
    expect([edited.status, edited.body]).toMatchObject([200, { description: "More", data: null, pending: true }]);
    expect((await t.admin.send(getTimeline, { params: { id: hiding.id } })).status).toBe(200);
  });
});

describe("a start that the workflow domain refuses", () => {
  test("stands as an incident of its ticket; skipped, people move the ticket", async () => {
    workflow("refuses");
    const t = await tenant();
    const ticket = await underWay(t);
    expect((await see(t, ticket)).incident).toContain("no such version");
    expect((await t.agent.send(resolveTicket, { params: { id: ticket.id } })).status).toBe(409);
    const settled = await t.admin.send(settleIncident, { params: { id: ticket.id }, body: { action: "skip", reason: "by hand" } });
    expect(settled.body).toMatchObject({ process: null, incident: null });
    expect((await t.agent.send(resolveTicket, { params: { id: ticket.id } })).body.status).toBe("resolved");
  });

  test("is made again where an admin says so", async () => {
    workflow("refuses");
    const t = await tenant();
    const ticket = await underWay(t);
    workflow("away");
    const settled = await t.admin.send(settleIncident, { params: { id: ticket.id }, body: { action: "retry", reason: "published again" } });
    expect(settled.body).toMatchObject({ process: { instanceId: ticket.id }, incident: null, pending: true });
    expect(await owed(t, startInstance)).toHaveLength(1);
  });
});

test("a ticket without a process is reopened by the move to open, as far as that is allowed", async () => {
  const t = await tenant();
  const ticket = await t.ticket({ requesterId: t.lee.id });
  const reopen = (by = t.lee, body?: { version?: number; comment?: string }) => by.send(reopenTicket, { params: { id: ticket.id }, body });
  expect((await reopen()).status).toBe(409);
  await t.agent.send(resolveTicket, { params: { id: ticket.id } });
  expect((await reopen(t.lee, { version: 1 })).problem.code).toBe("stale");
  expect((await reopen(t.lee, { comment: "still broken" })).body).toMatchObject({ status: "open", resolvedAt: null });
  await t.agent.send(resolveTicket, { params: { id: ticket.id } });
  expect((await reopen(t.agent)).status).toBe(200);
  expect(await actions(t, ticket)).toEqual(["created", "moved", "reopened", "moved", "reopened"]);
});
