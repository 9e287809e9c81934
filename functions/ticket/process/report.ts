// What a process says of itself, each report taken once, in one statement for a list of them: state, counters and timeline.
import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { type ProcessLine, reportProcess } from "../../../shared/contract/process-report";
import { TicketStatus } from "../../../shared/contract/ticket";
import { cutBatch } from "../../db";
import { date } from "../../kit/clock";
import { type Received, receiver } from "../../kit/receiver";

type Report = z.output<typeof reportProcess.body>;
type Row = ReturnType<typeof row>;

/** The sender makes a ticket's calls in order, so an older version is a late or double one: it is ignored, lines and all. */
export const reported = receiver(reportProcess, async (received, { db }) => {
  for (const rows of turns(received)) for (const batch of cutBatch(rows)) await db.execute(statement(JSON.stringify(batch)));
});

/** A statement changes a row once: a ticket's second report goes into the next one. */
function turns(received: readonly Received<typeof reportProcess>[]): Row[][] {
  const seen = new Map<string, number>();
  const turns: Row[][] = [];
  for (const { actor, body } of received) {
    const key = `${actor.tenantId} ${body.ticketId}`;
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    turns[turn] = [...(turns[turn] ?? []), row(actor.tenantId, body)];
  }
  return turns;
}

/** Of a list, which shows no more of it. */
const mostOfIncident = 500;

function row(tenant_id: string, { ticketId, version, status, reason, data, lines, readers, handlers, incident, hides }: Report) {
  return {
    ...{ tenant_id, id: ticketId, version, status, reason, data, hides, readers, handlers },
    incident: incident?.slice(0, mostOfIncident).replace(/\p{Cs}$/u, ""),
    lines: lines.map(line),
    // When it came to be so, however late we are told.
    at: lines.at(-1)?.at,
  };
}

const line = ({ at, actorId, action, before, after, comment, node, nodeName, taskId, onBehalfOf }: ProcessLine) => ({
  ...{ at, actor_id: actorId, action, comment, node, node_name: nodeName, task_id: taskId, on_behalf_of: onBehalfOf },
  before: fields(before),
  after: fields(after),
});

/** Bytes of JSON; beside a comment they go into one row of a reply. */
const mostOfFields = 6_000;

/** By field, as a timeline has it; what would be too large says only of which fields it is. */
function fields(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return undefined;
  const named = typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : { value };
  if (Buffer.byteLength(JSON.stringify(named)) <= mostOfFields) return named;
  return Object.fromEntries(
    Object.keys(named)
      .slice(0, 50)
      .map((name) => [name.slice(0, 100), "…"]),
  );
}

const columns = sql`tenant_id text, id uuid, version int, status text, reason text, data jsonb, hides boolean, readers uuid[], handlers uuid[], incident text, lines jsonb, at timestamptz`;
const lineColumns = sql`at timestamptz, actor_id uuid, action text, before jsonb, after jsonb, comment text, node text, node_name text, task_id uuid, on_behalf_of uuid`;
const statuses = TicketStatus.options;

// The statuses are a closed set of ours, so their names may stand in the SQL.
const moves = sql.raw(
  statuses.map((status) => `count(*) filter (where n.status = '${status}')::int - count(*) filter (where n.was = '${status}')::int as "${status}"`).join(", "),
);
const counts = sql.raw(statuses.map((status) => `"${status}" = c."${status}" + s."${status}"`).join(", "));

/** Tickets are locked in their order, then their tenants' counters, then their days, as every change of a ticket does. */
function statement(rows: string): SQL {
  const at = sql`${date()}::timestamptz`;
  return sql`with r as materialized (select * from jsonb_to_recordset(${rows}::jsonb) as r(${columns})),
    news as materialized (
      select t.tenant_id, t.id, t.status as was, t.counter, coalesce(r.status, t.status) as status, r.status is not null as tells, coalesce(r.at, ${at}) as at,
        r.version, r.reason, r.data, r.hides, r.readers, r.handlers, r.incident, r.lines
      from ticket t join r on t.tenant_id = r.tenant_id and t.id = r.id where coalesce(t.process_version, 0) < r.version order by t.tenant_id, t.id for update of t
    ),
    changed as (
      update ticket t set process_version = n.version, process_readers = n.readers, process_handlers = n.handlers, process_incident = n.incident, process_hides = n.hides,
        counter = t.counter + jsonb_array_length(n.lines), updated_at = ${at}, version = t.version + case when n.status <> n.was or n.data is not null then 1 else 0 end,
        status = n.status, process_reason = case when n.tells then n.reason else coalesce(n.reason, t.process_reason) end, data = coalesce(n.data, t.data),
        resolved_at = case when n.status = n.was then t.resolved_at when n.status = 'resolved' then n.at end
      from news n where t.tenant_id = n.tenant_id and t.id = n.id
    ),
    said as (
      insert into ticket_event (tenant_id, ticket_id, seq, at, actor_id, action, before, after, comment, node, node_name, task_id, on_behalf_of)
      select n.tenant_id, n.id, n.counter + l.ordinality, l.at, l.actor_id, l.action, l.before, l.after, l.comment, l.node, l.node_name, l.task_id, l.on_behalf_of
      from news n, rows from (jsonb_to_recordset(n.lines) as (${lineColumns})) with ordinality l
    ),
    sums as materialized (select n.tenant_id, ${moves} from news n group by n.tenant_id),
    held as materialized (select c.tenant_id from ticket_counter c where c.tenant_id in (select s.tenant_id from sums s) order by c.tenant_id for update),
    counted as (update ticket_counter c set changes = c.changes + 1, ${counts} from sums s join held h on h.tenant_id = s.tenant_id where c.tenant_id = s.tenant_id)
    insert into ticket_day (tenant_id, day, resolved) select n.tenant_id, (n.at at time zone 'UTC')::date, count(*)::int from news n join held h on h.tenant_id = n.tenant_id
      where n.status = 'resolved' and n.was <> 'resolved' group by 1, 2 order by 1, 2
      on conflict (tenant_id, day) do update set resolved = ticket_day.resolved + excluded.resolved`;
}
