import { sql } from "drizzle-orm";
import { getChanges } from "../../shared/contract/ticket";
import { jsonRows } from "../db/rows";
import { Answer, endpoint } from "../kit/endpoint";

/** One row's counter; a reader who has seen it gets no body. */
export const changes = endpoint(getChanges, async ({ actor, db, headers }) => {
  const [counter = 0] = await jsonRows<number>(db, sql`select changes::text as json from ticket_counter where tenant_id = ${actor.tenantId}`);
  const etag = `"${counter}"`;
  const seen = headers["if-none-match"] === etag;
  return new Answer({ counter }, { headers: { etag, "cache-control": "no-cache" }, ...(seen && { status: 304 }) });
});
