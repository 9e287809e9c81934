// Owed calls: what must follow a change is written with it, made in order after it, and by a nudge where that did not happen.
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../shared/contract/actor";
import type { Domain } from "../../shared/contract/domain";
import type { ProblemReply } from "../../shared/contract/problem";
import type { QueueName } from "../../shared/contract/queues";
import { type Route, routeKey } from "../../shared/contract/route";
import type { Delivery } from "./ask";
import { date, now } from "./clock";
import type { Means } from "./endpoint";
import { eventId } from "./ids";
import { log } from "./log";
import { longestDelay, send } from "./queue";
import { setTimer, Timer } from "./timer";

export type Receiver = Domain | "timer" | "job";

/** One owed call before it has its counter; `body` is what the receiver's route takes. */
export type Owed = { receiver: Receiver; route: string; body: unknown };

export const owe = <R extends Route>(receiver: Domain, route: R, body: unknown): Owed => ({ receiver, route: routeKey(route), body });

type Row = { entity: string; receiver: Receiver; seq: number; actor: Actor; route: string; body: unknown; tries: number; ageSeconds: number };

/** Where a row's own handler has not made its call after this, a nudge may. In ms. */
const graceOfHandler = 30_000;
const nudgeDelay = 60;
const nudgeEvery = 15_000;
const firstBackOff = 5;
const parkAfter = 24 * 3600;
const claimSize = 200;
/** Calls that one change may owe: each has a `seq` of its own. */
const mostPerChange = 8;
/** The `seq` of the first call that an entity's change owes, by the entity's counter. */
export const seqOf = (counter: number) => counter * mostPerChange;

/** When a row that is written now is first due for a nudge. */
export const firstDue = () => new Date(now() + graceOfHandler);

/**
 * A CTE's insert for what a change owes: `entity` and `counter` are columns of the CTE `from` that made the change under
 * its row lock (so nothing is owed where it changed nothing), `tenant` and `actor` who did it.
 */
export function insertOwed(from: SQL, columns: { entity: SQL; counter: SQL; patch?: SQL }, actor: Actor, owed: readonly Owed[]): SQL {
  const rows = JSON.stringify(owed.map(({ receiver, route, body }, n) => ({ n, receiver, route, body })));
  return sql`insert into outbox (entity, receiver, seq, tenant_id, actor, route, body, next_try_at, created_at)
    select ${columns.entity}::text, o.receiver, ${columns.counter} * ${mostPerChange} + o.n, ${actor.tenantId}, ${JSON.stringify(actor)}::jsonb, o.route, ${columns.patch ? sql`case when jsonb_exists(o.body, 'ticketNumber') then o.body || ${columns.patch} else o.body end` : sql`o.body`}, ${firstDue()}::timestamptz, ${date()}::timestamptz
    from ${from}, jsonb_to_recordset(${rows}::jsonb) as o(n int, receiver text, route text, body jsonb)`;
}

const lastNudge = new Map<QueueName, { at: number; sent: Promise<void> }>();

/** Before a write that will owe something: makes sure that somebody looks after it, whatever happens to us (at most one message per container per 15 s). */
export function nudgeLater(queue: QueueName): Promise<void> {
  const last = lastNudge.get(queue);
  if (last && now() - last.at < nudgeEvery && now() >= last.at) return last.sent;
  const sent = send(queue, { body: JSON.stringify({ type: "nudge" }), delay: nudgeDelay });
  lastNudge.set(queue, { at: now(), sent });
  // A nudge that was not sent covers nobody.
  sent.catch(() => lastNudge.delete(queue));
  return sent;
}

/** For tests and new containers: the next write sends a nudge of its own. */
export const forgetNudges = () => lastNudge.clear();

/** After the commit: makes what these entities owe, in order, within `ms`. Gives true where something is left (a nudge will make it). Never throws. */
export async function payNow(means: Means, entities: readonly string[], queue: QueueName, ms = 1_000): Promise<boolean> {
  try {
    const rows = await owedBy(means, entities);
    if (rows.length === 0) return false;
    return (await pay(means, rows, queue, Math.min(means.deadline, now() + ms))).left > 0;
  } catch (error) {
    log.warn("owed calls are left for a nudge", { requestId: means.requestId, entities: entities.length, error });
    return true;
  }
}

