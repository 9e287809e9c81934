import { sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import { findPublishedWorkflow } from "../../shared/contract/workflow";
import { jsonRows } from "../db/rows";
import { endpoint } from "../kit/endpoint";

type Found = { workflowId: string; version: number | null; name: string; formId: string | null };

export const published = endpoint(findPublishedWorkflow, async ({ actor, body, db }) => {
  const [found] = await jsonRows<Found>(
    db,
    sql`select json_build_object('workflowId', w.id, 'version', w.published_version, 'name', w.name, 'formId', v.form_id)::text as json
      from workflow w left join workflow_version v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.published_version
      where w.tenant_id = ${actor.tenantId} and w.id = ${body.workflowId}::uuid`,
  );
  if (!found) throw new Problem("not-found", "There is no such workflow.");
  if (found.version === null) throw new Problem("not-published", `The workflow "${found.name}" takes no new tickets.`);
  return { ...found, version: found.version };
});
