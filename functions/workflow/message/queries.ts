import { sql } from "drizzle-orm";
import type { Actor } from "../../../shared/contract/actor";
import { deliverMessage, type MessageInput } from "../../../shared/contract/message";
import type { Variables } from "../../../shared/process";
import { type Database, readJson } from "../../db";
import { iso, jsonRows } from "../../db/rows";
import { date, now } from "../../kit/clock";
import { insertOwed, owe } from "../../kit/owed";

export type Message = { id: string; name: string; correlationKey: string; variables: Variables };
export type Card = { id: string; instanceId: string | null; expiresAt: string; taken: boolean };

/** So long after its time a message's id is known, and a double of it has no effect. */
const remembered = "14 days";
/** Of a message: how long whoever gives it to somebody has for that; more than a consumer may run. In ms. */
const lease = 60_000;

const cardJson = sql`json_build_object('id', m.id, 'instanceId', m.instance_id, 'expiresAt', ${iso(sql`m.expires_at`)}, 'taken', m.taken_at is not null)::text as json`;
const waitsFor = (name: string, key: string) => sql`s.name = ${name} and s.correlation_key = ${key}`;

type New = Omit<MessageInput, "timeToLive"> & { id: string; expiresAt: string /** Kept where nobody waits. */; keep: boolean };

/** Undefined where nobody waits and it is not to be kept, or one of the same id is known. What it owes is its own delivery. */
export async function insertMessage(
  db: Database,
  actor: Actor,
  { id, name, correlationKey, messageId, variables, expiresAt, keep }: New,
): Promise<Card | undefined> {
  const { tenantId } = actor;
  const [card] = await jsonRows<Card>(
    db,
    sql`
    with forgotten as (
      delete from message o where o.tenant_id = ${tenantId} and o.id in (
        select f.id from message f where f.tenant_id = ${tenantId} and f.expires_at < ${date()}::timestamptz - ${remembered}::interval
          and f.message_id is distinct from ${messageId ?? null}::text order by f.expires_at limit 100)
    ), m as (
      insert into message as k (tenant_id, id, name, correlation_key, message_id, variables, at, expires_at)
      select ${tenantId}, ${id}::uuid, ${name}, ${correlationKey}, ${messageId ?? null}::text, ${JSON.stringify(variables)}::jsonb, ${date()}::timestamptz, ${expiresAt}::timestamptz
      where ${keep} or exists (select 1 from subscription s where s.tenant_id = ${tenantId} and ${waitsFor(name, correlationKey)})
      on conflict (tenant_id, message_id) where message_id is not null do update set id = excluded.id, name = excluded.name, correlation_key = excluded.correlation_key,
        variables = excluded.variables, at = excluded.at, expires_at = excluded.expires_at
        where k.taken_at is null and k.instance_id is null and k.expires_at <= excluded.at
      returning k.*
    ), owed as (${insertOwed(sql`m`, { entity: sql`m.id`, counter: sql`1` }, actor, [owe("workflow", deliverMessage, { id })])})
    select ${cardJson} from m`,
  );
  return card;
}

export async function findCard(db: Database, tenantId: string, by: { id: string } | { messageId: string }): Promise<Card | undefined> {
  const which = "id" in by ? sql`m.id = ${by.id}::uuid` : sql`m.message_id = ${by.messageId}`;
  const [card] = await jsonRows<Card>(db, sql`select ${cardJson} from message m where m.tenant_id = ${tenantId} and ${which}`);
  return card;
}

export async function readMessage(db: Database, tenantId: string, id: string): Promise<Message | undefined> {
  const found = await readJson(
    db,
    sql`select json_build_object('id', m.id, 'name', m.name, 'correlationKey', m.correlation_key, 'variables', m.variables) as value from message m
      where m.tenant_id = ${tenantId} and m.id = ${id}::uuid and m.taken_at is null`,
  );
  return found as Message | undefined; // the SQL's shape
}

/** Nobody took it, and nobody is being given it: it never was. */
export async function withdrawMessage(db: Database, tenantId: string, id: string): Promise<boolean> {
  const { rows } = await db.execute(
    sql`delete from message m where m.tenant_id = ${tenantId} and m.id = ${id}::uuid and m.taken_at is null and m.instance_id is null returning 1 as gone`,
  );
  return rows.length > 0;
}

/** Who is to be given it, and (where it was not claimed before) the engine's id of the subscription. */
export type Claim = { instanceId: string; key: string | null };

/**
 * For whoever a crashed try was giving it to, else whoever has waited longest, without those that did not take it
 * (`passed`: instance and subscription). From then on nobody else gives it to anybody until the lease is over.
 */
export async function claimMessage(db: Database, tenantId: string, id: string, passed: readonly string[]): Promise<Claim | undefined> {
  const [claim] = await jsonRows<Claim>(
    db,
    sql`
    with waiting as (
      select s.instance_id, s.key from message m join subscription s on s.tenant_id = m.tenant_id and s.name = m.name and s.correlation_key = m.correlation_key
      where m.tenant_id = ${tenantId} and m.id = ${id}::uuid and m.expires_at > ${date()}::timestamptz
        and s.instance_id || ' ' || s.key not in (select jsonb_array_elements_text(${JSON.stringify(passed)}::jsonb))
      order by s.at, s.instance_id, s.key limit 1
    ), claimed as (
      update message m set instance_id = coalesce(m.instance_id, (select instance_id from waiting)), lease_until = ${new Date(now() + lease)}::timestamptz
      where m.tenant_id = ${tenantId} and m.id = ${id}::uuid and m.taken_at is null and (m.lease_until is null or m.lease_until <= ${date()}::timestamptz)
        and (m.instance_id is not null or exists (select 1 from waiting))
      returning m.instance_id
    )
    select json_build_object('instanceId', c.instance_id, 'key', (select w.key from waiting w where w.instance_id = c.instance_id))::text as json from claimed c`,
  );
  return claim;
}

/** Somebody else is giving it away at this moment, or died over that. A statement of its own: who was faster is outside of the claim's snapshot. */
export async function isLeased(db: Database, tenantId: string, id: string): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 as leased from message m where m.tenant_id = ${tenantId} and m.id = ${id}::uuid and m.taken_at is null and m.lease_until > ${date()}::timestamptz`,
  );
  return rows.length > 0;
}

export const markTaken = (db: Database, tenantId: string, id: string) =>
  db.execute(sql`update message m set taken_at = ${date()}::timestamptz, lease_until = null where m.tenant_id = ${tenantId} and m.id = ${id}::uuid`);

/** `keepClaim`: it may have been taken all the same, so whoever tries next asks there first. */
export const releaseMessage = (db: Database, tenantId: string, id: string, keepClaim: boolean) =>
  db.execute(
    sql`update message m set lease_until = null ${keepClaim ? sql`` : sql`, instance_id = null`} where m.tenant_id = ${tenantId} and m.id = ${id}::uuid and m.taken_at is null`,
  );

/** Ids of those that are kept while somebody waits for such, oldest first; and of those that somebody was being given as the giver died. */
export const keptFor = (db: Database, tenantId: string, name: string, correlationKey: string): Promise<string[]> =>
  jsonRows(
    db,
    sql`select to_json(m.id)::text as json from message m where m.tenant_id = ${tenantId} and m.name = ${name} and m.correlation_key = ${correlationKey} and m.taken_at is null
      and (m.instance_id is not null or (m.expires_at > ${date()}::timestamptz
        and exists (select 1 from subscription s where s.tenant_id = ${tenantId} and ${waitsFor(name, correlationKey)})))
      order by m.id limit 20`,
  );
