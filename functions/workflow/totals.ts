import { sql } from "drizzle-orm";
import { countWorkflows } from "../../shared/contract/workflow";
import { jsonRows } from "../db/rows";
import { endpoint } from "../kit/endpoint";

type Totals = { total: number; published: number };

/** Counts an index of the tenant's workflows, of which there are hundreds at most. */
export const totals = endpoint(countWorkflows, async ({ actor, db }) => {
  const [counted] = await jsonRows<Totals>(
    db,
    sql`select json_build_object('total', count(*), 'published', count(w.published_version))::text as json from workflow w where w.tenant_id = ${actor.tenantId}`,
  );
  return counted ?? { total: 0, published: 0 };
});
