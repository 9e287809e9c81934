import { sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import { removeTicket } from "../../shared/contract/ticket";
import { mayRemove } from "../../shared/rules/ticket";
import { jsonRows } from "../db/rows";
import { endpoint } from "../kit/endpoint";
import { readableTicket } from "./queries";
import { stale } from "./stale";

/** Only a draft goes; its number stays used, so that numbers never mean two things. */
export const remove = endpoint(removeTicket, async ({ actor, params, query, ...means }) => {
  const ticket = await readableTicket(means, actor, params.id);
  if (!mayRemove(ticket, actor)) throw new Problem("illegal-transition", `A ticket that is ${ticket.status} can't be deleted; close it.`);
  const gone = await jsonRows(
    means.db,
    sql`with gone as (delete from ticket t where t.tenant_id = ${actor.tenantId} and t.id = ${ticket.id}::uuid and t.version = ${query.version} and t.status = 'draft' returning t.*),
      events as (delete from ticket_event e using gone where e.tenant_id = gone.tenant_id and e.ticket_id = gone.id),
      comments as (delete from ticket_comment c using gone where c.tenant_id = gone.tenant_id and c.ticket_id = gone.id),
      counted as (update ticket_counter c set changes = c.changes + 1, draft = c.draft - 1 from gone where c.tenant_id = gone.tenant_id)
      select '1' as json from gone`,
  );
  if (gone.length === 0) throw await stale(means, actor.tenantId, ticket);
  return undefined;
});
