// An admin's word on a refused call: it is made again, or given up. Both give false where somebody else was faster.
import { sql } from "drizzle-orm";
import type { Incident } from "../../../shared/contract/incident";
import type { Database } from "../../db";
import { date } from "../../kit/clock";
import { parkedId } from "./queries";

type Db = Pick<Database, "execute">;
const isIt = (tenantId: string, id: string) => sql`o.tenant_id = ${tenantId} and o.parked is not null and ${parkedId} = ${id}::uuid`;

export async function retryCall(db: Db, tenantId: string, id: string): Promise<boolean> {
  const at = date();
  const { rows } = await db.execute(
    sql`update outbox o set parked = null, tries = 0, created_at = ${at}::timestamptz, next_try_at = ${at}::timestamptz where ${isIt(tenantId, id)} returning o.seq`,
  );
  return rows.length > 0;
}

/** That it was given up, and by whom, stays in the list of resolved ones. */
export async function skipCall(db: Db, tenantId: string, { id, instanceId, nodeName, code, message, at, resolvedAt, resolvedBy }: Incident): Promise<boolean> {
  const { rows } = await db.execute(
    sql`with gone as (delete from outbox o where ${isIt(tenantId, id)} returning o.seq)
      insert into incident (tenant_id, id, instance_id, key, node, node_name, code, message, at, resolved_at, resolved_by)
      select ${tenantId}, ${id}::uuid, ${instanceId}::uuid, '', '', ${nodeName}, ${code}, ${message}, ${at}::timestamptz, ${resolvedAt}::timestamptz, ${resolvedBy}::uuid from gone returning id`,
  );
  return rows.length > 0;
}