/** A nudge's work: claims what is due, makes it, and says in how many seconds to look again (undefined: nothing is left of the claim). */
export async function payDue(means: Means, queue: QueueName): Promise<number | undefined> {
  const rows = await claimDue(means);
  if (rows.length === 0) return undefined;
  const { nextInSeconds } = await pay(means, rows, queue, means.deadline);
  return rows.length >= claimSize ? 0 : nextInSeconds;
}

function parsed(rows: unknown[]): Row[] {
  return rows.map((row) => JSON.parse((row as { json: string }).json) as Row);
}

const rowJson = (at: Date) => sql`jsonb_build_object('entity', o.entity, 'receiver', o.receiver, 'seq', o.seq, 'actor', o.actor, 'route', o.route, 'body', o.body,
  'tries', o.tries, 'ageSeconds', extract(epoch from (${at}::timestamptz - o.created_at))::int)::text as json`;

/** All that these entities owe, oldest first; nothing of a group whose head is parked. */
async function owedBy({ db }: Means, entities: readonly string[]): Promise<Row[]> {
  const { rows } = await db.execute(sql`
    select ${rowJson(date())} from outbox o
    where o.entity in (select jsonb_array_elements_text(${JSON.stringify(entities)}::jsonb))
      and not exists (select 1 from outbox p where p.entity = o.entity and p.receiver = o.receiver and p.parked is not null)
    order by o.entity, o.receiver, o.seq limit ${claimSize}`);
  return parsed(rows);
}

/** The heads of due groups are locked, so no two claims hold one group; the lease is the back-off of the next try. */
async function claimDue({ db }: Means): Promise<Row[]> {
  const at = date();
  const { rows } = await db.execute(sql`
    with head as (
      select h.entity, h.receiver from outbox h
      where h.parked is null and h.next_try_at <= ${at}::timestamptz
        and not exists (select 1 from outbox p where p.entity = h.entity and p.receiver = h.receiver and p.seq < h.seq)
      order by h.next_try_at limit ${claimSize} for update skip locked
    ), o as (
      update outbox u set tries = u.tries + 1, next_try_at = ${at}::timestamptz + make_interval(secs => least(900, greatest(60, ${firstBackOff} * power(2, least(u.tries, 10)))))
      from head where u.entity = head.entity and u.receiver = head.receiver and u.parked is null
      returning u.*
    )
    select ${rowJson(at)} from o order by o.entity, o.receiver, o.seq`);
  return parsed(rows);
}

type Outcome = { row: Row; problem: ProblemReply | null | "unknown" };

/** Makes the calls, one Invoke per receiver with a list, and settles them in one statement each for done, parked and put off. */
async function pay(means: Means, rows: readonly Row[], queue: QueueName, deadline: number): Promise<{ left: number; nextInSeconds?: number }> {
  const byReceiver = new Map<Receiver, Row[]>();
  for (const row of rows) byReceiver.set(row.receiver, [...(byReceiver.get(row.receiver) ?? []), row]);
  const outcomes = (await Promise.all([...byReceiver].map(([receiver, group]) => attempt(means, receiver, group, queue, deadline)))).flat();
  const done = outcomes.filter(({ problem }) => problem === null).map(({ row }) => row);
  const failed = outcomes.filter(({ problem }) => problem !== null);
  const parked = failed.filter(({ row, problem }) => refuses(problem) || row.ageSeconds > parkAfter);
  const putOff = failed.filter((one) => !parked.includes(one));
  if (done.length > 0) await settle(means, done);
  if (parked.length > 0) await park(means, parked);
  const waits = putOff.map(({ row }) => backOff(row.tries));
  if (putOff.length > 0) await postpone(means, putOff.map(({ row }) => row));
  return { left: failed.length, ...(waits.length > 0 && { nextInSeconds: Math.min(longestDelay, Math.min(...waits)) }) };
}

