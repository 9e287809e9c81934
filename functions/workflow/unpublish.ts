import { sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import { unpublishWorkflow } from "../../shared/contract/workflow";
import { endpoint } from "../kit/endpoint";
import { changeWorkflow } from "./change";
import { readWorkflow } from "./queries";

export const unpublish = endpoint(unpublishWorkflow, async ({ actor, params, body, db }) => {
  const workflow = await readWorkflow(db, actor, params.id);
  if (workflow.status !== "published") throw new Problem("illegal-transition", "This workflow takes no new tickets already.");
  const card = await changeWorkflow(db, {
    tenantId: actor.tenantId,
    id: workflow.id,
    seen: body?.version ?? workflow.version,
    set: [sql`published_version = null`],
  });
  return { ...workflow, ...card };
});
