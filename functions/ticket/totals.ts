import { sql } from "drizzle-orm";
import type * as z from "zod";
import { countTickets, TicketStatus, type TicketTotals } from "../../shared/contract/ticket";
import { jsonRows } from "../db/rows";
import { endpoint } from "../kit/endpoint";

const perStatus = sql.raw(TicketStatus.options.map((status) => `'${status}', c."${status}"`).join(", "));
const days = 30;

/** Counters only: as fast with a million tickets as with none. */
export const totals = endpoint(countTickets, async ({ actor, db }) => {
  const [counted] = await jsonRows<Pick<z.output<typeof TicketTotals>, "byStatus" | "byDay">>(
    db,
    sql`select json_build_object('byStatus', (select json_build_object(${perStatus}) from ticket_counter c where c.tenant_id = ${actor.tenantId}),
      'byDay', coalesce((select json_agg(json_build_object('day', d.day, 'created', d.created, 'resolved', d.resolved) order by d.day)
        from (select * from ticket_day d where d.tenant_id = ${actor.tenantId} order by d.day desc limit ${days}) d), '[]'))::text as json`,
  );
  const byStatus = counted?.byStatus ?? (Object.fromEntries(TicketStatus.options.map((status) => [status, 0])) as z.output<typeof TicketTotals>["byStatus"]);
  return { total: Object.values(byStatus).reduce((sum, count) => sum + count, 0), byStatus, byDay: counted?.byDay ?? [] };
});
