import { listWorkflows } from "../../shared/contract/workflow";
import { searchTsquery } from "../../shared/rules/search";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";
import { pageWorkflows } from "./queries";

export const list = endpoint(listWorkflows, async ({ actor, query, db }) => {
  const [before] = decodeCursor(query.cursor, ["uuid"]) ?? [];
  const { status, formId } = query;
  // One more than asked for tells whether there is a next page.
  const rows = await pageWorkflows(db, actor, { before: before?.toString(), limit: query.limit + 1, words: searchTsquery(query.q), status, formId });
  return pageOfRows(rows, query.limit, ({ id }) => [id]);
});
