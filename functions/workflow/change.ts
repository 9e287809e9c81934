// Every change of a workflow is one guarded statement.
import { type SQL, sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import type { WorkflowCard } from "../../shared/contract/workflow";
import type { Database } from "../db";
import { iso, jsonRows } from "../db/rows";
import { date } from "../kit/clock";
import { changedCard } from "./queries";

/** `seen` is the version that the asker saw; `set` are assignments, and `also` CTEs that may read `changed`. */
type Change = { tenantId: string; id: string; seen: number; set: readonly SQL[]; also?: SQL };

/** Throws `stale` where somebody was faster. */
export async function changeWorkflow(db: Database, { tenantId, id, seen, set, also }: Change): Promise<WorkflowCard> {
  const assignments = [sql`version = w.version + 1`, sql`updated_at = ${date()}::timestamptz`, ...set];
  const [card] = await jsonRows<WorkflowCard>(
    db,
    sql`with changed as (
      update workflow w set ${sql.join(assignments, sql`, `)} where w.tenant_id = ${tenantId} and w.id = ${id}::uuid and w.version = ${seen}::int returning w.*
    ) ${also ? sql`, ${also}` : sql``} ${changedCard}`,
  );
  if (!card) throw await stale(db, tenantId, id);
  return card;
}

/** Says when that was. */
export async function stale(db: Database, tenantId: string, id: string): Promise<Problem> {
  const [now] = await jsonRows<{ at: string }>(
    db,
    sql`select json_build_object('at', ${iso(sql`w.updated_at`)})::text as json from workflow w where w.tenant_id = ${tenantId} and w.id = ${id}::uuid`,
  );
  return new Problem("stale", "Somebody changed this workflow. Read it again, then decide.", now && { changed: { at: now.at, by: null } });
}
