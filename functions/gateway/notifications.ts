import { type SQL, sql } from "drizzle-orm";
import { listNotifications, type Notification, readNotifications } from "../../shared/contract/notification";
import { iso, jsonRows } from "../db/rows";
import { date } from "../kit/clock";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";

/** Nobody needs to know more exactly; and so it costs the same with any number. */
const countedTo = 100;

const unreadOf = (tenantId: string, userId: string, but: SQL = sql``) =>
  sql`(select count(*) from (select 1 from notification n where n.tenant_id = ${tenantId} and n.user_id = ${userId}::uuid and n.read_at is null ${but} limit ${countedTo}) as seen)`;

type Row = { unread: number } | { notification: Notification };

export const listMine = endpoint(listNotifications, async ({ actor: { tenantId, userId }, query, db }) => {
  const [before] = decodeCursor(query.cursor, ["uuid"]) ?? [];
  const unread = query.unread === undefined ? sql`` : query.unread === "true" ? sql`and n.read_at is null` : sql`and n.read_at is not null`;
  const rows = await jsonRows<Row>(
    db,
    sql`select json_build_object('unread', ${unreadOf(tenantId, userId)})::text as json
      union all (
        select json_build_object('notification', json_build_object('id', n.id, 'type', n.type, 'ticketId', n.ticket_id, 'ticketNumber', n.ticket_number, 'title', n.title,
          'taskId', n.task_id, 'nodeName', n.node_name, 'comment', n.comment, 'actorId', n.actor_id, 'createdAt', ${iso(sql`n.created_at`)}, 'readAt', ${iso(sql`n.read_at`)}))::text
        from notification n where n.tenant_id = ${tenantId} and n.user_id = ${userId}::uuid ${unread} ${before ? sql`and n.id < ${before}::uuid` : sql``}
        order by n.id desc limit ${query.limit + 1}
      )`,
  );
  const found = rows.flatMap((row) => ("notification" in row ? [row.notification] : []));
  const counted = rows.find((row) => "unread" in row)?.unread ?? 0;
  return { ...pageOfRows(found, query.limit, ({ id }) => [id]), unread: counted };
});

export const markRead = endpoint(readNotifications, async ({ actor: { tenantId, userId }, body, db }) => {
  const named = body?.ids ? sql`and n.id in (select jsonb_array_elements_text(${JSON.stringify(body.ids)}::jsonb)::uuid)` : sql``;
  const about = body?.ticketId ? sql`and n.ticket_id = ${body.ticketId}::uuid` : sql``;
  const [counted] = await jsonRows<{ unread: number }>(
    db,
    sql`with done as (
      update notification n set read_at = ${date()}::timestamptz where n.tenant_id = ${tenantId} and n.user_id = ${userId}::uuid and n.read_at is null ${named} ${about} returning n.id
    ) select json_build_object('unread', ${unreadOf(tenantId, userId, sql`and n.id not in (select id from done)`)})::text as json`,
  );
  return { unread: counted?.unread ?? 0 };
});
