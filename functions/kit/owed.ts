// Owed calls: what must follow a change is written with it, made in order after it, and by a nudge where that did not happen.
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../shared/contract/actor";
import type { Domain } from "../../shared/contract/domain";
import type { ProblemReply } from "../../shared/contract/problem";
import { type QueueName, queues } from "../../shared/contract/queues";
import { type Route, routeKey } from "../../shared/contract/route";
import type { Delivery } from "./ask";
import { date, now } from "./clock";
import type { Means } from "./endpoint";
import { eventId } from "./ids";
import { log } from "./log";
import { tellOfDomain } from "./metric";
import { longestDelay, send } from "./queue";
import { within } from "./sdk";
import { setTimer, Timer } from "./timer";

export type Receiver = Domain | "timer" | "job";

/** One owed call before it has its counter; `body` is what the receiver's route takes. */
export type Owed = { receiver: Receiver; route: string; body: unknown };

export const owe = <R extends Route>(receiver: Domain, route: R, body: unknown): Owed => ({ receiver, route: routeKey(route), body });

/** As it stands in the outbox. */
export type OwedRow = { entity: string; receiver: Receiver; seq: number; actor: Actor; route: string; body: unknown; tries: number; ageSeconds: number };

/** Where a row's own handler has not made its call after this, a nudge may. In ms. */
const graceOfHandler = 30_000;
const nudgeDelay = 60;
const nudgeEvery = 15_000;
const firstBackOff = 5;
/** A little less than a message can be delayed, so that a nudge never comes before what it is for. */
const longestBackOff = longestDelay - 10;
/** A claim is nobody else's for this long at least: more than its consumer may run. In seconds. */
const lease = 60;
const parkAfter = 24 * 3600;
const claimSize = 200;
/** Of the bodies in one claim: the Data API answers with 1 MiB at most. */
const claimBytes = 600_000;
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

/** The rows that `insertOwed` writes for an entity that is new, or that nothing older can be in front of. */
export const owedRows = (entity: string, counter: number, actor: Actor, owed: readonly Owed[]): OwedRow[] =>
  owed.map(({ receiver, route, body }, n) => ({ entity, receiver, seq: seqOf(counter) + n, actor, route, body, tries: 0, ageSeconds: 0 }));

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

/**
 * After the commit: makes what these entities owe, in order, within `ms`. `fresh` are rows that were just written for new
 * entities, so that nothing older can be in front of them. Gives true where something is left (a nudge will make it). Never throws.
 */
export async function payNow(means: Means, entities: readonly string[], queue: QueueName, ms = 1_000, fresh: readonly OwedRow[] = []): Promise<boolean> {
  const deadline = Math.min(means.deadline, now() + ms);
  try {
    let owed = entities.length > 0 ? [...fresh, ...(await owedBy(means, entities))] : [...fresh];
    for (let turn = 1; owed.length > 0; turn++) {
      const rows = owed.filter((row) => !isUnderWay(means, queue, row));
      // Its next try stays as it is: there is a nudge for that time, and for no other.
      const { failed, parked } = rows.length > 0 ? await pay(means, rows, queue, deadline) : { failed: [], parked: [] };
      if (failed.length + parked.length > 0 || rows.length < owed.length || owed.length >= claimSize) return true;
      // What a call to our own domain made these owe had to wait for that call's end.
      const again = new Set(rows.filter(({ receiver }) => receiver === queues[queue].domain).map(({ entity }) => entity));
      if (again.size === 0) return false;
      if (turn >= mostTurns || now() >= deadline) return true;
      owed = await owedBy(means, [...again]);
    }
    return false;
  } catch (error) {
    log.warn("owed calls are left for a nudge", { requestId: means.requestId, entities: entities.length, error });
    return true;
  }
}

/** Calls to our own domain that follow from each other, in one request. */
const mostTurns = 10;

/** We are in an older call of its group: making it now would be out of order, or that very call once more. */
const isUnderWay = ({ delivering }: Means, queue: QueueName, { receiver, entity }: OwedRow) =>
  receiver === queues[queue].domain && (delivering?.has(entity) ?? false);

/** What a nudge leaves to the next: in how many seconds that must come, and whether it found nothing to do itself. */
export type Left = { seconds: number; idle: boolean };

/**
 * A nudge's work: claims what is due, makes it, and says when the next nudge must come, for what is left of the claim and for
 * what was not due yet; undefined where nothing is owed.
 */
export async function payDue(means: Means, queue: QueueName): Promise<Left | undefined> {
  const { rows, next } = await claimDue(means);
  const { failed } = rows.length > 0 ? await pay(means, rows, queue, means.deadline) : { failed: [] };
  if (failed.length > 0) await postpone(means, failed);
  const waits = [...headsOf(failed).map(({ tries }) => backOff(tries)), ...(next === null ? [] : [next])];
  return waits.length > 0 ? { seconds: Math.min(...waits), idle: rows.length === 0 } : undefined;
}

