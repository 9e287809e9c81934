// The drain's one statement: a batch's submissions, tickets, numbers, counters, timeline and owed calls, all or nothing.
import { type SQL, sql } from "drizzle-orm";
import { startInstance } from "../../../shared/contract/process";
import { routeKey } from "../../../shared/contract/route";
import { jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import type { Means } from "../../kit/endpoint";
import { firstDue, type OwedRow, seqOf } from "../../kit/owed";
import { startOf } from "../process/start";
import { markOf, wordsOf } from "../words";
import type { Decision } from "./decide";

/** Those that this statement itself decided, by its own attempt. */
export type Written = { tenantId: string; id: string; ticketId: string | null; owes: OwedRow[] | null };

export async function writeBatch({ db }: Pick<Means, "db">, decisions: readonly Decision[]): Promise<Written[]> {
  const rows = decisions.map(row);
  const starts = rows.some(({ start }) => start);
  const written = await jsonRows<Written>(db, statement(JSON.stringify(rows), starts));
  return starts ? written.map((one) => withData(one, decisions)) : written;
}

/** A form's data is too large to come back with what was written. */
function withData({ owes, ...written }: Written, decisions: readonly Decision[]): Written {
  const decision = decisions.find(({ work: { attempt } }) => attempt.tenantId === written.tenantId && attempt.id === written.id);
  const data = decision?.status === "completed" ? decision.raised.data : null;
  const whole = owes?.map((one) => (one.receiver === "workflow" ? { ...one, body: { ...(one.body as object), data } } : one));
  return { ...written, owes: whole ?? null };
}

const knownTenants = new Set<string>();

/** The counter row is there before the batch locks it: a tenant's first submission makes it, once per container. */
export async function ensureCounters({ db }: Pick<Means, "db">, tenantIds: readonly string[]): Promise<void> {
  const missing = [...new Set(tenantIds)].filter((tenantId) => !knownTenants.has(tenantId)).sort();
  if (missing.length === 0) return;
  await db.execute(
    sql`insert into ticket_counter (tenant_id) select t.tenant_id from jsonb_to_recordset(${JSON.stringify(missing.map((tenant_id) => ({ tenant_id })))}::jsonb) as t(tenant_id text) on conflict (tenant_id) do nothing`,
  );
  if (knownTenants.size > 10_000) knownTenants.clear();
  for (const tenantId of missing) knownTenants.add(tenantId);
}

/** A row that was there may be gone, in a database that was put back. */
export const forgetCounters = () => knownTenants.clear();

function row(decision: Decision) {
  const { attempt, newest } = decision.work;
  const { raised, ...made } = decision.status === "completed" ? decision : { raised: attempt.raised, ...decision };
  const failed = decision.status === "failed";
  const start = decision.status === "completed" ? startOf(decision) : undefined;
  return {
    tenant_id: attempt.tenantId,
    id: attempt.id,
    subject: attempt.requester.subject,
    client_reference: attempt.clientReference,
    status: decision.status,
    attempt: newest,
    tries: (attempt.retryOf ?? 0) + 1,
    // What a retry will send again.
    message: failed ? attempt : null,
    hash: attempt.hash,
    reason: failed ? decision.reason : null,
    errors: failed ? decision.errors : null,
    accepted_at: attempt.acceptedAt,
    ticket_id: "ticketId" in made ? made.ticketId : null,
    requester_id: made.requesterId,
    title: raised.title,
    description: raised.description,
    priority: raised.priority,
    form_id: raised.formId,
    form_version: raised.formVersion,
    data: raised.data,
    workflow_id: raised.workflowId,
    words: failed ? [] : wordsOf(attempt.tenantId, [raised.title, raised.description]),
    mark: markOf(attempt.tenantId),
    ...(start && { start: { ...start, data: undefined } }),
  };
}

const columns = sql`tenant_id text, id text, subject text, client_reference text, status text, attempt uuid, tries int, message jsonb, hash text, reason text, errors jsonb, accepted_at timestamptz,
  ticket_id uuid, requester_id uuid, title text, description text, priority text, form_id uuid, form_version int, data jsonb, workflow_id uuid, words jsonb, mark text, start jsonb`;

/** A failed row is replaced by an attempt that is newer than the newest known one, or by the retry of just this turn. */
const replaces = sql`(s.status = 'failed' and (case when excluded.tries > 1 then excluded.tries = s.tries + 1 else excluded.attempt > s.attempt end))`;

/** A completed one stands: another body for it is only noted. */
const mismatches = sql`(s.status = 'completed' and excluded.hash <> s.hash and not s.mismatch)`;

const replaced = ["requester_id", "status", "attempt", "message", "hash", "title", "form_id", "ticket_id", "reason", "errors", "decided_at"];

/**
 * The counter rows are locked first, in the tenants' order, so that two batches never hold each other up, and their
 * numbers follow each other. What another batch decided meanwhile is seen by the conflict, not by the snapshot: only rows
 * that `written` gives back with this batch's own attempt become tickets.
 */
const statement = (rows: string, starts: boolean): SQL => {
  const at = sql`${date()}::timestamptz`;
  const assign = sql.raw(replaced.map((column) => `${column} = case s.status when 'failed' then excluded.${column} else s.${column} end`).join(", "));
  return sql`with b as materialized (select * from jsonb_to_recordset(${rows}::jsonb) as b(${columns})),
    locked as materialized (select c.tenant_id, c.last_number from ticket_counter c where c.tenant_id in (select b.tenant_id from b) order by c.tenant_id for update),
    written as (
      insert into submission as s (tenant_id, id, subject, requester_id, client_reference, status, attempt, tries, message, hash, title, form_id, ticket_id, reason, errors, accepted_at, decided_at)
      select b.tenant_id, b.id, b.subject, b.requester_id, b.client_reference, b.status, b.attempt, b.tries, b.message, b.hash, b.title, b.form_id, b.ticket_id, b.reason, b.errors, b.accepted_at, ${at}
      from b join locked l on l.tenant_id = b.tenant_id order by b.tenant_id, b.id
      on conflict (tenant_id, id) do update set ${assign}, tries = case s.status when 'failed' then s.tries + 1 else s.tries end, mismatch = s.status = 'completed'
      where ${replaces} or ${mismatches}
      returning s.tenant_id, s.id, s.attempt, s.tries, s.status, s.ticket_id
    ),
    decided as materialized (select b.*, w.tries > 1 as again from b join written w on w.tenant_id = b.tenant_id and w.id = b.id and w.attempt = b.attempt and w.ticket_id is not distinct from b.ticket_id),
    numbered as materialized (
      select d.*, l.last_number + row_number() over (partition by d.tenant_id order by d.attempt, d.id) as number from decided d join locked l on l.tenant_id = d.tenant_id where d.status = 'completed'
    ),
    made as (
      insert into ticket (tenant_id, id, number, title, description, status, priority, requester_id, form_id, form_version, data, workflow_id, process_version, created_at, updated_at, words)
      select n.tenant_id, n.ticket_id, n.number, n.title, n.description, 'open', n.priority, n.requester_id, n.form_id, n.form_version, n.data, n.workflow_id, case when n.start is not null then 0 end, ${at}, ${at},
        array_to_tsvector(array(select jsonb_array_elements_text(n.words)) || (n.mark || n.number::text)) from numbered n
    ),
    said as (
      insert into ticket_event (tenant_id, ticket_id, seq, at, actor_id, action, after)
      select n.tenant_id, n.ticket_id, 1, ${at}, n.requester_id, case when n.start is not null then 'submit' else 'submitted' end, jsonb_build_object('title', n.title, 'priority', n.priority) from numbered n
    ),
    ${starts ? owingStarts(at) : sql``}
    sums as materialized (
      select d.tenant_id, count(*) filter (where d.status = 'completed')::int as completed,
        count(*) filter (where d.status = 'failed')::int - count(*) filter (where d.again)::int as failed from decided d group by d.tenant_id
    ),
    counted as (
      update ticket_counter c set last_number = c.last_number + a.completed, open = c.open + a.completed, changes = c.changes + 1,
        completed_submissions = c.completed_submissions + a.completed, failed_submissions = c.failed_submissions + a.failed from sums a where c.tenant_id = a.tenant_id
    ),
    dayed as (
      insert into ticket_day (tenant_id, day, created) select a.tenant_id, (${at} at time zone 'UTC')::date, a.completed from sums a where a.completed > 0
      on conflict (tenant_id, day) do update set created = ticket_day.created + excluded.created
    )
    select json_build_object('tenantId', d.tenant_id, 'id', d.id, 'ticketId', d.ticket_id,
      'owes', ${starts ? owedStarts : sql`null`})::text as json
    from decided d`;
};

/** A ticket under a workflow owes its process's start. */
const owingStarts = (at: SQL) => sql`owing as (
      insert into outbox (entity, receiver, seq, tenant_id, actor, route, body, next_try_at, created_at)
      select n.ticket_id::text, 'workflow', ${seqOf(1)}, n.tenant_id, jsonb_build_object('kind', 'system', 'tenantId', n.tenant_id), ${routeKey(startInstance)},
        n.start || jsonb_build_object('ticketNumber', n.number, 'data', n.data), ${firstDue()}::timestamptz, ${at} from numbered n where n.start is not null
      returning *
    ),`;

const owedStarts = sql`(select json_agg(json_build_object('entity', o.entity, 'receiver', o.receiver, 'seq', o.seq, 'actor', o.actor, 'route', o.route, 'body', o.body - 'data', 'tries', o.tries, 'ageSeconds', 0))
        from owing o where o.entity = d.ticket_id::text)`;
