import { getTimeline } from "../../shared/contract/ticket";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";
import { withoutHidden } from "./process/reader";
import { pageTimeline, readableTicket } from "./queries";

export const timeline = endpoint(getTimeline, async ({ actor, params, query, ...means }) => {
  const ticket = await readableTicket(means, actor, params.id);
  const after = Number(decodeCursor(query.cursor, ["number"])?.[0] ?? 0);
  const page = pageOfRows(await pageTimeline(means.db, actor, params.id, { after, limit: query.limit + 1 }), query.limit, ({ seq }) => [seq]);
  return { ...page, data: await withoutHidden(means, actor, ticket, page.data) };
});
