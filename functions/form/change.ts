// Every change of a form is one guarded statement.
import { type SQL, sql } from "drizzle-orm";
import type { Form } from "../../shared/contract/form";
import { Problem } from "../../shared/contract/problem";
import type { Database } from "../db";
import { iso, jsonRows } from "../db/rows";
import { date } from "../kit/clock";
import { changedCard } from "./queries";

/** `seen` is the version that the asker saw; `set` are assignments, and `also` CTEs that may read `changed`. */
type Change = { tenantId: string; id: string; seen: number; set: readonly SQL[]; also?: SQL };

/** Throws `stale` where somebody was faster. */
export async function changeForm(db: Database, { tenantId, id, seen, set, also }: Change): Promise<Omit<Form, "definition">> {
  const assignments = [sql`version = f.version + 1`, sql`updated_at = ${date()}::timestamptz`, ...set];
  const [card] = await jsonRows<Omit<Form, "definition">>(
    db,
    sql`with changed as (
      update form f set ${sql.join(assignments, sql`, `)} where f.tenant_id = ${tenantId} and f.id = ${id}::uuid and f.version = ${seen}::int returning f.*
    ) ${also ? sql`, ${also}` : sql``} ${changedCard}`,
  );
  if (!card) throw await stale(db, tenantId, id);
  return card;
}

/** Says when that was. */
export async function stale(db: Database, tenantId: string, id: string): Promise<Problem> {
  const [now] = await jsonRows<{ at: string }>(
    db,
    sql`select json_build_object('at', ${iso(sql`f.updated_at`)})::text as json from form f where f.tenant_id = ${tenantId} and f.id = ${id}::uuid`,
  );
  return new Problem("stale", "Somebody changed this form. Read it again, then decide.", now && { changed: { at: now.at, by: null } });
}

export const archived = () => new Problem("illegal-transition", "This form is archived. Take it out of the archive first (unpublish).");
