// Reads of tickets: each row is one JSON text in the contract's shape.
import { type SQL, sql } from "drizzle-orm";
import { type Actor, isAgent } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import type { Comment, Ticket, TicketCard, TimelineEntry } from "../../shared/contract/ticket";
import { allowedActions, mayRead } from "../../shared/rules/ticket";
import { type Database, readJson } from "../db";
import { iso, jsonRows, jsonRowsInReply } from "../db/rows";

type Db = Database;
/** Bytes; the Data API's limit is 64 KB. */
const mostOfRow = 60_000;
export type StoredTicket = Omit<Ticket, "allowedActions">;

const cardFields = sql`'id', t.id, 'number', t.number, 'title', t.title, 'status', t.status, 'priority', t.priority, 'requesterId', t.requester_id, 'assigneeId', t.assignee_id,
  'formId', t.form_id, 'formVersion', t.form_version, 'workflowId', t.workflow_id, 'dueAt', ${iso(sql`t.due_at`)}, 'version', t.version,
  'createdAt', ${iso(sql`t.created_at`)}, 'updatedAt', ${iso(sql`t.updated_at`)}, 'resolvedAt', ${iso(sql`t.resolved_at`)}`;

/** Of a row named `t`. */
export const cardJson = sql`json_build_object(${cardFields})`;

export async function findTicket(db: Db, tenantId: string, id: string): Promise<StoredTicket | undefined> {
  const source = sql`select json_build_object(${cardFields}, 'description', t.description, 'data', t.data,
      'incident', (select o.parked from outbox o where o.entity = t.id::text and o.parked is not null limit 1))::text as value
      from ticket t where t.tenant_id = ${tenantId} and t.id = ${id}::uuid`;
  const [row] = await jsonRows<StoredTicket | null>(
    db,
    sql`select case when octet_length(r.value) < ${mostOfRow} then r.value else 'null' end as json from (${source}) r`,
  );
  // One whose texts and data go into no row of a reply is read in pieces.
  return row === null ? ((await readJson(db, source)) as StoredTicket | undefined) : row;
}

/** A missing ticket and one that the asker may not read are the same: 404. */
export async function readableTicket(db: Db, actor: Actor, id: string): Promise<StoredTicket> {
  const ticket = await findTicket(db, actor.tenantId, id);
  if (!ticket || !mayRead(ticket, actor)) throw new Problem("not-found", "There is no such ticket.");
  return ticket;
}

export const forReader = <T extends Omit<TicketCard, "allowedActions">>(ticket: T, actor: Actor) => ({
  ...ticket,
  allowedActions: allowedActions(ticket, actor),
});

/** Oldest first, after `after`; without the internal ones for who is no agent. */
export function pageComments(db: Db, actor: Actor, ticketId: string, page: { after?: string; limit: number }): Promise<(Comment | null)[]> {
  return jsonRowsInReply(
    db,
    sql`select json_build_object('id', c.id, 'authorId', c.author_id, 'text', c.text, 'internal', c.internal, 'mentions', c.mentions, 'createdAt', ${iso(sql`c.created_at`)})::text as json
      from ticket_comment c where c.tenant_id = ${actor.tenantId} and c.ticket_id = ${ticketId}::uuid ${onlyPublic(actor, sql`c.internal`)}
      ${page.after ? sql`and c.id > ${page.after}::uuid` : sql``} order by c.id limit ${page.limit}`,
  );
}

export function pageTimeline(db: Db, actor: Actor, ticketId: string, page: { after: number; limit: number }): Promise<(TimelineEntry | null)[]> {
  return jsonRowsInReply(
    db,
    sql`select json_build_object('seq', e.seq, 'at', ${iso(sql`e.at`)}, 'actorId', e.actor_id, 'action', e.action, 'before', e.before, 'after', e.after, 'comment', e.comment)::text as json
      from ticket_event e where e.tenant_id = ${actor.tenantId} and e.ticket_id = ${ticketId}::uuid ${onlyPublic(actor, sql`e.internal`)} and e.seq > ${page.after} order by e.seq limit ${page.limit}`,
  );
}

const onlyPublic = (actor: Actor, internal: SQL) => (isAgent(actor) ? sql`` : sql`and not ${internal}`);
