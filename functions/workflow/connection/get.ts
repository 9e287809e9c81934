import { getConnection, listConnections } from "../../../shared/contract/connection";
import { decodeCursor, pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import { findById, pageConnections } from "./queries";
import { missing } from "./refusals";

export const get = endpoint(getConnection, async ({ actor, params, db }) => {
  const found = await findById(db, actor.tenantId, params.id);
  if (!found) throw missing();
  return found;
});

export const list = endpoint(listConnections, async ({ actor, query, db }) => {
  const [after] = decodeCursor(query.cursor, ["text"]) ?? [];
  const rows = await pageConnections(db, actor.tenantId, { ...(after !== undefined && { after: String(after) }), limit: query.limit + 1 });
  return pageOfRows(rows, query.limit, ({ name }) => [name]);
});
