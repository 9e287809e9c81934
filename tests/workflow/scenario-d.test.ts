// SCENARIOS.md D: an expense of 3,260.50 with every verb; and E4: a ticket stays on the version it was taken with.
import { beforeAll, describe, expect, test } from "vitest";
import { putMyAbsence } from "../../shared/contract/absence";
import { addMember, createGroup } from "../../shared/contract/identity";
import { ccInstance, getInstance, readInstance, submitInstance, urgeInstance, withdrawInstance } from "../../shared/contract/instance";
import { getOverview } from "../../shared/contract/overview";
import { addSign, claimTask, completeTask, delegateTask, getTask, listTasks, returnTask, type TaskCard, transferTask } from "../../shared/contract/task";
import { getTicket, listTickets, type Ticket, TicketStatus } from "../../shared/contract/ticket";
import { publishWorkflow, updateWorkflow } from "../../shared/contract/workflow";
import type { DefinitionInput } from "../../shared/process/definition";
import { openTickets, type Person, type Tenant } from "../ticket/fixture";
import { published, straight } from "./fixture";

const { cloud, tenant } = await openTickets();

const expense = (lead: Person, finance: string): DefinitionInput => ({
  nodes: [
    { id: "start", type: "startEvent" },
    { id: "lead", type: "userTask", name: "主管审批", participants: [{ from: "users", users: [lead.id] }] },
    { id: "finance", type: "userTask", name: "财务审批", participants: [{ from: "groups", groups: [finance] }], fields: { invoice: "optional" } },
    { id: "end", type: "endEvent" },
  ],
  flows: [
    { id: "a", from: "start", to: "lead" },
    { id: "b", from: "lead", to: "finance" },
    { id: "c", from: "finance", to: "end" },
  ],
});

const fields = [
  { key: "amount", label: "金额", type: "number", required: true, min: 0.01, step: 0.01 },
  { key: "invoice", label: "发票", type: "text" },
];
const people = ["li.lei", "wang.fang", "zhao.min", "sec.he", "fin.qian", "fin.wu", "fin.zheng"] as const;

/** A tenant of its own with the people of the scenario, and an expense workflow. */
async function office() {
  const t = await tenant();
  const found = await Promise.all(people.map(async (name) => [name, await t.person(name, [name === "li.lei" ? "requester" : "agent"])] as const));
  const by = Object.fromEntries(found) as Record<(typeof people)[number], Person>; // one of each
  const { id: finance } = (await t.admin.send(createGroup, { body: { name: "finance" } })).body;
  for (const name of ["fin.qian", "fin.wu", "fin.zheng"] as const) await t.admin.send(addMember, { params: { id: finance }, body: { userId: by[name].id } });
  const formId = await t.form({ fields: fields as never });
  const { id: workflowId } = await published(t, { name: "报销", formId, definition: expense(by["wang.fang"], finance) });
  return { t, by, formId, workflowId, finance };
}
type Office = Awaited<ReturnType<typeof office>>;

/** What somebody's inbox has of a ticket; a task of their groups counts where nobody has it. */
async function inbox(who: Person, { id }: Ticket, ...tabs: ("todo" | "group")[]): Promise<TaskCard[]> {
  const pages = await Promise.all((tabs.length > 0 ? tabs : (["todo", "group"] as const)).map((tab) => who.send(listTasks, { query: { tab, limit: 100 } })));
  return pages.flatMap(({ body }) => body.data.flatMap(({ task, ticketId }) => (task && ticketId === id ? [task] : [])));
}

async function theirTask(who: Person, ticket: Ticket): Promise<{ id: string }> {
  const [task, ...others] = await inbox(who, ticket);
  if (!task || others.length > 0) throw new Error(`They have ${others.length + (task ? 1 : 0)} tasks.`);
  return { id: task.id };
}

const nodes = async (who: Person, ticket: Ticket) => (await inbox(who, ticket)).map(({ node }) => node);

