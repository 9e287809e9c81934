// What a step changes, as rows of the tables that the one statement writes (statement.ts).
import { type Actor, system } from "../../../shared/contract/actor";
import type { Kept } from "../../../shared/process";
import { type Owed, type OwedRow, seqOf } from "../../kit/owed";
import type { StoredInstance, Subject } from "./load";
import { openTasks } from "./open-tasks";
import { candidateRows, copyRows, incidentRows, subscriptionRows, taskRows } from "./rows";
import type { Ran } from "./run";

/** A step that was taken, with what follows from it. `actor` did it. */
export type Step = { before: Subject; after: StoredInstance; ran: Pick<Ran, "effects" | "events">; owed: readonly Owed[]; actor: Actor; now: string };

/** Calls for which one number of the counter stands (seqOf). */
const callsPerCount = seqOf(1);

/** What one step writes. */
export type Rows = ReturnType<typeof rowsOf>;

export function rowsOf({ before, after, ran, owed, actor, now }: Step) {
  const context = { before, after, effects: ran.effects, actor, now };
  const counter = before.counter + Math.ceil(owed.length / callsPerCount);
  const [tasks, candidates, incidents, subscriptions] = [taskRows(context), candidateRows(context), incidentRows(context), subscriptionRows(context)];
  return {
    instance: { ...instanceRow({ ...after, counter }, now), seen: before.version },
    events: eventRows(after, before.events, ran.events),
    tasks,
    candidates,
    incidents,
    copies: copyRows(context),
    subscriptions,
    owed: owed.map((one, n) => owedRow(after, seqOf(before.counter + 1) + n, one)),
    counts: {
      tenant_id: after.tenantId,
      instance_id: after.id,
      open_tasks: openTasks(after.state).length - openTasks(before.state).length,
      active_instances: Number(after.status === "active") - Number(before.state?.status === "active"),
      incidents: after.incidents - (before.state?.incidents.length ?? 0),
    },
  };
}

const instanceRow = (one: StoredInstance, now: string) => ({
  ...{ tenant_id: one.tenantId, id: one.id, ticket_id: one.ticketId, ticket_number: one.ticketNumber, ticket_version: one.ticketVersion },
  ...{ title: one.title, priority: one.priority, workflow_id: one.workflowId, workflow_name: one.workflowName, workflow_version: one.workflowVersion },
  ...{ form_id: one.formId, form_version: one.formVersion, initiator_id: one.initiatorId },
  ...{ parent_id: one.parentId, parent_element: one.parentElement, parent_call: one.parentCall, depth: one.depth },
  ...{ status: one.status, version: one.version, counter: one.counter, events: one.events, at: one.at, incidents: one.incidents, readers: one.readers },
  ...{ state: one.state, trail: one.trail, started_at: one.startedAt, updated_at: now, ended_at: one.endedAt },
});

const eventRows = ({ tenantId, id }: StoredInstance, from: number, events: readonly Kept[]) =>
  events.map(({ event, at }, n) => ({ tenant_id: tenantId, instance_id: id, seq: from + n + 1, at, event }));

function owedRow({ tenantId, id }: StoredInstance, seq: number, { receiver, route, body }: Owed) {
  const told: OwedRow = { entity: id, receiver, seq, actor: system(tenantId), route, body, tries: 0, ageSeconds: 0 };
  return { told, row: { entity: id, receiver, seq, tenant_id: tenantId, instance_id: id, actor: told.actor, route, body } };
}
