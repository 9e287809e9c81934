import { listForms } from "../../shared/contract/form";
import { searchTsquery } from "../../shared/rules/search";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";
import { pageForms } from "./queries";

export const list = endpoint(listForms, async ({ actor, query, db }) => {
  const [before] = decodeCursor(query.cursor, ["uuid"]) ?? [];
  // One more than asked for tells whether there is a next page.
  const rows = await pageForms(db, actor, { before: before?.toString(), limit: query.limit + 1, words: searchTsquery(query.q), status: query.status });
  return pageOfRows(rows, query.limit, ({ id }) => [id]);
});
