import { listIncidents } from "../../../shared/contract/incident";
import { decodeCursor, pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import { pageIncidents } from "./queries";

export const incidents = endpoint(listIncidents, async ({ actor, query: { cursor, limit, ...wanted }, db }) => {
  const before = decodeCursor(cursor, ["instant", "uuid"]);
  const rows = await pageIncidents(db, actor.tenantId, { ...wanted, before, limit: limit + 1 });
  return pageOfRows(rows, limit, ({ at, id }) => [at, id]);
});
