import { sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import { removeWorkflow } from "../../shared/contract/workflow";
import { endpoint } from "../kit/endpoint";
import { stale } from "./change";
import { readWorkflow } from "./queries";

export const remove = endpoint(removeWorkflow, async ({ actor, params, query, db }) => {
  const { id, version, status } = await readWorkflow(db, actor, params.id);
  if (status !== "draft")
    throw new Problem("illegal-transition", "A workflow that was published stays, since tickets may run on it. Unpublish it to close it for new ones.");
  const seen = query.version ?? version;
  const { rows } = await db.execute(
    sql`delete from workflow w where w.tenant_id = ${actor.tenantId} and w.id = ${id}::uuid and w.version = ${seen}::int and w.last_version = 0 returning w.id`,
  );
  if (rows.length === 0) throw await stale(db, actor.tenantId, id);
  return undefined;
});
