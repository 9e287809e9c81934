/** A platform as a busy week leaves it: what pictures and checks of every screen look at. */
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Ticket } from "../../shared/contract/ticket";
import type { Workflow } from "../../shared/contract/workflow";
import { leave, makeTickets } from "./demo-tickets";
import { leaveDefinition, undecidedDefinition, unfinishedDefinition } from "./demo-workflow";
import type { Platform } from "./platform";

/** Leave requests on their way: asked of the head, of hr, refused by the director. */
export type Demo = {
  tickets: Ticket[];
  forms: { leave: string; purchase: string; expense: string };
  workflow: string;
  /** One that can't be published yet. */
  unfinished: string;
  leaves: { asked: string; hr: string; refused: string; done: string };
};

const admin = "admin@acme.test";
export const head = "wang.fang@acme.test";
const director = "zhao.min@acme.test";
export const requester = "li.lei@acme.test";

/** The leave request's form, and the process that it drives. */
export async function makeLeave(platform: Platform): Promise<{ form: string; workflow: string }> {
  const { data } = await platform.call<{ data: { id: string; name: string }[] }>("GET /api/forms?limit=100", admin);
  const form = data.find(({ name }) => name.startsWith("请假"))?.id ?? "";
  return { form, workflow: await makeWorkflow(platform, form) };
}

export async function makeDemo(platform: Platform): Promise<Demo> {
  const { call } = platform;
  const found = await call<{ data: { id: string; name: string }[] }>("GET /api/forms?limit=100", admin);
  const formOf = (name: string) => found.data.find((form) => form.name.startsWith(name))?.id ?? "";
  const forms = { leave: formOf("请假"), purchase: formOf("采购"), expense: formOf("费用") };
  const workflow = await makeWorkflow(platform, forms.leave);
  const tickets = await makeTickets(platform);
  const raise = (title: string, days: number) => raiseLeave(platform, { form: forms.leave, workflow }, title, days);
  const asked = await raise("年假一天", 1);
  const hr = await raise("搬家，请年假两天", 2);
  const refused = await raise("出国探亲五天", 5);
  const done = await raise("半天事假", 0.5);
  for (const [ticket, who, outcome, comment] of [
    [hr, head, "approve", "注意交接。"],
    [refused, head, "approve", undefined],
    [refused, director, "refuse", "项目上线期，请改到下个月。"],
    [done, head, "approve", undefined],
  ] as const)
    await decide(platform, ticket, who, outcome, comment);
  await call(`POST /api/instances/${asked}/cc`, requester, { users: [await personId(platform, "cfo.lin@acme.test")], comment: "请知悉" });
  await call(`POST /api/tickets/${hr}/comments`, head, { text: "交接给孙浩了吗？", mentions: [] });
  await failSubmission(platform);
  const unfinished = await call<Workflow>("POST /api/workflows", admin, {
    name: "采购验收",
    description: "货到之后：验收、付款，不合格则退货。",
    formId: forms.purchase,
    definition: unfinishedDefinition,
  });
  await stuck(platform);
  await platform.cloud.settled();
  return { tickets, forms, workflow, unfinished: unfinished.id, leaves: { asked, hr, refused, done } };
}

/** What nobody could read: it lies among the dead letters. */
export async function unreadable({ cloud: { queues, settled } }: Platform, MessageBody = '{"title": "半条提交'): Promise<void> {
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  const MessageAttributes = { tenant: text("acme"), acceptedAt: text(new Date().toISOString()) };
  await queues.client.send(new SendMessageCommand({ QueueUrl: queues.urls.ticketSubmissions, MessageBody, MessageAttributes }));
  await settled();
}

/** With something in every list. */
export async function makeFullDemo(platform: Platform): Promise<Demo> {
  await unreadable(platform);
  await weeksBefore(platform);
  return makeDemo(platform);
}