/** The first of each group: the others wait for it, whenever their own next try would be. */
const headsOf = (rows: readonly OwedRow[]) => [...new Map(rows.toReversed().map((row) => [`${row.entity} ${row.receiver}`, row])).values()];

function parsed(rows: unknown[]): OwedRow[] {
  return rows.map((row) => JSON.parse((row as { json: string }).json) as OwedRow);
}

const rowJson = (
  at: Date,
) => sql`jsonb_build_object('entity', o.entity, 'receiver', o.receiver, 'seq', o.seq, 'actor', o.actor, 'route', o.route, 'body', o.body,
  'tries', o.tries, 'ageSeconds', extract(epoch from (${at}::timestamptz - o.created_at))::int)::text`;

/** All that these entities owe, oldest first; nothing of a group whose head is parked. */
async function owedBy({ db }: Means, entities: readonly string[]): Promise<OwedRow[]> {
  const { rows } = await db.execute(sql`
    select o.json from (
      select ${rowJson(date())} as json, row_number() over oldest as n, sum(octet_length(o.body::text)) over oldest as bytes from outbox o
      where o.entity in (select jsonb_array_elements_text(${JSON.stringify(entities)}::jsonb))
        and not exists (select 1 from outbox p where p.entity = o.entity and p.receiver = o.receiver and p.parked is not null)
      window oldest as (order by o.entity, o.receiver, o.seq)
    ) o where o.n <= ${claimSize} and (o.n = 1 or o.bytes <= ${claimBytes}) order by o.n`);
  return parsed(rows);
}

/**
 * The heads of due groups are locked, so no two claims hold one group; as much of the groups is claimed as one reply holds.
 * `next`: in how many seconds the earliest of the others is due.
 */
async function claimDue({ db }: Means): Promise<{ rows: OwedRow[]; next: number | null }> {
  const at = date();
  const { rows } = await db.execute(sql`
    with head as materialized (
      select h.entity, h.receiver from outbox h
      where h.parked is null and h.next_try_at <= ${at}::timestamptz
        and not exists (select 1 from outbox p where p.entity = h.entity and p.receiver = h.receiver and p.seq < h.seq)
      order by h.next_try_at limit ${claimSize} for update skip locked
    ), due as (
      select u.entity, u.receiver, u.seq, row_number() over oldest as n, sum(octet_length(u.body::text)) over oldest as bytes
      from head join outbox u on u.entity = head.entity and u.receiver = head.receiver and u.parked is null
      window oldest as (order by u.entity, u.receiver, u.seq)
    ), mine as materialized (
      select * from due where due.n <= ${claimSize} and (due.n = 1 or due.bytes <= ${claimBytes})
    ), o as (
      update outbox u set tries = u.tries + 1, next_try_at = ${at}::timestamptz + make_interval(secs => least(${longestBackOff}, greatest(${lease}, ${firstBackOff} * power(2, least(u.tries + 1, 10)))))
      from mine where u.entity = mine.entity and u.receiver = mine.receiver and u.seq = mine.seq
      returning u.*
    ), others as (
      select h.next_try_at from outbox h
      where h.parked is null and not exists (select 1 from mine where mine.entity = h.entity and mine.receiver = h.receiver)
        and not exists (select 1 from outbox p where p.entity = h.entity and p.receiver = h.receiver and p.seq < h.seq)
      order by h.next_try_at limit 1
    )
    select r.json from (
      select 1 as part, o.entity, o.receiver, o.seq, ${rowJson(at)} as json from o
      union all
      select 2, '', '', 0, jsonb_build_object('next', case when (select count(*) from due) > (select count(*) from mine) then 0
        else (select greatest(0, ceil(extract(epoch from others.next_try_at - ${at}::timestamptz)))::int from others) end)::text
    ) r order by r.part, r.entity, r.receiver, r.seq`);
  const all = rows.map((row) => JSON.parse((row as { json: string }).json) as OwedRow | { next: number | null });
  return { rows: all.filter((one): one is OwedRow => "seq" in one), next: all.flatMap((one) => ("next" in one ? one.next : []))[0] ?? null };
}

type Outcome = { row: OwedRow; problem: ProblemReply | null | "unknown" };

/** Makes the calls, one Invoke per receiver with a list, and settles them: what is done goes, what is refused is parked, what failed is the caller's. */
async function pay(means: Means, rows: readonly OwedRow[], queue: QueueName, deadline: number): Promise<{ failed: OwedRow[]; parked: OwedRow[] }> {
  const byReceiver = new Map<Receiver, OwedRow[]>();
  for (const row of rows) byReceiver.set(row.receiver, [...(byReceiver.get(row.receiver) ?? []), row]);
  const outcomes = (await Promise.all([...byReceiver].map(([receiver, group]) => attempt(means, receiver, group, queue, deadline)))).flat();
  const done = outcomes.filter(({ problem }) => problem === null);
  const undone = outcomes.filter(({ problem }) => problem !== null);
  // What waits behind a parked call is not parked itself: an admin's word is on the one.
  const heads = new Set(headsOf(undone.map(({ row }) => row)));
  const parked = undone.filter(({ row, problem }) => heads.has(row) && (refuses(problem) || row.ageSeconds > parkAfter));
  const failed = undone.filter((one) => !parked.includes(one));
  if (done.length > 0)
    await settle(
      means,
      done.map(({ row }) => row),
    );
  if (parked.length > 0) await park(means, parked);
  tellOfDomain(queues[queue].domain, { Paid: done.length, Parked: parked.length });
  return { failed: failed.map(({ row }) => row), parked: parked.map(({ row }) => row) };
}

