// Reads of tickets: each row is one JSON text in the contract's shape.
import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { type Actor, actorId, isAgent } from "../../shared/contract/actor";
import { listMemberships } from "../../shared/contract/directory";
import { Problem } from "../../shared/contract/problem";
import type { Chosen } from "../../shared/contract/process";
import type { Comment, Ticket, TicketCard, TimelineEntry } from "../../shared/contract/ticket";
import { allowedActions, mayRead } from "../../shared/rules/ticket";
import { type Database, readJson } from "../db";
import { iso, jsonRows, jsonRowsInReply } from "../db/rows";
import type { Means } from "../kit/endpoint";

type Db = Database;
/** Bytes; the Data API's limit is 64 KB. */
const mostOfRow = 60_000;
type StoredCard = Omit<TicketCard, "allowedActions">;
/** What only the server needs to know comes after what everybody reads. */
export type StoredTicket = StoredCard &
  Pick<Ticket, "description" | "data" | "reason" | "incident"> & {
    /** 自选, of a draft. */
    chosen: z.infer<typeof Chosen> | null;
    /** Some node of its process hides a field; null where that is not known yet. */
    hides: boolean | null;
    /** Whoever it was read for takes or took part in its process. */
    participates: boolean;
  };

const cardFields = sql`'id', t.id, 'number', t.number, 'title', t.title, 'status', t.status, 'priority', t.priority, 'requesterId', t.requester_id, 'assigneeId', t.assignee_id,
  'formId', t.form_id, 'formVersion', t.form_version, 'workflowId', t.workflow_id, 'dueAt', ${iso(sql`t.due_at`)}, 'version', t.version,
  'createdAt', ${iso(sql`t.created_at`)}, 'updatedAt', ${iso(sql`t.updated_at`)}, 'resolvedAt', ${iso(sql`t.resolved_at`)},
  'process', case when t.process_version is not null then json_build_object('instanceId', t.id, 'handlers', coalesce(t.process_handlers, '{}'), 'incident', t.process_incident) end`;

/** Of a row named `t`. */
export const cardJson = sql`json_build_object(${cardFields})`;

/** As it is for this reader. */
export async function findTicket(db: Db, reader: Actor, id: string): Promise<StoredTicket | undefined> {
  const source = sql`select json_build_object(${cardFields}, 'description', t.description, 'data', t.data, 'reason', t.process_reason,
      'incident', (select o.parked from outbox o where o.entity = t.id::text and o.parked is not null limit 1),
      'chosen', t.chosen, 'hides', t.process_hides, 'participates', coalesce(${actorId(reader)}::uuid = any(t.process_readers), false))::text as value
      from ticket t where t.tenant_id = ${reader.tenantId} and t.id = ${id}::uuid`;
  const [row] = await jsonRows<StoredTicket | null>(
    db,
    // The offset keeps PostgreSQL from writing the JSON twice, once to measure it.
    sql`select case when octet_length(r.value) < ${mostOfRow} then r.value else 'null' end as json from (${source} offset 0) r`,
  );
  // One whose texts and data go into no row of a reply is read in pieces.
  return row === null ? ((await readJson(db, source)) as StoredTicket | undefined) : row;
}

/** A missing ticket and one that the asker may not read are the same: 404. */
export async function readableTicket(means: Pick<Means, "db" | "ask">, actor: Actor, id: string): Promise<StoredTicket> {
  const ticket = await findTicket(means.db, actor, id);
  if (ticket && mayRead(ticket, actor)) return ticket;
  if (ticket?.process && (await readsByGroup(means, actor, id, ticket.process.handlers))) return { ...ticket, participates: true };
  throw new Problem("not-found", "There is no such ticket.");
}

/** A process asks groups, too; whoever is a member of one now may read what it is about, and so may who stands in for whoever has it now. */
async function readsByGroup({ db, ask }: Pick<Means, "db" | "ask">, actor: Actor, id: string, handlers: readonly string[]): Promise<boolean> {
  if (actor.kind !== "user") return false;
  const { memberships } = await ask("identity", listMemberships, actor, { body: { userIds: [actor.userId] } });
  const { groupIds = [], standsInFor = [] } = memberships[0] ?? {};
  if (handlers.some((one) => standsInFor.some(({ userId, groupIds }) => userId === one || groupIds.includes(one)))) return true;
  return (await readersAmong(db, actor.tenantId, id, groupIds)).length > 0;
}

/** Which of these users or groups take or took part in a ticket's process. */
export async function readersAmong(db: Db, tenantId: string, id: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  return jsonRows(
    db,
    sql`select to_json(i.id)::text as json from ticket t, jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as i(id)
      where t.tenant_id = ${tenantId} and t.id = ${id}::uuid and i.id::uuid = any(t.process_readers)`,
  );
}

export const forReader = <T extends StoredCard & { participates?: boolean }>(ticket: T, actor: Actor) => ({
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
    sql`select json_build_object('seq', e.seq, 'at', ${iso(sql`e.at`)}, 'actorId', e.actor_id, 'onBehalfOf', e.on_behalf_of, 'action', e.action, 'node', e.node, 'nodeName', e.node_name, 'taskId', e.task_id,
      'before', e.before, 'after', e.after, 'comment', e.comment)::text as json
      from ticket_event e where e.tenant_id = ${actor.tenantId} and e.ticket_id = ${ticketId}::uuid ${onlyPublic(actor, sql`e.internal`)} and e.seq > ${page.after} order by e.seq limit ${page.limit}`,
  );
}

const onlyPublic = (actor: Actor, internal: SQL) => (isAgent(actor) ? sql`` : sql`and not ${internal}`);
