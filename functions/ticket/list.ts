import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { isAgent, type UserActor } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { getBoard, listTickets, Priority, type TicketCard, TicketStatus } from "../../shared/contract/ticket";
import type { Database } from "../db";
import { jsonRows } from "../db/rows";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";
import { dueOrNever, never } from "./due-order";
import { cardJson, forReader } from "./queries";
import { tsqueryOf } from "./words";

type Query = z.output<typeof listTickets.query>;
type Card = Omit<TicketCard, "allowedActions">;

export const list = endpoint(listTickets, ({ actor, query, db }) => pageOfTickets(db, actor, query));

/** A request and an invocation for all columns; a statement for each, so that a column is no shorter for what stands in the others. */
export const board = endpoint(getBoard, async ({ actor, query: { columns, ...query }, db }) => {
  const asked = columns.split(";");
  if (asked.length > TicketStatus.options.length)
    throw new Problem("invalid-input", "The board is not valid.", {
      errors: [{ path: "/query/columns", message: `Must be at most ${TicketStatus.options.length} columns, as there are no more statuses.` }],
    });
  return { columns: await Promise.all(asked.map((status) => pageOfTickets(db, actor, { ...query, status }, "columns"))) };
});

/** `statusFrom`: the part of the query that the statuses came in. */
async function pageOfTickets(db: Database, actor: UserActor, query: Query, statusFrom = "status") {
  const order = orders[query.sort];
  const where = [...filters(query, actor, statusFrom), ...order.after(query.cursor)];
  const rows = await jsonRows<Card>(
    db,
    // One more than asked for tells whether there is a next page.
    sql`select ${cardJson}::text as json from ticket t where t.tenant_id = ${actor.tenantId} ${sql.join(
      where.map((one) => sql`and ${one}`),
      sql` `,
    )} order by ${order.by} limit ${query.limit + 1}`,
  );
  const page = pageOfRows(rows, query.limit, order.key);
  return { ...page, data: page.data.map((card) => forReader(card, actor)) };
}

function filters(query: Query, actor: UserActor, statusFrom: string): SQL[] {
  const words = tsqueryOf(actor.tenantId, query.q);
  const mine = isAgent(actor) ? undefined : actor.userId;
  const requester = query.requester === "me" ? actor.userId : query.requester;
  return [
    ...(mine ? [sql`t.requester_id = ${mine}::uuid`] : []),
    ...(requester ? [sql`t.requester_id = ${requester}::uuid`] : []),
    ...oneOf(sql`t.status`, query.status, TicketStatus, statusFrom),
    ...oneOf(sql`t.rank`, query.priority, Priority, "priority", (priority) => rank[priority]),
    ...(query.assignee === "none"
      ? [sql`t.assignee_id is null`]
      : query.assignee
        ? [sql`t.assignee_id = ${query.assignee === "me" ? actor.userId : query.assignee}::uuid`]
        : []),
    ...(query.form ? [sql`t.form_id = ${query.form}::uuid`] : []),
    ...(query.workflow ? [sql`t.workflow_id = ${query.workflow}::uuid`] : []),
    ...(query.createdFrom ? [sql`t.created_at >= ${query.createdFrom}::timestamptz`] : []),
    ...(query.createdTo ? [sql`t.created_at < ${query.createdTo}::timestamptz`] : []),
    ...(words ? [sql`t.words @@ ${words}::tsquery`] : []),
  ];
}

/** Comma-separated values of a closed set: one is an equality, so that its index also gives the order. */
function oneOf<E extends z.ZodEnum>(
  column: SQL,
  text: string | undefined,
  kind: E,
  name: string,
  stored: (value: z.output<E>) => string | number = String,
): SQL[] {
  if (text === undefined) return [];
  const values = [...new Set(text.split(","))].map((value) => kind.safeParse(value));
  if (!values.every((value) => value.success))
    throw new Problem("invalid-input", "The filter is not valid.", { errors: [{ path: `/query/${name}`, message: `Must be of ${kind.options.join(", ")}.` }] });
  const [first, ...others] = values.map(({ data }) => sql`${stored(data as z.output<E>)}`);
  return [others.length === 0 ? sql`${column} = ${first}` : sql`${column} in (${sql.join([first as SQL, ...others], sql`, `)})`];
}

type Order = { by: SQL; key: (card: Card) => (string | number)[]; after: (cursor: string | undefined) => SQL[] };

const rank: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 4 };

const orders: Record<Query["sort"], Order> = {
  newest: { by: sql`t.id desc`, key: ({ id }) => [id], after: keyset(["uuid"], ([id]) => sql`t.id < ${id}::uuid`) },
  oldest: { by: sql`t.id`, key: ({ id }) => [id], after: keyset(["uuid"], ([id]) => sql`t.id > ${id}::uuid`) },
  updated: {
    by: sql`t.updated_at desc, t.id desc`,
    key: ({ updatedAt, id }) => [updatedAt, id],
    after: keyset(["instant", "uuid"], ([at, id]) => sql`(t.updated_at, t.id) < (${at}::timestamptz, ${id}::uuid)`),
  },
  priority: {
    by: sql`t.rank desc, t.id desc`,
    key: ({ priority, id }) => [rank[priority], id],
    after: keyset(["number", "uuid"], ([at, id]) => sql`(t.rank, t.id) < (${at}::bigint, ${id}::uuid)`),
  },
  due: {
    by: sql`${dueOrNever(sql`t.due_at`)}, t.id`,
    key: ({ dueAt, id }) => [dueAt ?? never, id],
    after: keyset(["instant", "uuid"], ([at, id]) => sql`(${dueOrNever(sql`t.due_at`)}, t.id) > (${at}::timestamptz, ${id}::uuid)`),
  },
};

function keyset(kinds: Parameters<typeof decodeCursor>[1], condition: (key: readonly (string | number)[]) => SQL) {
  return (cursor: string | undefined) => {
    const key = decodeCursor(cursor, kinds);
    return key ? [condition(key)] : [];
  };
}
