/** A tenant with the people of SCENARIOS.md, the processes that they work by, and how to ask who has what in their inbox. */

import type { Cloud } from "../../local/cloud";
import { demoDepartments, demoGroups, demoPeople } from "../../local/demo-people";
import { addMember, createDepartment, createGroup, listUsers, updateDepartment, updateUser } from "../../shared/contract/identity";
import { getInstance } from "../../shared/contract/instance";
import { completeTask, listTasks, type TaskCard } from "../../shared/contract/task";
import { getTicket, type Ticket } from "../../shared/contract/ticket";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, end, exclusive, start, user } from "../process/support/draw";
import type { Person, Tenant } from "../ticket/fixture";
import { published } from "./fixture";

const staff = demoPeople.filter(({ tenant, roles }) => tenant === "acme" && !roles.includes("admin"));
type Who = string;

export type Company = Awaited<ReturnType<typeof openCompany>>;

/** `who("li.lei")` is the person of that name; `cloud` carries their submissions. */
export async function openCompany(t: Tenant, cloud: Pick<Cloud, "drain">) {
  const people = new Map(await Promise.all(staff.map(async ({ email, roles }) => [nameOf(email), await t.person(nameOf(email), [...roles])] as const)));
  const who = (name: Who): Person => {
    const person = people.get(name);
    if (!person) throw new Error(`Nobody is called ${name}.`);
    return person;
  };
  await settle(t, who);
  const groups = await makeGroups(t, who);

  const tasksOf = async (name: Who, ticketId?: string): Promise<TaskCard[]> => {
    const pages = await Promise.all((["todo", "group"] as const).map((tab) => who(name).send(listTasks, { query: { tab, limit: 100 } })));
    return pages.flatMap(({ body }) => body.data.flatMap(({ task }) => (task && (ticketId === undefined || task.ticketId === ticketId) ? [task] : [])));
  };
  const taskOf = async (name: Who, ticketId: string): Promise<TaskCard> => {
    const [task] = await tasksOf(name, ticketId);
    if (!task) throw new Error(`${name} has nothing to do there.`);
    return task;
  };

  return {
    t,
    who,
    groups,
    tasksOf,
    taskOf,
    /** Who has something of this ticket to do, by name and node: "wang.fang: head". */
    async todo(ticketId: string): Promise<string[]> {
      const found = await Promise.all([...people.keys()].map(async (name) => (await tasksOf(name, ticketId)).map(({ node }) => `${name}: ${node}`)));
      return found.flat().sort();
    },
    /** Decides the only task that somebody has there. */
    async decide(name: Who, ticketId: string, outcome: "approve" | "refuse" | "opinion" = "approve", comment?: string) {
      const { id } = await taskOf(name, ticketId);
      return who(name).send(completeTask, { params: { id }, body: { outcome, ...(comment && { comment }) } });
    },
    /** Raises a ticket as people do, by a submission that the queue carries. */
    async raise(name: Who, body: Parameters<Tenant["submit"]>[0]): Promise<Ticket> {
      const { status, text, body: submission } = await t.submit(body, who(name));
      if (status !== 202) throw new Error(text);
      await cloud.drain();
      const { ticketId, reason } = await t.submission(submission.address, who(name));
      if (!ticketId) throw new Error(`It did not become a ticket: ${reason}`);
      return this.ticket(ticketId, name);
    },
    ticket: async (id: string, name: Who = "li.lei"): Promise<Ticket> => (await who(name).send(getTicket, { params: { id } })).body,
    instance: async (id: string, name: Who = "li.lei") => (await who(name).send(getInstance, { params: { id } })).body,
    /** What the ticket's timeline tells, but for who was asked. */
    actions: async (ticketId: string) => (await t.timeline(ticketId)).map(({ action }) => action).filter((action) => action !== "ask"),
  };
}

const nameOf = (email: string) => email.split("@")[0] ?? email;

async function settle(t: Tenant, who: (name: Who) => Person): Promise<void> {
  const departments = new Map<string, { id: string; version: number }>();
  for (const { name, parent } of demoDepartments.filter(({ tenant }) => tenant === "acme"))
    departments.set(name, (await t.admin.send(createDepartment, { body: { name, parentId: parent ? departments.get(parent)?.id : null } })).body);
  const known = (await t.admin.send(listUsers, { query: { limit: 100 } })).body.data;
  for (const { email, department, manager } of staff) {
    const { id } = who(nameOf(email));
    const place = { departmentId: departments.get(department ?? "")?.id ?? null, managerId: manager ? who(nameOf(manager)).id : null };
    const { status, text } = await t.admin.send(updateUser, { params: { id }, body: { version: known.find((one) => one.id === id)?.version ?? 1, ...place } });
    if (status !== 200) throw new Error(text);
  }
  for (const { name, head } of demoDepartments.filter(({ tenant }) => tenant === "acme")) {
    const department = departments.get(name);
    if (!department || !head) continue;
    await t.admin.send(updateDepartment, { params: { id: department.id }, body: { version: department.version, headId: who(nameOf(head)).id } });
  }
}