/** Seconds, as claimed: 5 s doubled with each try up to 15 min. */
const backOff = (tries: number) => Math.min(longestBackOff, firstBackOff * 2 ** Math.min(tries, 10));

/** A refusal will be one at every try; being asked too often or too slowly, or being away, will not. */
const refuses = (problem: Outcome["problem"]) =>
  typeof problem === "object" && problem !== null && problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429;

async function attempt(means: Means, receiver: Receiver, rows: readonly OwedRow[], queue: QueueName, deadline: number): Promise<Outcome[]> {
  try {
    if (receiver === "timer" || receiver === "job") return await toOwnQueue(rows, receiver, queue);
    const outcomes = await within(
      deadline,
      means.ask.deliver(
        receiver,
        rows.map((row) => delivery(row, queues[queue].domain)),
      ),
      () => new Error("There was no time left."),
    );
    return rows.map((row, index) => ({ row, problem: outcomes[index] ?? null }));
  } catch (error) {
    const tenantIds = [...new Set(rows.map(({ actor }) => actor.tenantId))];
    log.warn("a receiver of owed calls did not answer", {
      receiver,
      calls: rows.length,
      requestId: means.requestId,
      tenantIds,
      entity: rows[0]?.entity,
      error,
    });
    return rows.map((row) => ({ row, problem: "unknown" }));
  }
}

const delivery = ({ entity, receiver, seq, actor, route, body }: OwedRow, self: Domain): Delivery => ({
  ...{ route, entity, eventId: eventId(entity, seq), actor, body },
  ...(receiver === self && { toSelf: true }),
});

/** A timer's or job's message carries the event id, so that its handler does it once. */
async function toOwnQueue(rows: readonly OwedRow[], receiver: "timer" | "job", queue: QueueName): Promise<Outcome[]> {
  for (const row of rows) {
    if (receiver === "timer") await setTimer(queue, Timer.parse(row.body));
    else await send(queue, { body: JSON.stringify({ type: "job", job: row.route, actor: row.actor, body: row.body, eventId: eventId(row.entity, row.seq) }) });
  }
  return rows.map((row) => ({ row, problem: null }));
}

const keys = (rows: readonly OwedRow[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(rows.map(({ entity, receiver, seq }) => ({ entity, receiver, seq })))}::jsonb) as k(entity text, receiver text, seq int)`;
const isKey = sql`o.entity = k.entity and o.receiver = k.receiver and o.seq = k.seq`;

const settle = ({ db }: Means, rows: readonly OwedRow[]) => db.execute(sql`delete from outbox o using ${keys(rows)} where ${isKey}`);

const postpone = ({ db }: Means, rows: readonly OwedRow[]) =>
  db.execute(
    sql`update outbox o set next_try_at = ${date()}::timestamptz + make_interval(secs => least(${longestBackOff}, ${firstBackOff} * power(2, least(o.tries, 10)))) from ${keys(rows)} where ${isKey}`,
  );

const park = ({ db, requestId }: Means, parked: readonly Outcome[]) => {
  const reasons = parked.map(({ row, problem }) => ({
    ...keyOf(row),
    tenantId: row.actor.tenantId,
    reason: typeof problem === "object" && problem ? `${problem.code}: ${problem.detail}` : "no answer for 24 hours",
  }));
  for (const reason of reasons) log.error("an owed call is parked", { ...reason, requestId });
  return db.execute(
    sql`update outbox o set parked = k.reason from jsonb_to_recordset(${JSON.stringify(reasons)}::jsonb) as k(entity text, receiver text, seq int, reason text) where ${isKey}`,
  );
};

const keyOf = ({ entity, receiver, seq }: OwedRow) => ({ entity, receiver, seq });

/** A CTE's statement for an admin's word on parked calls, in the order of `from`'s change: try them again, or skip them. `entity` is a column of `from`. */
export const unparked = (from: SQL, entity: SQL, tenantId: string, how: "retry" | "skip"): SQL => {
  const theirs = sql`o.tenant_id = ${tenantId} and o.entity = ${entity}::text and o.parked is not null`;
  if (how === "skip") return sql`delete from outbox o using ${from} where ${theirs}`;
  return sql`update outbox o set parked = null, tries = 0, created_at = ${date()}::timestamptz, next_try_at = ${date()}::timestamptz from ${from} where ${theirs}`;
};

/** Whether an entity has parked calls: a condition for the change that unparks them. */
export const hasParked = (tenantId: string, entity: string): SQL =>
  sql`exists (select 1 from outbox o where o.tenant_id = ${tenantId} and o.entity = ${entity} and o.parked is not null)`;
