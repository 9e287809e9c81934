// Reads of workflows. What people may see of one: agents its draft, others what is published of it.
import { sql } from "drizzle-orm";
import { type Actor, isAgent } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import type { Workflow, WorkflowCard, WorkflowVersion, WorkflowVersionCard } from "../../shared/contract/workflow";
import { type Database, readJson } from "../db";
import { iso, jsonRows } from "../db/rows";

type Db = Pick<Database, "execute">;

/** Of a row `w` whose content is in `c`. */
const cardFields = sql`'id', w.id, 'name', w.name, 'description', w.description,
  'status', case when w.published_version is not null then 'published' when w.last_version > 0 then 'unpublished' else 'draft' end,
  'formId', c.form_id, 'version', w.version, 'publishedVersion', w.published_version, 'createdAt', ${iso(sql`w.created_at`)}, 'updatedAt', ${iso(sql`w.updated_at`)}, 'createdBy', w.created_by`;

/** What a statement's CTE `changed` gives back. */
export const changedCard = sql`select json_build_object(${cardFields})::text as json from changed w, changed c`;

const draft = sql`workflow w join workflow c on c.tenant_id = w.tenant_id and c.id = w.id`;
const published = sql`workflow w join workflow_version c on c.tenant_id = w.tenant_id and c.workflow_id = w.id and c.number = w.published_version`;
const visible = (actor: Actor) => (isAgent(actor) ? draft : published);

/** A missing workflow and one that the asker may not see are the same: 404. */
export async function readWorkflow(db: Database, actor: Actor, id: string): Promise<Workflow> {
  const workflow = await readJson(
    db,
    sql`select jsonb_build_object(${cardFields}, 'steps', c.steps, 'definition', c.definition) as value from ${visible(actor)} where w.tenant_id = ${actor.tenantId} and w.id = ${id}::uuid`,
  );
  if (!workflow) throw new Problem("not-found", "There is no such workflow.");
  // The route parses what it answers, so a row that is no workflow comes out as our fault.
  return workflow as Workflow;
}

type Page = { before?: string; limit: number; words: string | null; status?: WorkflowCard["status"]; formId?: string };

const inStatus = {
  draft: sql`and w.last_version = 0`,
  published: sql`and w.published_version is not null`,
  unpublished: sql`and w.last_version > 0 and w.published_version is null`,
} satisfies Record<WorkflowCard["status"], unknown>;

/** Newest first, older than `before`. */
export function pageWorkflows(db: Db, actor: Actor, { before, limit, words, status, formId }: Page): Promise<WorkflowCard[]> {
  return jsonRows(
    db,
    sql`select json_build_object(${cardFields})::text as json from ${visible(actor)} where w.tenant_id = ${actor.tenantId}
      ${before ? sql`and w.id < ${before}::uuid` : sql``} ${status ? inStatus[status] : sql``} ${formId ? sql`and c.form_id = ${formId}::uuid` : sql``}
      ${words ? sql`and w.words @@ ${words}::tsquery` : sql``} order by w.id desc limit ${limit}`,
  );
}

const versionFields = sql`'workflowId', v.workflow_id, 'number', v.number, 'name', v.name, 'formId', v.form_id, 'publishedAt', ${iso(sql`v.published_at`)}, 'publishedBy', v.published_by`;

/** Newest first, older than `before`. */
export function pageVersions(db: Db, tenantId: string, workflowId: string, page: { before?: number; limit: number }): Promise<WorkflowVersionCard[]> {
  return jsonRows(
    db,
    sql`select json_build_object(${versionFields})::text as json from workflow_version v where v.tenant_id = ${tenantId} and v.workflow_id = ${workflowId}::uuid
      ${page.before ? sql`and v.number < ${page.before}::int` : sql``} order by v.number desc limit ${page.limit}`,
  );
}

export async function readVersion(db: Database, tenantId: string, workflowId: string, number: number): Promise<WorkflowVersion> {
  const version = await readJson(
    db,
    sql`select jsonb_build_object(${versionFields}, 'steps', v.steps, 'definition', v.definition) as value from workflow_version v
      where v.tenant_id = ${tenantId} and v.workflow_id = ${workflowId}::uuid and v.number = ${number}::int`,
  );
  if (!version) throw new Problem("not-found", "There is no such version of a workflow.");
  return version as WorkflowVersion;
}