/** Seconds, as claimed: 5 s doubled with each try up to 15 min. */
const backOff = (tries: number) => Math.min(longestDelay, firstBackOff * 2 ** Math.min(tries, 10));

/** A refusal will be one at every try; being asked too often or too slowly, or being away, will not. */
const refuses = (problem: Outcome["problem"]) => typeof problem === "object" && problem !== null && problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429;

async function attempt(means: Means, receiver: Receiver, rows: readonly Row[], queue: QueueName, deadline: number): Promise<Outcome[]> {
  try {
    if (receiver === "timer" || receiver === "job") return await toOwnQueue(rows, receiver, queue);
    const outcomes = await within(deadline, means.ask.deliver(receiver, rows.map(delivery)));
    return rows.map((row, index) => ({ row, problem: outcomes[index] ?? null }));
  } catch (error) {
    log.warn("a receiver of owed calls did not answer", { receiver, calls: rows.length, requestId: means.requestId, error });
    return rows.map((row) => ({ row, problem: "unknown" }));
  }
}

const delivery = ({ entity, seq, actor, route, body }: Row): Delivery => ({ route, entity, eventId: eventId(entity, seq), actor, body });

/** A timer's or job's message carries the event id, so that its handler does it once. */
async function toOwnQueue(rows: readonly Row[], receiver: "timer" | "job", queue: QueueName): Promise<Outcome[]> {
  for (const row of rows) {
    if (receiver === "timer") await setTimer(queue, Timer.parse(row.body));
    else await send(queue, { body: JSON.stringify({ type: "job", job: row.route, actor: row.actor, body: row.body, eventId: eventId(row.entity, row.seq) }) });
  }
  return rows.map((row) => ({ row, problem: null }));
}

const keys = (rows: readonly Row[]) => sql`jsonb_to_recordset(${JSON.stringify(rows.map(({ entity, receiver, seq }) => ({ entity, receiver, seq })))}::jsonb) as k(entity text, receiver text, seq int)`;
const isKey = sql`o.entity = k.entity and o.receiver = k.receiver and o.seq = k.seq`;

const settle = ({ db }: Means, rows: readonly Row[]) => db.execute(sql`delete from outbox o using ${keys(rows)} where ${isKey}`);

const postpone = ({ db }: Means, rows: readonly Row[]) =>
  db.execute(sql`update outbox o set next_try_at = ${date()}::timestamptz + make_interval(secs => least(900, ${firstBackOff} * power(2, least(o.tries, 10)))) from ${keys(rows)} where ${isKey}`);

const park = ({ db }: Means, parked: readonly Outcome[]) => {
  const reasons = parked.map(({ row, problem }) => ({ ...keyOf(row), reason: typeof problem === "object" && problem ? `${problem.code}: ${problem.detail}` : "no answer for 24 hours" }));
  for (const reason of reasons) log.error("an owed call is parked", reason);
  return db.execute(sql`update outbox o set parked = k.reason from jsonb_to_recordset(${JSON.stringify(reasons)}::jsonb) as k(entity text, receiver text, seq int, reason text) where ${isKey}`);
};

const keyOf = ({ entity, receiver, seq }: Row) => ({ entity, receiver, seq });

async function within<T>(deadline: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("There was no time left.")), Math.max(0, deadline - now()));
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** An admin's word on a parked group: try it again, or skip the call that is parked. Gives how many rows that touched. */
export async function unpark({ db }: Pick<Means, "db">, tenantId: string, entity: string, how: "retry" | "skip"): Promise<number> {
  const { rows } =
    how === "retry"
      ? await db.execute(sql`update outbox set parked = null, tries = 0, created_at = ${date()}::timestamptz, next_try_at = ${date()}::timestamptz where tenant_id = ${tenantId} and entity = ${entity} and parked is not null returning seq`)
      : await db.execute(sql`delete from outbox where tenant_id = ${tenantId} and entity = ${entity} and parked is not null returning seq`);
  return rows.length;
}
