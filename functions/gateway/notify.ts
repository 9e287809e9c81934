import { sql } from "drizzle-orm";
import { v5 } from "uuid";
import { type NotificationType, notify, notifyOfProcess } from "../../shared/contract/notification";
import type { Database } from "../db";
import { date } from "../kit/clock";
import { newId } from "../kit/ids";
import { receiver } from "../kit/receiver";

export const notified = receiver(notify, (received, { db }) =>
  keep(
    db,
    received.map(({ eventId, actor, body }) => ({ tenant: actor.tenantId, event: eventId, ...body })),
  ),
);

/** Of one event there may be several things to tell the same person: each has an id of its own, the same in every try. */
export const notifiedOfProcess = receiver(notifyOfProcess, (received, { db }) =>
  keep(
    db,
    received.flatMap(({ eventId, actor, body: { told, ...about } }) =>
      told.map((one, n) => ({ tenant: actor.tenantId, event: v5(String(n), eventId), ...about, ...one, comment: one.comment && beginning(one.comment) })),
    ),
  ),
);

type News = {
  tenant: string;
  event: string;
  userIds: readonly string[];
  type: NotificationType;
  ticketId: string;
  ticketNumber: number;
  title: string;
  actorId: string | null;
  taskId?: string;
  nodeName?: string;
  comment?: string;
};

const mostWords = 500;
const beginning = (text: string) => (text.length <= mostWords ? text : `${[...text].slice(0, mostWords - 1).join("")}…`);

/** One row a person and event; those that are there already stay as they are, read or not. */
async function keep(db: Database, news: readonly News[]): Promise<void> {
  const rows = news.flatMap(({ userIds, ...what }) => [...new Set(userIds)].map((user) => ({ ...what, user, id: newId() })));
  await db.execute(sql`
    insert into notification (tenant_id, user_id, id, event_id, type, ticket_id, ticket_number, title, task_id, node_name, comment, actor_id, created_at)
    select n.tenant, n."user", n.id, n.event, n.type, n."ticketId", n."ticketNumber", n.title, n."taskId", n."nodeName", n.comment, n."actorId", ${date()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(tenant text, "user" uuid, id uuid, event uuid, type text, "ticketId" uuid, "ticketNumber" int, title text, "taskId" uuid, "nodeName" text, comment text, "actorId" uuid)
    order by n.tenant, n.event, n."user"
    on conflict (tenant_id, event_id, user_id) do nothing`);
}
