// An instance as it is stored, with the definition that it runs on: one statement, but for what is too large for a row.
import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import type { InstanceStatus } from "../../../shared/contract/instance";
import { Problem } from "../../../shared/contract/problem";
import { Definition, type State, type TaskView } from "../../../shared/process";
import { type Database, readJson } from "../../db";
import { iso, jsonRows } from "../../db/rows";
import { readVersion } from "../queries";
import type { Trail } from "./trail";

export type InstanceState = z.output<typeof InstanceStatus>;

/** The columns of an instance but for what its state says. */
export type InstanceHead = {
  tenantId: string;
  id: string;
  ticketId: string | null;
  ticketNumber: number | null;
  /** The ticket's version that title and priority are of. */
  ticketVersion: number;
  title: string;
  priority: string;
  workflowId: string;
  workflowName: string;
  workflowVersion: number;
  formId: string | null;
  formVersion: number | null;
  initiatorId: string;
  parentId: string | null;
  parentElement: string | null;
  parentCall: number | null;
  depth: number;
  status: InstanceState;
  /** 0 for one that is not stored yet. */
  version: number;
  counter: number;
  events: number;
  at: { node: string; name: string }[];
  /** Of its process; what it owes and was refused stands besides. */
  incidents: number;
  refused: number;
  readers: string[];
  startedAt: string;
  updatedAt: string;
  endedAt: string | null;
};

export type StoredTask = { id: string; key: string; openedAt: string; dueAt: string | null; closedAt: string | null; view: TaskView };

export type StoredInstance = InstanceHead & {
  state: State;
  trail: Trail;
  definition: Definition;
  /** The one by whose id it was asked for. */
  task?: StoredTask;
};

/** Before a step; `state` is null for one that is not stored yet. */
export type Subject = Omit<StoredInstance, "state" | "task"> & { state: State | null };

export type Wanted = { instanceId: string } | { taskId: string };

/** Bytes; the Data API's limit is 64 KB a row. */
const mostOfRow = 60_000;

/** Of a row `i`; everything but the state and the trail. */
export const headFields = sql`'tenantId', i.tenant_id, 'id', i.id, 'ticketId', i.ticket_id, 'ticketNumber', i.ticket_number, 'ticketVersion', i.ticket_version, 'title', i.title, 'priority', i.priority,
  'workflowId', i.workflow_id, 'workflowName', i.workflow_name, 'workflowVersion', i.workflow_version, 'formId', i.form_id, 'formVersion', i.form_version,
  'initiatorId', i.initiator_id, 'parentId', i.parent_id, 'parentElement', i.parent_element, 'parentCall', i.parent_call, 'depth', i.depth, 'status', i.status,
  'version', i.version, 'counter', i.counter, 'events', i.events, 'at', i.at, 'incidents', i.incidents,
  'refused', (select count(*) from outbox o where o.entity = i.id::text and o.parked is not null), 'readers', i.readers,
  'startedAt', ${iso(sql`i.started_at`)}, 'updatedAt', ${iso(sql`i.updated_at`)}, 'endedAt', ${iso(sql`i.ended_at`)}`;

const taskFields = sql`json_build_object('id', t.id, 'key', t.key, 'openedAt', ${iso(sql`t.opened_at`)}, 'dueAt', ${iso(sql`t.due_at`)}, 'closedAt', ${iso(sql`t.closed_at`)}, 'view', t.view)`;

/** Undefined where there is none. */
export async function findInstance(db: Database, tenantId: string, wanted: Wanted): Promise<StoredInstance | undefined> {
  const stored = await readStored(db, source(tenantId, wanted));
  if (!stored) return undefined;
  return { ...stored, definition: await definitionOf(db, tenantId, stored.workflowId, stored.workflowVersion) };
}

/** Throws `not-found`. */
export async function readInstance(db: Database, tenantId: string, wanted: Wanted): Promise<StoredInstance> {
  const found = await findInstance(db, tenantId, wanted);
  if (!found) throw noSuch(wanted);
  return found;
}

export const noSuch = (wanted: Wanted) => new Problem("not-found", `There is no such ${"taskId" in wanted ? "task" : "instance"}.`);

function source(tenantId: string, wanted: Wanted): SQL {
  const fields = sql`${headFields}, 'state', i.state, 'trail', i.trail`;
  if ("instanceId" in wanted)
    return sql`select json_build_object(${fields})::text as value from instance i where i.tenant_id = ${tenantId} and i.id = ${wanted.instanceId}::uuid`;
  return sql`select json_build_object(${fields}, 'task', ${taskFields})::text as value from task t join instance i on i.tenant_id = t.tenant_id and i.id = t.instance_id
    where t.tenant_id = ${tenantId} and t.id = ${wanted.taskId}::uuid`;
}

type Stored = Omit<StoredInstance, "definition">;

async function readStored(db: Database, from: SQL): Promise<Stored | undefined> {
  const [row] = await jsonRows<Stored | null>(
    db,
    sql`select case when octet_length(r.value) < ${mostOfRow} then r.value else 'null' end as json from (${from}) r`,
  );
  // One that goes into no row of a reply is read in pieces.
  return row === null ? ((await readJson(db, from)) as Stored | undefined) : row;
}

/** Versions never change: kept for the container's life, the oldest go first. */
const definitions = new Map<string, Promise<Named>>();
const most = 200;
export type Named = { name: string; formId: string | null; definition: Definition };

/** Throws `not-found`. */
export async function versionOf(db: Database, tenantId: string, workflowId: string, version: number): Promise<Named> {
  const key = `${tenantId}\n${workflowId}\n${version}`;
  const known = definitions.get(key);
  if (known) return known;
  // What was stored by an earlier release has no defaults for what is new.
  const reading = readVersion(db, tenantId, workflowId, version).then(({ name, formId, definition }) => ({
    name,
    formId,
    definition: Definition.parse(definition),
  }));
  definitions.set(key, reading);
  reading.catch(() => definitions.delete(key));
  const [oldest] = definitions.keys();
  if (definitions.size > most && oldest !== undefined) definitions.delete(oldest);
  return reading;
}

export const definitionOf = async (db: Database, tenantId: string, workflowId: string, version: number): Promise<Definition> =>
  (await versionOf(db, tenantId, workflowId, version)).definition;
