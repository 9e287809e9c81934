import { listFormVersions } from "../../shared/contract/form";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";
import { pageVersions, readCard } from "./queries";

export const versions = endpoint(listFormVersions, async ({ actor, params, query, db }) => {
  const [before] = decodeCursor(query.cursor, ["number"]) ?? [];
  const rows = await pageVersions(db, actor.tenantId, params.id, { before: before === undefined ? undefined : Number(before), limit: query.limit + 1 });
  // None at all: either nothing was published yet, or there is no such form.
  if (rows.length === 0) await readCard(db, actor.tenantId, params.id);
  return pageOfRows(rows, query.limit, ({ number }) => [number]);
});
