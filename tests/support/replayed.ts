/** What is stored of processes must follow from what happened to them: the state from the events, and every other table from the state. */
import { expect } from "vitest";
import { uuidOf } from "../../functions/workflow/instance/ids";
import { Definition, type Kept, migrate, type State, step } from "../../shared/process";
import type { TestDatabases } from "./databases";

export type Stored = {
  id: string;
  status: string;
  workflow_id: string;
  workflow_version: number;
  version: number;
  events: number;
  incidents: number;
  state: State;
};
type Of = { id: string; databases: Pick<TestDatabases, "query"> };

/** `t`: a tenant. The instance's state is what its events make of it, and its tasks, incidents and subscriptions are those of its state. */
export async function expectReplays(t: Of, instanceId: string): Promise<void> {
  const query = <Row extends Record<string, unknown>>(sql: string, ...values: unknown[]) => t.databases.query<Row>("workflow", sql, [t.id, ...values]);
  const [instance] = await query<Stored>("select * from instance where tenant_id = $1 and id = $2", instanceId);
  if (!instance) throw new Error(`There is no instance ${instanceId}.`);
  const events = await query<{ seq: number; at: Date; event: Kept["event"] }>(
    "select seq, at, event from instance_event where tenant_id = $1 and instance_id = $2 order by seq",
    instanceId,
  );
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n + 1));
  expect(events).toHaveLength(instance.events);

  const versions = await query<{ number: number; definition: unknown }>(
    "select number, definition from workflow_version where tenant_id = $1 and workflow_id = $2",
    instance.workflow_id,
  );
  const definitionOf = (number: number) => Definition.parse(versions.find((one) => one.number === number)?.definition);
  const first = events.flatMap(({ event }) => (event.type === "migrate" ? [event.from] : []))[0];
  expect(replayed(events, first ?? instance.workflow_version, definitionOf)).toEqual(instance.state);
  expect(instance.status).toBe(instance.state.status);
  await expectTables(query, instance);
}

function replayed(events: readonly { at: Date; event: Kept["event"] }[], first: number, definitionOf: (number: number) => Definition): State | null {
  let state: State | null = null;
  let version = first;
  for (const { event, at } of events) {
    const now = at.toISOString();
    if (event.type === "migrate") {
      if (!state) throw new Error("It was moved before it had started.");
      const { nodes, flows, actor, reason } = event;
      const moved = migrate(state, { from: definitionOf(version), to: definitionOf(event.to), mapping: { nodes, flows }, actor, reason }, now);
      if (!moved.ok) throw new Error(`A recorded migration was refused: ${JSON.stringify(moved.problems)}`);
      [state, version] = [moved.state, event.to];
    } else {
      const stepped = step(definitionOf(version), state, event, now);
      if (!stepped.ok) throw new Error(`A recorded event was refused: ${event.type}: ${stepped.refusal.message}`);
      state = stepped.state;
    }
  }
  return state && (JSON.parse(JSON.stringify(state)) as State);
}

type Query = <Row extends Record<string, unknown>>(sql: string, ...values: unknown[]) => Promise<Row[]>;

async function expectTables(query: Query, { id, state, incidents }: Stored): Promise<void> {
  const shown = state.elements.flatMap(({ work }) => work?.tasks ?? []).filter(({ status }) => status === "open" || status === "held");
  const candidates = shown.flatMap((task) => {
    if (task.status !== "open") return [];
    const refs = task.assignee ? [task.assignee] : [...new Set([...task.users.filter((user) => user !== task.barred), ...task.groups])];
    return refs.map((ref) => `${uuidOf(id, task.id)} ${ref}`);
  });
  const tasks = await query<{ key: string; status: string; assignee_id: string | null }>(
    "select key, status, assignee_id from task where tenant_id = $1 and instance_id = $2 and closed_at is null",
    id,
  );
  const has = {
    tasks: tasks.map((task) => `${task.key} ${task.status} ${task.assignee_id}`).sort(),
    candidates: (
      await query<{ task_id: string; ref: string }>(
        "select c.task_id, c.ref from task_candidate c join task t on t.tenant_id = c.tenant_id and t.id = c.task_id where c.tenant_id = $1 and t.instance_id = $2",
        id,
      )
    )
      .map(({ task_id, ref }) => `${task_id} ${ref}`)
      .sort(),
    incidents: (await query<{ key: string }>("select key from incident where tenant_id = $1 and instance_id = $2 and resolved_at is null", id))
      .map(({ key }) => key)
      .sort(),
    subscriptions: (await query<{ key: string }>("select key from subscription where tenant_id = $1 and instance_id = $2", id)).map(({ key }) => key).sort(),
  };
  expect(has).toEqual({
    tasks: shown.map((task) => `${task.id} ${task.status} ${task.assignee}`).sort(),
    candidates: candidates.sort(),
    incidents: state.incidents.map((incident) => incident.id).sort(),
    subscriptions: state.subscriptions.map((subscription) => subscription.id).sort(),
  });
  expect(incidents).toBe(state.incidents.length);
}

const ticketStatusOf = { completed: "resolved", rejected: "rejected", withdrawn: "withdrawn", terminated: "terminated", failed: "terminated" } as const;

/** Of everything that the tenant runs, once nothing is under way any more: it replays, the counts are right, nothing is owed, and tickets say what their processes say. */
export async function expectProcessesSettled(t: Of): Promise<void> {
  const { query } = t.databases;
  const instances = await query<Stored & { parent_id: string | null }>("workflow", "select * from instance where tenant_id = $1", [t.id]);
  for (const { id } of instances) await expectReplays(t, id);
  const [counted] = await query<{ open_tasks: number; active_instances: number; incidents: number }>(
    "workflow",
    "select open_tasks, active_instances, incidents from workflow_counter where tenant_id = $1",
    [t.id],
  );
  const tasks = instances.flatMap(({ state }) => state.elements.flatMap(({ work }) => work?.tasks.filter(({ status }) => status === "open") ?? []));
  expect(counted ?? { open_tasks: 0, active_instances: 0, incidents: 0 }).toEqual({
    open_tasks: tasks.length,
    active_instances: instances.filter(({ status }) => status === "active").length,
    incidents: instances.reduce((sum, { incidents }) => sum + incidents, 0),
  });
  for (const domain of ["workflow", "ticket"] as const)
    expect(await query(domain, "select entity, receiver, route, parked from outbox where tenant_id = $1", [t.id])).toEqual([]);
  const tickets = await query<{ id: string; status: string; process_version: number | null }>(
    "ticket",
    "select id, status, process_version from ticket where tenant_id = $1 and workflow_id is not null and status <> 'draft'",
    [t.id],
  );
  for (const { id, status, process_version } of tickets) {
    const instance = instances.find((one) => one.id === id);
    if (!instance) throw new Error(`The ticket ${id} has no instance.`);
    if (instance.status === "active") expect(["open", "in_progress"]).toContain(status);
    else expect([ticketStatusOf[instance.status as keyof typeof ticketStatusOf], "closed"]).toContain(status);
    expect(process_version).toBeLessThanOrEqual(instance.version);
  }
}
