import { sql } from "drizzle-orm";
import { removeForm } from "../../shared/contract/form";
import { date } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { changeForm, stale } from "./change";
import { readCard } from "./queries";

/** What was published once stays, because tickets show it: such a form goes into the archive. */
export const remove = endpoint(removeForm, async ({ actor, params, query, db }) => {
  const { id, version, status } = await readCard(db, actor.tenantId, params.id);
  const seen = query.version ?? version;
  if (status === "draft") {
    const { rows } = await db.execute(
      sql`delete from form f where f.tenant_id = ${actor.tenantId} and f.id = ${id}::uuid and f.version = ${seen}::int and f.last_version = 0 returning f.id`,
    );
    if (rows.length === 0) throw await stale(db, actor.tenantId, id);
  } else if (status !== "archived") {
    await changeForm(db, { tenantId: actor.tenantId, id, seen, set: [sql`archived_at = ${date()}::timestamptz`, sql`published_version = null`] });
  }
  return undefined;
});
