// The one statement that stores a step: the instance under its guard, and all that goes with it, for one instance or many.
import { type SQL, sql } from "drizzle-orm";
import { firstDue } from "../../kit/owed";
import type { Rows } from "./step-rows";

const instanceColumns = {
  tenant_id: "text",
  id: "uuid",
  ticket_id: "uuid",
  ticket_number: "int",
  ticket_version: "int",
  title: "text",
  priority: "text",
  workflow_id: "uuid",
  workflow_name: "text",
  workflow_version: "int",
  form_id: "uuid",
  form_version: "int",
  initiator_id: "uuid",
  parent_id: "uuid",
  parent_element: "text",
  parent_call: "int",
  depth: "int",
  status: "text",
  version: "int",
  counter: "int",
  events: "int",
  at: "jsonb",
  incidents: "int",
  readers: "uuid[]",
  state: "jsonb",
  trail: "jsonb",
  started_at: "timestamptz",
  updated_at: "timestamptz",
  ended_at: "timestamptz",
};
const stepColumns = { ...instanceColumns, seen: "int" };
/** What a step changes; the rest stays as it is, whoever changed that meanwhile. */
const changing = [
  "workflow_version",
  "workflow_name",
  "status",
  "version",
  "counter",
  "events",
  "at",
  "incidents",
  "readers",
  "state",
  "trail",
  "updated_at",
  "ended_at",
];

/** Columns of the tables beside it; each row also names its instance. */
const tables = {
  instance_event: { tenant_id: "text", instance_id: "uuid", seq: "int", at: "timestamptz", event: "jsonb" },
  task: {
    ...{
      tenant_id: "text",
      id: "uuid",
      instance_id: "uuid",
      key: "text",
      node: "text",
      node_name: "text",
      status: "text",
      assignee_id: "uuid",
      handler_id: "uuid",
    },
    ...{ opened_at: "timestamptz", due_at: "timestamptz", closed_at: "timestamptz", view: "jsonb" },
  },
  task_candidate: { tenant_id: "text", ref: "uuid", kind: "text", task_id: "uuid", opened_at: "timestamptz", barred_id: "uuid" },
  incident: {
    ...{
      tenant_id: "text",
      id: "uuid",
      instance_id: "uuid",
      key: "text",
      node: "text",
      node_name: "text",
      code: "text",
      message: "text",
      reason: "jsonb",
      at: "timestamptz",
    },
  },
  instance_copy: { tenant_id: "text", user_id: "uuid", id: "uuid", instance_id: "uuid", from_id: "uuid", comment: "text", at: "timestamptz" },
  subscription: { tenant_id: "text", name: "text", correlation_key: "text", instance_id: "uuid", key: "text", node: "text", at: "timestamptz" },
} as const;

const rowColumns = new Map<string, Columns>(Object.entries(tables).map(([table, columns]) => [table, { ...columns, instance_id: "uuid" }]));

/** The statement holds only what has rows: what is left out need not be planned. */
export function statement(batch: readonly Rows[]): SQL {
  const isNew = batch.every(({ instance }) => instance.seen === 0);
  const instances = batch.map(({ instance }) => instance);
  const all = <T>(of: (rows: Rows) => readonly T[]): T[] => batch.flatMap(of);
  const parts = [
    insert(
      "instance_event",
      all(({ events }) => events),
    ),
    insert(
      "task",
      all(({ tasks }) => tasks),
      keepOpened,
    ),
    insert(
      "task_candidate",
      all(({ candidates }) => candidates.added),
    ),
    gone(
      "task_candidate",
      all(({ candidates }) => candidates.removed),
      ["task_id", "ref"],
    ),
    insert(
      "incident",
      all(({ incidents }) => incidents.opened),
    ),
    resolved(all(({ incidents }) => incidents.resolved)),
    insert(
      "instance_copy",
      all(({ copies }) => copies),
    ),
    insert(
      "subscription",
      all(({ subscriptions }) => subscriptions.added),
    ),
    gone(
      "subscription",
      all(({ subscriptions }) => subscriptions.removed),
      ["name", "correlation_key", "instance_id", "key"],
    ),
    owing(
      all(({ owed }) => owed.map(({ row }) => row)),
      instances[0]?.updated_at,
    ),
    counted(all(({ counts }) => (counts.open_tasks || counts.active_instances || counts.incidents ? [counts] : []))),
  ].filter((part) => part !== undefined);
  const isBehind = isNew ? sql`false` : sql`exists (select 1 from outbox o where o.entity = c.id::text)`;
  return sql`with b as materialized (select * from ${recordset(instances, stepColumns, "b")}), changed as (${isNew ? made : moved})
    ${parts.length > 0 ? sql`, ${sql.join(parts, sql`, `)}` : sql``}
    select json_build_object('tenantId', c.tenant_id, 'id', c.id, 'isBehind', ${isBehind})::text as json from changed c`;
}

