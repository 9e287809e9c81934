import { sql } from "drizzle-orm";
import * as z from "zod";
import { Problem } from "../../shared/contract/problem";
import { findPublishedWorkflow } from "../../shared/contract/workflow";
import type { Database } from "../db";
import { jsonRows } from "../db/rows";
import { endpoint } from "../kit/endpoint";
import { versionOf } from "./instance/load";

type Found = { workflowId: string; version: number | null; name: string; formId: string | null };

export const published = endpoint(findPublishedWorkflow, async ({ actor, body, db }) => {
  const found = await findPublished(db, actor.tenantId, body.workflowId);
  if (!found) throw new Problem("not-found", "There is no such workflow.");
  if (found.version === null) throw new Problem("not-published", `The workflow "${found.name}" takes no new tickets.`);
  return { ...found, version: found.version };
});

export async function findPublished(db: Database, tenantId: string, workflowId: string): Promise<Found | undefined> {
  const [found] = await jsonRows<Found>(
    db,
    sql`select json_build_object('workflowId', w.id, 'version', w.published_version, 'name', w.name, 'formId', v.form_id)::text as json
      from workflow w left join workflow_version v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.published_version
      where w.tenant_id = ${tenantId} and w.id = ${workflowId}::uuid`,
  );
  return found;
}

/** What a call activity calls; undefined where that is no id of a workflow that takes new work. */
export async function currentVersion(db: Database, tenantId: string, workflow: string) {
  const workflowId = z.uuid().safeParse(workflow).data;
  const found = workflowId && (await findPublished(db, tenantId, workflowId));
  if (!found || found.version === null) return undefined;
  const { definition } = await versionOf(db, tenantId, found.workflowId, found.version);
  return { workflowId: found.workflowId, version: found.version, name: found.name, definition };
}
