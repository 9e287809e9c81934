import { listWorkflowVersions } from "../../shared/contract/workflow";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";
import { pageVersions, readWorkflow } from "./queries";

export const versions = endpoint(listWorkflowVersions, async ({ actor, params, query, db }) => {
  const [before] = decodeCursor(query.cursor, ["number"]) ?? [];
  const rows = await pageVersions(db, actor.tenantId, params.id, { before: before === undefined ? undefined : Number(before), limit: query.limit + 1 });
  // None at all: only who may see the draft learns that there is a workflow.
  if (rows.length === 0) await readWorkflow(db, actor, params.id);
  return pageOfRows(rows, query.limit, ({ number }) => [number]);
});
