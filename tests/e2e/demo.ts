/** A platform as a busy week leaves it: what pictures and checks of every screen look at. */
import type { Ticket } from "../../shared/contract/ticket";
import type { Workflow } from "../../shared/contract/workflow";
import { leave, makeTickets } from "./demo-tickets";
import { leaveDefinition } from "./demo-workflow";
import type { Platform } from "./platform";

export type Demo = { tickets: Ticket[]; forms: { leave: string; purchase: string; expense: string }; leaveTicket: string; workflow: string };

const admin = "admin@acme.test";

export async function makeDemo(platform: Platform): Promise<Demo> {
  const { call, cloud } = platform;
  const found = await call<{ data: { id: string; name: string }[] }>("GET /api/forms?limit=100", admin);
  const formOf = (name: string) => found.data.find((form) => form.name.startsWith(name))?.id ?? "";
  const forms = { leave: formOf("请假"), purchase: formOf("采购"), expense: formOf("费用") };
  const workflow = await makeWorkflow(platform, forms.leave);
  const tickets = await makeTickets(platform);
  await call("POST /api/tickets/submissions", "li.lei@acme.test", { title: "年假两天", formId: forms.leave, data: leave });
  await failSubmission(platform);
  await cloud.settled();
  const mine = await call<{ data: { id: string }[] }>(`GET /api/tickets?q=${encodeURIComponent("年假两天")}`, admin);
  return { tickets, forms, workflow, leaveTicket: mine.data[0]?.id ?? "" };
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
