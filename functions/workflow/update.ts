import { sql } from "drizzle-orm";
import { updateWorkflow } from "../../shared/contract/workflow";
import { endpoint } from "../kit/endpoint";
import { changeWorkflow } from "./change";
import { contentOf, definitionParameter, stepsParameter, wordsOf } from "./draft";
import { readWorkflow } from "./queries";

export const update = endpoint(updateWorkflow, async ({ actor, params, body, db }) => {
  const current = await readWorkflow(db, actor, params.id);
  const next = { ...current, ...(body.name !== undefined && { name: body.name }), ...(body.description !== undefined && { description: body.description }) };
  const content = contentOf(body);
  const card = await changeWorkflow(db, {
    tenantId: actor.tenantId,
    id: current.id,
    seen: body.version,
    set: [
      sql`name = ${next.name}`,
      sql`description = ${next.description}`,
      sql`words = ${wordsOf(next)}`,
      ...(body.formId !== undefined ? [sql`form_id = ${body.formId}::uuid`] : []),
      ...(content ? [sql`steps = ${stepsParameter(content)}`, sql`definition = ${definitionParameter(content)}`] : []),
    ],
  });
  return { ...current, ...card, ...content };
});