/** Li Lei's submission through the queue, until its process has asked somebody. */
async function submitted({ t, by, formId, workflowId }: Office): Promise<Ticket> {
  const sent = await t.submit({ title: "报销", formId, workflowId, data: { amount: 3260.5 }, clientReference: "expense-1" }, by["li.lei"]);
  expect(sent.status).toBe(202);
  await cloud.drain();
  const { ticketId, status } = await t.submission(sent.body.address, by["li.lei"]);
  expect(status).toBe("completed");
  return (await by["li.lei"].send(getTicket, { params: { id: ticketId ?? "" } })).body;
}

/** 5 to 14: from Zhao Min, who has the first step, to the end. */
async function fromZhaoMin({ by }: Office, ticket: Ticket) {
  const [lilei, zhaomin, sec, qian, wu, zheng] = [by["li.lei"], by["zhao.min"], by["sec.he"], by["fin.qian"], by["fin.wu"], by["fin.zheng"]];
  const params = { id: ticket.id };
  const lead = await theirTask(zhaomin, ticket);
  // 5
  expect((await zhaomin.send(addSign, { params: lead, body: { place: "before", users: [sec.id], reason: "合规" } })).status).toBe(200);
  expect(await zhaomin.send(completeTask, { params: lead, body: { outcome: "approve" } })).toMatchObject({
    status: 409,
    problem: { code: "illegal-transition" },
  });
  // 6
  const opinion = await theirTask(sec, ticket);
  expect([403, 409]).toContain((await sec.send(completeTask, { params: lead, body: { outcome: "approve" } })).status);
  expect([403, 409]).toContain((await sec.send(completeTask, { params: opinion, body: { outcome: "approve" } })).status);
  expect((await sec.send(completeTask, { params: opinion, body: { outcome: "opinion", comment: "没问题" } })).status).toBe(200);
  expect([await nodes(zhaomin, ticket), await nodes(sec, ticket)]).toEqual([["lead"], []]);
  // 7
  expect((await zhaomin.send(completeTask, { params: lead, body: { outcome: "approve", after: [wu.id] } })).status).toBe(200);
  expect([await nodes(zhaomin, ticket), await nodes(wu, ticket), await nodes(zheng, ticket)]).toEqual([[], ["lead"], []]);
  // 8
  expect((await wu.send(completeTask, { params: await theirTask(wu, ticket), body: { outcome: "approve" } })).status).toBe(200);
  for (const one of [qian, wu, zheng]) expect(await nodes(one, ticket)).toEqual(["finance"]);
  // 9
  const finance = await theirTask(qian, ticket);
  expect((await qian.send(claimTask, { params: finance })).status).toBe(200);
  expect(await wu.send(claimTask, { params: finance })).toMatchObject({ status: 409 });
  expect((await qian.send(delegateTask, { params: finance, body: { to: zheng.id } })).status).toBe(200);
  expect(await nodes(qian, ticket)).toEqual([]);
  expect((await zheng.send(completeTask, { params: await theirTask(zheng, ticket), body: { outcome: "approve" } })).status).toBe(200);
  expect([await nodes(qian, ticket), await nodes(zheng, ticket)]).toEqual([["finance"], []]);
  expect((await lilei.send(getTicket, { params })).body.status).toBe("in_progress");
  // 10
  expect((await lilei.send(urgeInstance, { params })).status).toBe(200);
  expect(await lilei.send(urgeInstance, { params })).toMatchObject({ status: 429, problem: { code: "too-often" } });
  // 11
  expect(await lilei.send(withdrawInstance, { params })).toMatchObject({ status: 409 });
  // 12
  expect((await qian.send(returnTask, { params: finance, body: { mode: "straight", reason: "缺发票" } })).status).toBe(200);
  const returned = (await lilei.send(getTicket, { params })).body;
  expect([returned.allowedActions.includes("submit"), await nodes(qian, ticket), await nodes(lilei, ticket)]).toEqual([true, [], ["start"]]);
  // 13
  const again = await lilei.send(submitInstance, { params, body: { data: { amount: 3260.5, invoice: "inv-1" } } });
  expect([again.status, again.text.includes("inv-1")]).toEqual([200, true]);
  for (const one of [by["wang.fang"], zhaomin, wu, zheng]) expect(await nodes(one, ticket)).toEqual([]);
  expect(await nodes(qian, ticket)).toEqual(["finance"]);
  expect((await lilei.send(getTicket, { params })).body.data).toEqual({ amount: 3260.5, invoice: "inv-1" });
  // 14
  expect((await qian.send(ccInstance, { params, body: { users: [zhaomin.id], comment: "供参考" } })).status).toBe(200);
  expect((await qian.send(completeTask, { params: await theirTask(qian, ticket), body: { outcome: "approve" } })).status).toBe(200);
  expect((await lilei.send(getTicket, { params })).body).toMatchObject({
    status: "resolved",
    process: { handlers: [], incident: null },
    resolvedAt: expect.any(String),
  });
  const copies = async () => (await zhaomin.send(listTasks, { query: { tab: "cc" } })).body;
  expect(await copies()).toMatchObject({ data: [{ ticketId: ticket.id, copy: { fromId: qian.id, comment: "供参考", readAt: null } }], counts: { cc: 1 } });
  expect((await zhaomin.send(getInstance, { params })).body.status).toBe("completed");
  expect((await zhaomin.send(readInstance, { params })).status).toBe(200);
  expect(await copies()).toMatchObject({ data: [{ copy: { readAt: expect.any(String) } }], counts: { cc: 0 } });
}