const listed = (columns: readonly string[], alias?: string) => sql.raw(columns.map((name) => (alias ? `${alias}.${name}` : name)).join(", "));

function recordset(rows: readonly object[], columns: Columns, alias: string): SQL {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${sql.raw(`${alias}(${typesOf(columns)})`)}`;
}

type Columns = Readonly<Record<string, string>>;
const types = new WeakMap<Columns, string>();

/** Columns are constants, each written down once. */
function typesOf(columns: Columns): string {
  const known = types.get(columns);
  if (known) return known;
  const text = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(", ");
  types.set(columns, text);
  return text;
}

const ownColumns = Object.keys(instanceColumns);

/** One that is there already was started before, by the same call. */
const made = sql`insert into instance (${listed(ownColumns)}) select ${listed(ownColumns, "b")} from b order by b.tenant_id, b.id
  on conflict (tenant_id, id) do nothing returning tenant_id, id`;

const moved = sql`update instance i set ${sql.raw(changing.map((name) => `${name} = b.${name}`).join(", "))} from b
  where i.tenant_id = b.tenant_id and i.id = b.id and i.version = b.seen returning i.tenant_id, i.id`;

const ofChanged = sql`join changed c on c.tenant_id = r.tenant_id and c.id = r.instance_id`;

function insert(table: keyof typeof tables, rows: readonly { instance_id: string }[], onConflict = sql``): SQL | undefined {
  if (rows.length === 0) return undefined;
  const columns = Object.keys(tables[table]);
  return sql`${sql.raw(`${table}_in`)} as (insert into ${sql.raw(table)} (${listed(columns)})
    select ${listed(columns, "r")} from ${recordset(rows, rowColumns.get(table) ?? {}, "r")} ${ofChanged} ${onConflict})`;
}

/** One that was there before keeps the time at which it was opened. */
const keepOpened = sql`on conflict (tenant_id, id) do update set node = excluded.node, node_name = excluded.node_name, status = excluded.status, assignee_id = excluded.assignee_id, handler_id = excluded.handler_id, due_at = excluded.due_at,
  closed_at = excluded.closed_at, view = excluded.view`;

function gone(table: "task_candidate" | "subscription", rows: readonly { instance_id: string }[], key: readonly string[]): SQL | undefined {
  if (rows.length === 0) return undefined;
  const isIt = sql.raw(key.map((name) => `t.${name} = r.${name}`).join(" and "));
  return sql`${sql.raw(`${table}_out`)} as (delete from ${sql.raw(table)} t using ${recordset(rows, rowColumns.get(table) ?? {}, "r")} ${ofChanged}
    where t.tenant_id = r.tenant_id and ${isIt})`;
}

const resolvedColumns = { tenant_id: "text", id: "uuid", instance_id: "uuid", resolved_at: "timestamptz", resolved_by: "uuid" };

function resolved(rows: readonly object[]): SQL | undefined {
  if (rows.length === 0) return undefined;
  return sql`incident_out as (update incident t set resolved_at = r.resolved_at, resolved_by = r.resolved_by from ${recordset(rows, resolvedColumns, "r")} ${ofChanged}
    where t.tenant_id = r.tenant_id and t.id = r.id)`;
}

const owedColumns = { entity: "text", receiver: "text", seq: "int", tenant_id: "text", instance_id: "uuid", actor: "jsonb", route: "text", body: "jsonb" };

function owing(rows: readonly object[], at: string | undefined): SQL | undefined {
  if (rows.length === 0) return undefined;
  return sql`owing as (insert into outbox (entity, receiver, seq, tenant_id, actor, route, body, next_try_at, created_at)
    select r.entity, r.receiver, r.seq, r.tenant_id, r.actor, r.route, r.body, ${firstDue()}::timestamptz, ${at}::timestamptz from ${recordset(rows, owedColumns, "r")} ${ofChanged})`;
}

const countColumns = { tenant_id: "text", instance_id: "uuid", open_tasks: "int", active_instances: "int", incidents: "int" };

/** A tenant's counts change once a statement, in the order of the tenants, so that two batches never hold each other up. */
function counted(rows: readonly object[]): SQL | undefined {
  if (rows.length === 0) return undefined;
  return sql`counted as (insert into workflow_counter as w (tenant_id, open_tasks, active_instances, incidents)
    select r.tenant_id, sum(r.open_tasks)::int, sum(r.active_instances)::int, sum(r.incidents)::int from ${recordset(rows, countColumns, "r")} ${ofChanged} group by r.tenant_id order by r.tenant_id
    on conflict (tenant_id) do update set open_tasks = w.open_tasks + excluded.open_tasks, active_instances = w.active_instances + excluded.active_instances, incidents = w.incidents + excluded.incidents)`;
}
