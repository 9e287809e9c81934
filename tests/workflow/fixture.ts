/** Drafts to publish, and to refuse. */
import type * as z from "zod";
import { listNotifications } from "../../shared/contract/notification";
import { completeTask, listTasks } from "../../shared/contract/task";
import { createWorkflow, publishWorkflow, type Workflow } from "../../shared/contract/workflow";
import type { DefinitionInput } from "../../shared/process/definition";
import type { Tenant, Tickets } from "../ticket/fixture";

type Drawn = Partial<z.input<typeof createWorkflow.body>>;

/** Start, one approval, end. */
export const straight = (name = "Approve"): DefinitionInput => ({
  nodes: [
    { id: "start", type: "startEvent" },
    { id: "approve", type: "userTask", name, participants: [{ from: "roles", roles: ["agent"] }] },
    { id: "end", type: "endEvent" },
  ],
  flows: [
    { id: "in", from: "start", to: "approve" },
    { id: "out", from: "approve", to: "end" },
  ],
});

/** Start, a gateway on the amount, two approvals, end. */
export const forked = (condition: string): DefinitionInput => ({
  nodes: [
    { id: "start", type: "startEvent" },
    { id: "size", type: "exclusiveGateway", name: "How much?", default: "small" },
    { id: "lead", type: "userTask", name: "Lead", participants: [{ from: "roles", roles: ["agent"] }] },
    { id: "boss", type: "userTask", name: "Boss", participants: [{ from: "roles", roles: ["admin"] }] },
    { id: "end", type: "endEvent" },
  ],
  flows: [
    { id: "in", from: "start", to: "size" },
    { id: "small", from: "size", to: "lead" },
    { id: "large", from: "size", to: "boss", condition },
    { id: "leadOut", from: "lead", to: "end" },
    { id: "bossOut", from: "boss", to: "end" },
  ],
});

export async function draft(acme: Tenant, drawn: Drawn = {}): Promise<Workflow> {
  const made = await acme.admin.send(createWorkflow, { body: { name: "Leave", ...drawn } });
  if (made.status !== 201) throw new Error(made.text);
  return made.body;
}

/** The first of everything waits for modules to load; nobody else's second should pass with that. */
export async function warmUp({ tenant, cloud }: Pick<Tickets, "tenant" | "cloud">): Promise<void> {
  const t = await tenant();
  const workflow = await published(t);
  await t.ticket({ workflowId: workflow.id });
  await cloud.drain();
  const [item] = (await t.agent.send(listTasks)).body.data;
  await t.agent.send(completeTask, { params: { id: item?.task?.id ?? "" }, body: { outcome: "approve" } });
  await t.agent.send(listNotifications);
}

export async function published(acme: Tenant, drawn: Drawn = { definition: straight() }): Promise<Workflow> {
  const { id } = await draft(acme, drawn);
  const done = await acme.admin.send(publishWorkflow, { params: { id } });
  if (done.status !== 200) throw new Error(done.text);
  return done.body;
}
