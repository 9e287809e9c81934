import { sql } from "drizzle-orm";
import type * as z from "zod";
import { isAgent } from "../../../shared/contract/actor";
import { type InstanceEvent, listInstanceEvents, listInstances } from "../../../shared/contract/instance";
import { iso, jsonRows, jsonRowsInReply } from "../../db/rows";
import { decodeCursor, pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import { headFields, type InstanceHead } from "./load";
import { cardOf, readableInstance } from "./show";

/** Newest first, as their ids are. */
export const list = endpoint(listInstances, async ({ actor, query, db }) => {
  const [before] = decodeCursor(query.cursor, ["uuid"]) ?? [];
  const { status, workflow, workflowVersion, failed, limit } = query;
  const rows = await jsonRows<InstanceHead>(
    db,
    sql`select json_build_object(${headFields})::text as json from instance i where i.tenant_id = ${actor.tenantId}
      ${isAgent(actor) ? sql`` : sql`and i.initiator_id = ${actor.userId}::uuid and i.parent_id is null`}
      ${status ? sql`and i.status = ${status}` : sql``} ${workflow ? sql`and i.workflow_id = ${workflow}::uuid` : sql``}
      ${workflowVersion ? sql`and i.workflow_version = ${workflowVersion}::int` : sql``} ${failed ? sql`and i.id in (${stuck(actor.tenantId)})` : sql``}
      ${before ? sql`and i.id < ${before}::uuid` : sql``} order by i.id desc limit ${limit + 1}`,
  );
  return pageOfRows(rows.map(cardOf), limit, ({ id }) => [id]);
});

/** Each by an index of its own. */
const stuck = (tenantId: string) => sql`select s.id from instance s where s.tenant_id = ${tenantId} and s.incidents > 0
  union all select o.entity::uuid from outbox o where o.tenant_id = ${tenantId} and o.parked is not null`;

/** Bytes; the Data API's limit is 64 KB a row. */
const mostOfRow = 60_000;

/** Oldest first. Of one that goes into no row of a reply, only its type is told. */
export const events = endpoint(listInstanceEvents, async ({ actor, params, query, db, ask }) => {
  const [after] = decodeCursor(query.cursor, ["number"]) ?? [];
  await readableInstance({ db, ask }, actor, { instanceId: params.id });
  const event = sql`case when octet_length(e.event::text) < ${mostOfRow} then e.event else jsonb_build_object('type', e.event->'type', 'actor', e.event->'actor', 'isTooLarge', true) end`;
  const rows = await jsonRowsInReply<z.output<typeof InstanceEvent>>(
    db,
    sql`select json_build_object('seq', e.seq, 'at', ${iso(sql`e.at`)}, 'type', e.event->>'type', 'actorId', e.event->'actor'->>'user', 'event', ${event})::text as json
      from instance_event e where e.tenant_id = ${actor.tenantId} and e.instance_id = ${params.id}::uuid and e.seq > ${after ?? 0}::int order by e.seq limit ${query.limit + 1}`,
  );
  return pageOfRows(rows, query.limit, ({ seq }) => [seq]);
});