async function makeGroups(t: Tenant, who: (name: Who) => Person): Promise<Record<string, string>> {
  const groups: Record<string, string> = {};
  for (const { name, lead } of demoGroups) {
    const { id } = (await t.admin.send(createGroup, { body: { name } })).body;
    groups[name] = id;
    for (const { email } of staff.filter(({ groups }) => groups?.includes(name)))
      await t.admin.send(addMember, { params: { id }, body: { userId: who(nameOf(email)).id, lead: email === lead } });
  }
  return groups;
}

/** The demo's leave, by its length. */
export const leaveFields = [
  {
    key: "type",
    label: "类型",
    type: "radio",
    required: true,
    options: ["annual", "sick", "personal"].map((value) => ({ value, label: value })),
  },
  { key: "startDate", label: "开始", type: "date", required: true },
  { key: "endDate", label: "结束", type: "date", required: true },
  { key: "days", label: "天数", type: "number", required: true, min: 0.5, step: 0.5 },
  { key: "reason", label: "事由", type: "textarea", required: true, minLength: 1, maxLength: 500 },
  { key: "handoverTo", label: "交接人", type: "user" },
];
export const leaveRules = [{ assert: "endDate >= startDate", message: "结束日期不能早于开始日期。", path: "endDate" }];

/** Participants by what people write: a group's and a department's name, an e-mail. */
export const leaveProcess: DefinitionInput = draw(
  [
    start,
    user("head", { name: "部门负责人", participants: [{ from: "departmentHead" }], rules: { initiator: "superior" } }),
    exclusive("length", "length-hr"),
    user("director", { name: "总监", participants: [{ from: "departmentHead", department: "总经办" }] }),
    user("hr", { name: "人事", participants: [{ from: "groups", groups: ["hr"] }] }),
    end,
  ],
  ["start -> head -> length", "length -[days <= 1]> end", "length -[days > 3]> director", "length -> hr", "director -> hr", "hr -> end"],
);

export async function leave(company: Company) {
  const formId = await company.t.form({ fields: leaveFields, rules: leaveRules } as never);
  const { id: workflowId } = await published(company.t, { name: "请假", formId, definition: leaveProcess });
  const data = (days: number) => ({ type: "annual", startDate: "2026-12-01", endDate: "2026-12-05", days, reason: "回家" });
  return {
    formId,
    workflowId,
    data,
    ask: (days: number, name = "li.lei") => company.raise(name, { title: `请假 ${days} 天`, formId, workflowId, data: data(days) }),
  };
}

export const purchaseFields = [
  {
    key: "items",
    label: "明细",
    type: "table",
    required: true,
    minRows: 1,
    columns: [
      { key: "name", label: "名称", type: "text", required: true },
      { key: "quantity", label: "数量", type: "number", required: true, min: 1, step: 1 },
      { key: "price", label: "单价", type: "number", required: true, min: 0, step: 0.01 },
      { key: "amount", label: "金额", type: "number", computed: "quantity * price" },
    ],
    totals: [{ column: "amount", key: "total", label: "合计" }],
  },
];

export const purchaseProcess = (company: Company): DefinitionInput =>
  draw(
    [
      start,
      exclusive("size", "size-finance"),
      user("lead", { name: "IT 主管", participants: [{ from: "groups", groups: ["it"], leadsOnly: true }] }),
      user("finance", { name: "财务", participants: [{ from: "groups", groups: ["finance"] }], mode: { type: "vote", count: 2 } }),
      user("both", {
        name: "会签",
        participants: [{ from: "users", users: [company.who("it.lead").id, company.who("zhao.min").id] }],
        mode: { type: "all" },
      }),
      end,
    ],
    ["start -> size", "size -[total <= 30000]> lead", "size -> finance -> both -> end", "lead -> end"],
  );

export async function purchase(company: Company) {
  const formId = await company.t.form({ fields: purchaseFields } as never);
  const { id: workflowId } = await published(company.t, { name: "采购", formId, definition: purchaseProcess(company) });
  const raise = (items: { name: string; quantity: number; price: number }[], more: Record<string, unknown> = {}) =>
    company.raise("li.lei", { title: "采购", formId, workflowId, data: { items, ...more } });
  return { formId, workflowId, raise };
}
