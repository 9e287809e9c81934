import { getTimeline } from "../../shared/contract/ticket";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";
import { pageTimeline, readableTicket } from "./queries";

export const timeline = endpoint(getTimeline, async ({ actor, params, query, db }) => {
  await readableTicket(db, actor, params.id);
  const after = Number(decodeCursor(query.cursor, ["number"])?.[0] ?? 0);
  return pageOfRows(await pageTimeline(db, actor, params.id, { after, limit: query.limit + 1 }), query.limit, ({ seq }) => [seq]);
});
