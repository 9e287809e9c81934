// Every change of a ticket is one guarded statement: the ticket, its timeline, the tenant's counters, and what it owes.
import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { type Actor, actorId } from "../../shared/contract/actor";
import { type NotificationType, notify } from "../../shared/contract/notification";
import type { OwnAction, TicketCard, TicketStatus } from "../../shared/contract/ticket";
import { jsonRows } from "../db/rows";
import { date } from "../kit/clock";
import type { Means } from "../kit/endpoint";
import { insertOwed, nudgeLater, type Owed, owe, payNow } from "../kit/owed";
import { cardJson, type StoredTicket } from "./queries";
import { stale } from "./stale";

export type Change = {
  ticket: StoredTicket;
  /** The version that the asker saw; the one just read where they gave none. */
  seen?: number;
  /** Assignments to columns of `ticket`, beside version, counter and updated_at. */
  set?: SQL[];
  action: OwnAction;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  comment?: string;
  internal?: boolean;
  to?: TicketStatus;
  owed?: Owed[];
  /** Another CTE that goes with the change; it may read `changed`. */
  also?: SQL;
  /** A further condition of the change, on the row `t`. */
  onlyIf?: SQL;
};

type Card = Omit<TicketCard, "allowedActions">;
export type Changed = StoredTicket & { pending?: boolean };

/** Makes it, and what it owes; throws `stale` where somebody was faster. */
export async function changeTicket(means: Means, actor: Actor, change: Change, options: Options = {}): Promise<Changed> {
  const changed = await tryChange(means, actor, change, options);
  if (!changed) throw await stale(means, actor.tenantId, change.ticket);
  return changed;
}

/** `keepsVersion` is for what doesn't change what the ticket itself says (a comment). */
type Options = { keepsVersion?: boolean };

/** Gives undefined, and changes nothing, where its guard does not hold. */
export async function tryChange(means: Means, actor: Actor, change: Change, { keepsVersion = false }: Options = {}): Promise<Changed | undefined> {
  const { ticket, owed = [] } = change;
  if (owed.length > 0) await nudgeLater("ticketWork");
  const [row] = await jsonRows<Card>(means.db, changeStatement(actor, change, keepsVersion));
  if (!row) return undefined;
  const pending = owed.length > 0 && (await payNow(means, [ticket.id], "ticketWork"));
  // What it says at length is as it was, or known to whoever changed it.
  return { ...ticket, ...row, ...(pending && { pending }) };
}

function changeStatement(actor: Actor, change: Change, keepsVersion: boolean): SQL {
  const { ticket, set = [], to } = change;
  const at = sql`${date()}::timestamptz`;
  const own = keepsVersion ? [sql`counter = t.counter + 1`] : [sql`counter = t.counter + 1`, sql`version = t.version + 1`, sql`updated_at = ${at}`];
  const guard = keepsVersion ? sql`` : sql`and t.version = ${change.seen ?? ticket.version}`;
  const moved = to !== undefined && to !== ticket.status;
  return sql`with changed as (
      update ticket t set ${sql.join([...own, ...set], sql`, `)} where t.tenant_id = ${actor.tenantId} and t.id = ${ticket.id}::uuid ${guard} ${change.onlyIf ? sql`and ${change.onlyIf}` : sql``} returning t.*
    ), said as (
      insert into ticket_event (tenant_id, ticket_id, seq, at, actor_id, action, before, after, comment, internal)
      select t.tenant_id, t.id, t.counter, ${at}, ${actorId(actor)}::uuid, ${change.action}, ${json(change.before)}::jsonb, ${json(change.after)}::jsonb, ${change.comment ?? null}, ${change.internal ?? false} from changed t
    ), counted as (
      update ticket_counter c set changes = c.changes + 1 ${moved ? countMove(ticket.status, to) : sql``} from changed t where c.tenant_id = t.tenant_id returning c.tenant_id
    ) ${to === "resolved" && moved ? countDay(at) : sql``}
    ${change.owed?.length ? sql`, owing as (${insertOwed(sql`changed t`, { entity: sql`t.id`, counter: sql`t.counter` }, actor, change.owed)})` : sql``}
    ${change.also ? sql`, ${change.also}` : sql``}
    select ${cardJson}::text as json from changed t`;
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/** The statuses are a closed set of ours, so their names may stand in the SQL. */
const countMove = (from: TicketStatus, to: TicketStatus) => sql.raw(`, "${from}" = c."${from}" - 1, "${to}" = c."${to}" + 1`);

/** After the counter, whoever counts: else two changes could wait for each other. */
const countDay = (at: SQL) => sql`, dayed as (
  insert into ticket_day (tenant_id, day, resolved) select c.tenant_id, (${at} at time zone 'UTC')::date, 1 from counted c
  on conflict (tenant_id, day) do update set resolved = ticket_day.resolved + 1)`;

/** Tells people, but never the one who did it; no call where that leaves nobody. */
export function tell(
  actor: Actor,
  ticket: Pick<StoredTicket, "id" | "number" | "title">,
  type: z.output<typeof NotificationType>,
  people: readonly (string | null | undefined)[],
): Owed[] {
  const userIds = [...new Set(people)].filter((id): id is string => typeof id === "string" && id !== actorId(actor));
  if (userIds.length === 0) return [];
  return [owe("gateway", notify, { userIds, type, ticketId: ticket.id, ticketNumber: ticket.number, title: ticket.title, actorId: actorId(actor) })];
}
