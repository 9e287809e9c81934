import { sql } from "drizzle-orm";
import { isAdmin } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import { listSubmissions } from "../../../shared/contract/submission";
import { decodeCursor, pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import { forRequester, pageSubmissions } from "./rows";

export const list = endpoint(listSubmissions, async ({ actor, query, ...means }) => {
  if (query.scope === "all" && !isAdmin(actor)) throw new Problem("not-allowed", "Only an admin reads everybody's submissions.");
  const after = decodeCursor(query.cursor, ["instant", "text"]);
  const where = [
    ...(query.scope === "mine" ? [sql`s.subject = ${actor.subject}`] : []),
    ...(query.status ? [sql`s.status = ${query.status}`] : []),
    ...(after ? [sql`(s.accepted_at, s.id) < (${after[0]}::timestamptz, ${after[1]})`] : []),
  ];
  const page = pageOfRows(await pageSubmissions(means, actor.tenantId, where, query.limit + 1), query.limit, ({ acceptedAt, id }) => [acceptedAt, id]);
  return { ...page, data: await Promise.all(page.data.map((row) => forRequester(actor, row))) };
});
