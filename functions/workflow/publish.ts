import { sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import { publishWorkflow } from "../../shared/contract/workflow";
import { date } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { changeWorkflow, stale } from "./change";
import { readWorkflow } from "./queries";
import { problemsOf } from "./readiness";

export const publish = endpoint(publishWorkflow, async ({ actor, params, body, db, ask }) => {
  const workflow = await readWorkflow(db, actor, params.id);
  // Problems of another draft than the one that the asker sees would only confuse.
  if (body?.version !== undefined && body.version !== workflow.version) throw await stale(db, actor.tenantId, workflow.id);
  const errors = await problemsOf(workflow, actor, { ask });
  if (errors.length > 0) throw new Problem("invalid-input", "The draft can't be published: a process by it would not run.", { errors });
  const card = await changeWorkflow(db, {
    tenantId: actor.tenantId,
    id: workflow.id,
    seen: workflow.version,
    set: [takeNumber],
    also: keepVersion(actor.userId),
  });
  return { ...workflow, ...card };
});

/** The newest version's number where the draft is that version, or the next one. Where things are drawn makes no difference. */
const takeNumber = sql`(last_version, published_version) = (
  select n, n from (select w.last_version + case when exists (
    select 1 from workflow_version v where v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.last_version
      and v.form_id is not distinct from w.form_id and v.definition - 'layout' = w.definition - 'layout') then 0 else 1 end as n) as next)`;

const keepVersion = (userId: string) => sql`kept as (
  insert into workflow_version (tenant_id, workflow_id, number, name, form_id, steps, definition, published_at, published_by)
  select w.tenant_id, w.id, w.published_version, w.name, w.form_id, w.steps, w.definition, ${date()}::timestamptz, ${userId}::uuid from changed w
  on conflict (tenant_id, workflow_id, number) do nothing)`;
