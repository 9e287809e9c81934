import { sql } from "drizzle-orm";
import { countForms } from "../../shared/contract/form";
import { jsonRows } from "../db/rows";
import { endpoint } from "../kit/endpoint";

type Totals = { total: number; published: number };

/** A tenant has hundreds at most. */
export const totals = endpoint(countForms, async ({ actor, db }) => {
  const [counted] = await jsonRows<Totals>(
    db,
    sql`select json_build_object('total', count(*), 'published', count(f.published_version))::text as json from form f where f.tenant_id = ${actor.tenantId} and f.archived_at is null`,
  );
  return counted ?? { total: 0, published: 0 };
});
