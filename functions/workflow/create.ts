import { sql } from "drizzle-orm";
import { createWorkflow, type WorkflowCard } from "../../shared/contract/workflow";
import { jsonRows } from "../db/rows";
import { date } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { newId } from "../kit/ids";
import { contentOf, definitionParameter, emptyContent, stepsParameter, wordsOf } from "./draft";
import { changedCard } from "./queries";

export const create = endpoint(createWorkflow, async ({ actor, body, db }) => {
  const content = contentOf(body) ?? emptyContent();
  const at = sql`${date()}::timestamptz`;
  const [card] = await jsonRows<WorkflowCard>(
    db,
    sql`with changed as (
      insert into workflow (tenant_id, id, name, description, form_id, steps, definition, created_at, updated_at, created_by, words)
      values (${actor.tenantId}, ${newId()}::uuid, ${body.name}, ${body.description}, ${body.formId ?? null}::uuid, ${stepsParameter(content)}, ${definitionParameter(content)},
        ${at}, ${at}, ${actor.userId}::uuid, ${wordsOf(body)})
      returning *
    ) ${changedCard}`,
  );
  if (!card) throw new Error("An insert gave no row.");
  return { ...card, ...content };
});
