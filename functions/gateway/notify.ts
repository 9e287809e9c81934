import { sql } from "drizzle-orm";
import { notify } from "../../shared/contract/notification";
import { date } from "../kit/clock";
import { newId } from "../kit/ids";
import { receiver } from "../kit/receiver";

/** One row a person and event; those that are there already stay as they are, read or not. */
export const notified = receiver(notify, async (received, { db }) => {
  const rows = received.flatMap(({ eventId, actor, body: { userIds, ...what } }) =>
    [...new Set(userIds)].map((userId) => ({ tenant: actor.tenantId, user: userId, id: newId(), event: eventId, ...what })),
  );
  await db.execute(sql`
    insert into notification (tenant_id, user_id, id, event_id, type, ticket_id, ticket_number, title, actor_id, created_at)
    select n.tenant, n."user", n.id, n.event, n.type, n."ticketId", n."ticketNumber", n.title, n."actorId", ${date()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(tenant text, "user" uuid, id uuid, event uuid, type text, "ticketId" uuid, "ticketNumber" int, title text, "actorId" uuid)
    order by n.tenant, n.event, n."user"
    on conflict (tenant_id, event_id, user_id) do nothing`);
});
