import { sql } from "drizzle-orm";
import { renameInstance } from "../../../shared/contract/process";
import { receiver } from "../../kit/receiver";

/** Also of what the ticket's process has called; an older version of the ticket is late, and ignored. */
export const renamed = receiver(renameInstance, async (received, { db }) => {
  const newest = new Map(received.map(({ actor, body }) => [`${actor.tenantId} ${body.ticketId}`, { tenant_id: actor.tenantId, ...body }]));
  const rows = JSON.stringify([...newest.values()]);
  await db.execute(sql`
    update instance i set title = r.title, priority = r.priority, ticket_version = r.version
    from jsonb_to_recordset(${rows}::jsonb) as r(tenant_id text, "ticketId" uuid, version int, title text, priority text)
    where i.tenant_id = r.tenant_id and (i.id = r."ticketId" or (i.parent_id is not null and i.ticket_id = r."ticketId")) and i.ticket_version < r.version`);
});