/** From Zhao Min's turn on; asking people and giving copies are lines of their own. */
const toTheEnd = [
  ...["add-sign-before", "opinion", "approve", "add-sign-after", "approve", "claim", "delegate", "delegate-return"],
  ...["urge", "return", "submit", "approve", "finish"],
];

async function lines(t: Tenant, ticket: Ticket) {
  return (await t.timeline(ticket.id)).filter(({ action }) => action !== "ask" && action !== "cc");
}

/** Whatever happened: nothing is owed or open, no submission failed, and the overview counts what the lists hold. */
async function expectSettled({ t, by }: Office) {
  await cloud.drain();
  expect(await t.rows("select * from outbox where tenant_id = $1", [t.id])).toEqual([]);
  for (const one of Object.values(by)) expect((await one.send(listTasks)).body.counts).toMatchObject({ todo: 0, group: 0 });
  const all = (await t.admin.send(listTickets, { query: { limit: 100 } })).body.data;
  const overview = (await t.admin.send(getOverview)).body;
  const byStatus = (status: TicketStatus) => all.filter((one) => one.status === status).length;
  expect(overview.tickets).toMatchObject({ total: all.length, byStatus: Object.fromEntries(TicketStatus.options.map((status) => [status, byStatus(status)])) });
  expect(overview).toMatchObject({
    workflows: { openTasks: 0, activeInstances: 0, incidents: 0 },
    tickets: { queue: { failed: 0, pending: 0 } },
    degraded: [],
  });
}

