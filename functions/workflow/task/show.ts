// A task as its reader sees it: what to decide on, who else is asked, and what they may do.
import { sql } from "drizzle-orm";
import type { UserActor } from "../../../shared/contract/actor";
import type { Task } from "../../../shared/contract/task";
import { type AllowedOnTask, allowedActions, nameOf, type TaskView, type Variables, type Actor as Who } from "../../../shared/process";
import type { Database } from "../../db";
import { jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import type { Acted } from "../instance/act";
import { uuidOf } from "../instance/ids";
import { noSuch, type StoredInstance, type StoredTask } from "../instance/load";
import { fieldsOf, hiddenFrom, without } from "../instance/seen";
import { whyOf } from "../instance/show";
import { taskCard } from "./card";

/** `acted` was loaded by the task's id. */
export async function shownTask(db: Database, actor: UserActor, acted: Acted, who: Who): Promise<Task> {
  const { task, definition, pending } = acted;
  if (!task) throw noSuch({ taskId: "" });
  const { view } = task;
  const { tasks, instance } = allowedActions(definition, acted.state, who, date().toISOString());
  const mine = tasks.find((one) => one.task === view.id);
  const node = definition.nodes.find(({ id }) => id === view.node);
  return {
    ...taskCard(acted, { ...task, nodeName: nameOf(definition, view.node) }, who),
    why: whyOf(acted, view.node, view.found),
    mode: node?.type === "userTask" ? node.mode.type : "any",
    formId: acted.formId,
    formVersion: acted.formVersion,
    variables: without(visibleIn(acted, view), hiddenOf(acted, view, actor, who)),
    fields: shownFields(acted, view),
    others: (await othersOf(db, acted, task)).map((other) => otherCard(acted, other)),
    allowedActions: actionsOf(view, mine, tasks, instance.includes("submit") && view.assignee === actor.userId),
    returnTo: inOrder(acted, mine?.returnTo ?? []).map(({ node, modes }) => ({ node, name: nameOf(definition, node), modes })),
    ...(pending && { pending }),
  };
}

/** As they were done. */
const inOrder = ({ state }: StoredInstance, targets: AllowedOnTask["returnTo"]) =>
  targets.toSorted((a, b) => (state.done[a.node]?.seq ?? 0) - (state.done[b.node]?.seq ?? 0));

/** The form's data and what the process adds; in a loop, with what belongs to this turn of it. */
function visibleIn({ state }: StoredInstance, { element }: TaskView): Variables {
  const chain: Variables[] = [];
  let at = state.elements.find(({ id }) => id === element);
  for (; at; at = state.elements.find(({ id }) => id === at?.scope)) if (at.variables) chain.unshift(at.variables);
  return Object.assign({}, state.variables, ...chain);
}

/** What its node hides is hidden from whoever does it, whatever else they may see; its creator and admins see all. */
function hiddenOf(instance: StoredInstance, { node }: TaskView, actor: UserActor, who: Who): string[] {
  if (actor.roles.includes("admin") || instance.initiatorId === actor.userId) return [];
  const here = Object.entries(fieldsOf(instance.definition, node)).flatMap(([field, right]) => (right === "hidden" ? [field] : []));
  return [...new Set([...here, ...hiddenFrom(instance, actor, who)])];
}

function shownFields({ definition }: StoredInstance, { node, kind }: TaskView): Task["fields"] {
  if (kind === "submit") return {};
  return Object.fromEntries(Object.entries(fieldsOf(definition, node)).flatMap(([field, right]) => (right === "hidden" ? [] : [[field, right]])));
}

/** The others of its step: from the state while the step goes on, else from what was kept of them. */
async function othersOf(db: Database, { tenantId, id, state, others }: Acted, { view }: StoredTask): Promise<TaskView[]> {
  const element = state.elements.find((one) => one.id === view.element);
  const tasks = element?.work?.tasks.map((task) => ({ ...task, element: element.id, node: element.node, kind: view.kind }));
  const kept = () =>
    jsonRows<TaskView>(
      db,
      sql`select t.view::text as json from task t where t.tenant_id = ${tenantId} and t.instance_id = ${id}::uuid and t.view->>'element' = ${view.element} order by t.opened_at, t.id limit 200`,
    );
  return (tasks ?? others ?? (await kept())).filter((other) => other.id !== view.id);
}

function otherCard({ id }: StoredInstance, view: TaskView): Task["others"][number] {
  const { part, status, assignee, users, groups, owner, kind, decision } = view;
  return {
    id: uuidOf(id, view.id),
    part: kind === "submit" ? "submit" : owner ? "delegated" : part,
    ...{ status, assigneeId: assignee, users, groups, outcome: decision?.outcome ?? null, comment: decision?.comment ?? null },
  };
}

/** A task's verbs are called as their paths are. */
export const pathOf = {
  claim: "claim",
  unclaim: "unclaim",
  complete: "complete",
  transfer: "transfer",
  delegate: "delegate",
  addSign: "add-sign",
  removeSign: "remove-sign",
  return: "return",
} as const satisfies Record<AllowedOnTask["actions"][number], Task["allowedActions"][number]>;

/** `remove-sign` also where somebody else of the step may be taken out. */
function actionsOf({ element }: TaskView, mine: AllowedOnTask | undefined, tasks: readonly AllowedOnTask[], maySubmit: boolean): Task["allowedActions"] {
  const own = (mine?.actions ?? []).map((action) => pathOf[action]);
  const removes = tasks.some((one) => one.element === element && one.actions.includes("removeSign"));
  return [...new Set([...own, ...(removes ? ["remove-sign" as const] : []), ...(maySubmit ? ["submit" as const] : [])])];
}
