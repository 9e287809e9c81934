import { sql } from "drizzle-orm";
import { type Changed, Problem } from "../../shared/contract/problem";
import { iso, jsonRows } from "../db/rows";
import type { Means } from "../kit/endpoint";
import type { StoredTicket } from "./queries";

/**
 * Somebody was faster: who, by the timeline's newest entry that changed the ticket. Of a step of its process that is one of several
 * of the same moment, and the person's among them is meant. What agents say among themselves tells nobody anything.
 */
export async function stale({ db }: Pick<Means, "db">, tenantId: string, { id, status }: Pick<StoredTicket, "id" | "status">): Promise<Problem> {
  const [changed] = await jsonRows<Changed>(
    db,
    sql`with e as materialized (
        select e.seq, e.at, e.actor_id from ticket_event e
        where e.tenant_id = ${tenantId} and e.ticket_id = ${id}::uuid and not e.internal and e.action not in ('commented', 'due') order by e.seq desc limit 20
      )
      select json_build_object('at', ${iso(sql`n.at`)},
        'by', (select e.actor_id from e where e.at = n.at and e.actor_id is not null order by e.seq desc limit 1))::text as json
      from (select e.at from e order by e.seq desc limit 1) n`,
  );
  return new Problem("stale", `Somebody changed this ${status === "draft" ? "draft" : "ticket"}. Read it again, then decide.`, { changed });
}