/** What the two weeks before came to: figures alone, as nobody looks at their tickets. */
async function weeksBefore({ databases }: Platform): Promise<void> {
  await databases.query(
    "ticket",
    `insert into ticket_day (tenant_id, day, created, resolved)
     select 'acme', current_date - n, case when extract(isodow from current_date - n) > 5 then n % 3 else 9 + n * 7 % 11 end,
       case when extract(isodow from current_date - n) > 5 then n % 2 else 7 + n * 5 % 12 end
     from generate_series(1, 13) n`,
  );
}

/** A process that asks for days which its ticket does not have. */
async function stuck({ call, cloud }: Platform): Promise<void> {
  const made = await call<Workflow>("POST /api/workflows", admin, { name: "加班审批", definition: undecidedDefinition });
  await call(`POST /api/workflows/${made.id}/publish`, admin, {});
  await call("POST /api/tickets/submissions", requester, { title: "加班，但缺了天数", workflowId: made.id });
  await cloud.settled();
}

export async function personId({ call }: Platform, email: string): Promise<string> {
  const people = await call<{ data: { id: string; email: string }[] }>("GET /api/users?limit=100", admin);
  const found = people.data.find((one) => one.email === email);
  if (!found) throw new Error(`Nobody is ${email}.`);
  return found.id;
}

/** As people raise it, by a submission that the queue carries; gives the ticket's id once it is there. */
export async function raiseLeave(platform: Platform, { form, workflow }: { form: string; workflow: string }, title: string, days: number): Promise<string> {
  const { call, cloud } = platform;
  const body = { title, formId: form, workflowId: workflow, data: { ...leave, days } };
  const { address } = await call<{ address: string }>("POST /api/tickets/submissions", requester, body);
  await cloud.settled();
  const { ticketId, reason } = await call<{ ticketId: string | null; reason: string | null }>(`GET /api/tickets/submissions/${address}`, requester);
  if (!ticketId) throw new Error(`${title} did not become a ticket: ${reason}`);
  return ticketId;
}

/** Decides what somebody has to do on a ticket. */
export async function decide(platform: Platform, ticket: string, who: string, outcome: "approve" | "refuse", comment?: string): Promise<void> {
  const lists = await Promise.all(
    ["todo", "group"].map((tab) => platform.call<{ data: { ticketId: string; task: { id: string } }[] }>(`GET /api/tasks?tab=${tab}&limit=100`, who)),
  );
  const found = lists.flatMap(({ data }) => data).find(({ ticketId }) => ticketId === ticket);
  if (!found) throw new Error(`${who} has nothing to do on ${ticket}.`);
  await platform.call(`POST /api/tasks/${found.task.id}/complete`, who, { outcome, ...(comment && { comment }) });
  await platform.cloud.settled();
}

async function makeWorkflow({ call }: Platform, formId: string): Promise<string> {
  const groups = await call<{ data: { id: string; name: string }[] }>("GET /api/groups?limit=100", admin);
  const people = await call<{ data: { id: string; email: string }[] }>("GET /api/users?limit=100", admin);
  const hr = groups.data.find(({ name }) => name === "hr")?.id ?? "";
  const director = people.data.find(({ email }) => email === "zhao.min@acme.test")?.id ?? "";
  const made = await call<Workflow>("POST /api/workflows", admin, {
    name: "请假审批",
    description: "一天以内部门负责人，三天以内再经人事，更长还需总监。",
    formId,
    definition: leaveDefinition(hr, director),
  });
  await call(`POST /api/workflows/${made.id}/publish`, admin, {});
  return made.id;
}

/** One that was accepted while its form's domain was away, and then was refused: the form is but a draft. */
export async function failSubmission({ call, cloud }: Platform, title = "早了一步的申请"): Promise<string> {
  const definition = { fields: [{ key: "note", label: "备注", type: "text" }], rules: [] };
  const draft = await call<{ id: string }>("POST /api/forms", admin, { name: "尚未发布的表单", definition });
  cloud.away("form");
  await call("POST /api/tickets/submissions", "li.lei@acme.test", { title, formId: draft.id, data: { note: "x" } });
  cloud.away("form", null);
  cloud.skipDelays();
  await cloud.settled();
  return draft.id;
}
