// What a step changes in the tables beside the instance itself, worked out from the state before and after: nothing is asked of the database for it.
import { type Actor, actorId } from "../../../shared/contract/actor";
import { type Effect, type Incident, nameOf, type State, type Subscription, type Task, type TaskView } from "../../../shared/process";
import { newId } from "../../kit/ids";
import { uuidOf } from "./ids";
import type { StoredInstance, Subject } from "./load";
import { shownTasks } from "./open-tasks";

/** Names are the columns'. */
export type TaskRow = {
  tenant_id: string;
  id: string;
  instance_id: string;
  key: string;
  node: string;
  node_name: string;
  status: Task["status"];
  assignee_id: string | null;
  handler_id: string | null;
  opened_at: string;
  due_at: string | null;
  closed_at: string | null;
  view: TaskView;
};
type CandidateRow = {
  tenant_id: string;
  instance_id: string;
  ref: string;
  kind: "user" | "group";
  task_id: string;
  opened_at: string;
  /** Of a group: who of it may not do this one. */
  barred_id: string | null;
};

type Context = { before: Subject; after: StoredInstance; effects: readonly Effect[]; actor: Actor; now: string };

/** Tasks that were opened, changed or closed. */
export function taskRows({ before, after, effects, now }: Context): TaskRow[] {
  const known = shownTasks(before.state);
  const current = shownTasks(after.state);
  const closed = new Map(effects.flatMap((effect) => (effect.type === "closeTask" ? [[effect.task.id, effect.task] as const] : [])));
  const row = (view: TaskView, dueAt: string | null): TaskRow => {
    const isClosed = view.status === "done" || view.status === "dropped";
    return {
      ...{ tenant_id: after.tenantId, instance_id: after.id, id: uuidOf(after.id, view.id), key: view.id, node: view.node },
      ...{ node_name: nameOf(after.definition, view.node), status: view.status },
      ...{ assignee_id: view.assignee, handler_id: isClosed ? (view.decision?.by ?? null) : null, due_at: dueAt, view },
      // One that was opened before keeps its time.
      ...{ opened_at: now, closed_at: isClosed ? now : null },
    };
  };
  // A migration says so of tasks of which nothing changes but the step's name.
  const told = new Set(effects.flatMap((effect) => (effect.type === "changeTask" ? [effect.task.id] : [])));
  const changed = [...current].filter(([id, task]) => told.has(id) || JSON.stringify(known.get(id)) !== JSON.stringify(task));
  return [...changed.map(([, { view, dueAt }]) => row(view, dueAt)), ...[...closed.values()].map((view) => row(view, known.get(view.id)?.dueAt ?? null))];
}

/** Whoever may do an open task now, where that changed; their inbox goes by the time at which it came to them. */
export function candidateRows({ before, after, now }: Context): { added: CandidateRow[]; removed: CandidateRow[] } {
  const [known, current] = [before.state, after.state].map((state) => candidatesIn(state));
  const row = ([, { task, ref, kind, barred }]: readonly [string, Candidate]): CandidateRow => ({
    tenant_id: after.tenantId,
    instance_id: after.id,
    ref,
    kind,
    task_id: uuidOf(after.id, task),
    opened_at: now,
    barred_id: kind === "group" ? barred : null,
  });
  const without = (all: Map<string, Candidate> | undefined, others: Map<string, Candidate> | undefined) =>
    [...(all ?? [])].filter(([key]) => !others?.has(key)).map(row);
  return { added: without(current, known), removed: without(known, current) };
}

type Candidate = { task: string; ref: string; kind: "user" | "group"; barred: string | null };

function candidatesIn(state: State | null): Map<string, Candidate> {
  const found = new Map<string, Candidate>();
  for (const { view } of shownTasks(state).values()) {
    if (view.status !== "open") continue;
    const add = (kind: Candidate["kind"]) => (ref: string) => found.set(`${view.id} ${ref}`, { task: view.id, ref, kind, barred: view.barred });
    if (view.assignee) add("user")(view.assignee);
    else {
      view.users.filter((user) => user !== view.barred).forEach(add("user"));
      view.groups.forEach(add("group"));
    }
  }
  return found;
}

export function incidentRows({ before, after, actor, now }: Context) {
  const [known, current] = [before.state?.incidents ?? [], after.state.incidents];
  const isIn = (list: readonly Incident[]) => (incident: Incident) => list.some(({ id }) => id === incident.id);
  const opened = current.filter((incident) => !isIn(known)(incident));
  const resolved = known.filter((incident) => !isIn(current)(incident));
  return {
    opened: opened.map(({ id, node, code, message, reason = null, at }) => ({
      ...{ tenant_id: after.tenantId, id: uuidOf(after.id, id), instance_id: after.id, key: id },
      ...{ node, node_name: nameOf(after.definition, node), code, message, reason, at },
    })),
    resolved: resolved.map(({ id }) => ({
      tenant_id: after.tenantId,
      instance_id: after.id,
      id: uuidOf(after.id, id),
      resolved_at: now,
      resolved_by: actorId(actor),
    })),
  };
}

export function copyRows({ after, effects, actor, now }: Context) {
  return effects.flatMap((effect) =>
    effect.type === "notify" && effect.notification.about === "cc"
      ? effect.notification.users.map((user_id) => ({
          ...{ tenant_id: after.tenantId, user_id, id: newId(), instance_id: after.id },
          ...{ from_id: actorId(actor), comment: effect.notification.comment ?? null, at: now },
        }))
      : [],
  );
}

/** A key that nobody could send is waited for in the state alone. */
const longestKey = 500;

export function subscriptionRows({ before, after, now }: Context) {
  const fits = (subscription: Subscription) => subscription.correlationKey.length <= longestKey;
  const [known, current] = [(before.state?.subscriptions ?? []).filter(fits), after.state.subscriptions.filter(fits)];
  const row = ({ name, correlationKey, id, node }: Subscription) => ({
    ...{ tenant_id: after.tenantId, name, correlation_key: correlationKey, instance_id: after.id, key: id, node, at: now },
  });
  const missingIn = (list: readonly Subscription[]) => (one: Subscription) => !list.some(({ id }) => id === one.id);
  return { added: current.filter(missingIn(known)).map(row), removed: known.filter(missingIn(current)).map(row) };
}
