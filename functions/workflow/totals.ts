import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { WorkflowTotals } from "../../shared/contract/totals";
import { countWorkflows } from "../../shared/contract/workflow";
import { jsonRows } from "../db/rows";
import { endpoint } from "../kit/endpoint";

type Totals = z.output<typeof WorkflowTotals>;

/** Counts an index of the tenant's workflows, of which there are hundreds at most; what is about instances stands in one row. Refused calls, which are few, are incidents too. */
export const totals = endpoint(countWorkflows, async ({ actor: { tenantId }, db }) => {
  const [counted] = await jsonRows<Totals>(
    db,
    sql`select json_build_object('total', w.total, 'published', w.published, 'openTasks', coalesce(c.open_tasks, 0), 'activeInstances', coalesce(c.active_instances, 0),
        'incidents', coalesce(c.incidents, 0) + (select count(*) from outbox o where o.tenant_id = ${tenantId} and o.parked is not null))::text as json
      from (select count(*) as total, count(w.published_version) as published from workflow w where w.tenant_id = ${tenantId}) w
      left join workflow_counter c on c.tenant_id = ${tenantId}`,
  );
  return counted ?? { total: 0, published: 0, openTasks: 0, activeInstances: 0, incidents: 0 };
});