describe("an expense with every verb", () => {
  test("goes through all hands, and its timeline tells it in order", { timeout: 90_000 }, async () => {
    const at = await office();
    const { t, by } = at;
    const [lilei, wangfang, zhaomin] = [by["li.lei"], by["wang.fang"], by["zhao.min"]];
    // 1
    const ticket = await submitted(at);
    const params = { id: ticket.id };
    expect(ticket).toMatchObject({ status: "open", process: { instanceId: ticket.id, handlers: [wangfang.id] } });
    expect([await nodes(wangfang, ticket), await nodes(zhaomin, ticket)]).toEqual([["lead"], []]);
    // 2
    expect(ticket.allowedActions).toContain("withdraw");
    expect((await lilei.send(withdrawInstance, { params })).status).toBe(200);
    expect([(await lilei.send(getTicket, { params })).body.status, await nodes(wangfang, ticket)]).toEqual(["withdrawn", []]);
    // 3
    expect((await lilei.send(submitInstance, { params, body: { data: { amount: 3260.5 } } })).status).toBe(200);
    // 4
    const lead = await theirTask(wangfang, ticket);
    expect((await wangfang.send(getTask, { params: lead })).body.variables).toMatchObject({ amount: 3260.5 });
    expect((await wangfang.send(transferTask, { params: lead, body: { to: zhaomin.id, reason: "出差" } })).status).toBe(200);
    expect(await wangfang.send(completeTask, { params: lead, body: { outcome: "approve" } })).toMatchObject({ status: 409 });
    await fromZhaoMin(at, ticket);
    expect((await lines(t, ticket)).map(({ action }) => action)).toEqual(["submit", "withdraw", "submit", "transfer", ...toTheEnd]);
    await expectSettled(at);
  });

  test("with its first approver out of office goes to whoever stands in, in their name", { timeout: 90_000 }, async () => {
    const at = await office();
    const { t, by } = at;
    const [wangfang, zhaomin] = [by["wang.fang"], by["zhao.min"]];
    const day = 24 * 3600_000;
    const away = await wangfang.send(putMyAbsence, {
      body: { from: new Date(Date.now() - day).toISOString(), to: new Date(Date.now() + day).toISOString(), substituteId: zhaomin.id },
    });
    expect(away.status).toBe(200);
    const ticket = await submitted(at);
    expect([await nodes(wangfang, ticket), await nodes(zhaomin, ticket)]).toEqual([[], ["lead"]]);
    expect((await zhaomin.send(getTask, { params: await theirTask(zhaomin, ticket) })).body.onBehalfOf).toBe(wangfang.id);
    await fromZhaoMin(at, ticket);
    const told = await lines(t, ticket);
    expect(told.map(({ action }) => action)).toEqual(["submit", ...toTheEnd]);
    const standing = told.filter(({ actorId, action }) => actorId === zhaomin.id && action !== "submit");
    expect(standing.map(({ action, onBehalfOf }) => [action, onBehalfOf])).toEqual(
      ["add-sign-before", "approve", "add-sign-after"].map((action) => [action, wangfang.id]),
    );
    // Only where they stood in.
    expect(told.filter(({ onBehalfOf }) => onBehalfOf !== null)).toHaveLength(3);
    await expectSettled(at);
  });
});

describe("a new version", () => {
  let at: Office;
  beforeAll(async () => {
    at = await office();
  });

  test("is for new tickets: those that run go on by theirs", async () => {
    const { t, by } = at;
    const one = await published(t, { name: "Two versions", definition: straight("v1") });
    const raise = (title: string) => t.ticket({ title, workflowId: one.id, requesterId: by["li.lei"].id });
    const first = await raise("T1");
    await t.admin.send(updateWorkflow, { params: { id: one.id }, body: { version: one.version, definition: straight("v2") } });
    expect((await t.admin.send(publishWorkflow, { params: { id: one.id } })).body.publishedVersion).toBe(2);
    const second = await raise("T2");
    const instance = async ({ id }: Ticket) => (await t.admin.send(getInstance, { params: { id } })).body;
    expect([await instance(first), await instance(second)]).toMatchObject([
      { workflowVersion: 1, at: [{ node: "approve", name: "v1" }] },
      { workflowVersion: 2, at: [{ node: "approve", name: "v2" }] },
    ]);
    const approver = by["fin.wu"];
    for (const ticket of [first, second]) {
      const task = await theirTask(approver, ticket);
      expect((await approver.send(completeTask, { params: task, body: { outcome: "approve" } })).status).toBe(200);
      expect((await t.admin.send(getTicket, { params: { id: ticket.id } })).body.status).toBe("resolved");
    }
    expect([await instance(first), await instance(second)]).toMatchObject([{ workflowVersion: 1 }, { workflowVersion: 2 }]);
    // What was published is not changed.
    const edit = await t.admin.send(updateWorkflow, { params: { id: one.id }, body: { version: one.version, definition: straight("late") } });
    expect(edit).toMatchObject({ status: 409, problem: { code: "stale" } });
  });
});
