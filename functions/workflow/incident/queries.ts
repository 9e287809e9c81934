// Incidents as lists show them: those of instances, and the calls that follow from a step and were refused for good.
import { type SQL, sql } from "drizzle-orm";
import type { Incident } from "../../../shared/contract/incident";
import type { Database } from "../../db";
import { iso, jsonRows } from "../../db/rows";

type Db = Pick<Database, "execute">;

/** Of instance `i`. */
const ofInstance = sql`'instanceId', i.id, 'ticketId', i.ticket_id, 'ticketNumber', i.ticket_number, 'title', i.title, 'workflowId', i.workflow_id, 'workflowName', i.workflow_name`;

/** Of a row `n`. */
const kept = sql`json_build_object('id', n.id, ${ofInstance}, 'node', n.node, 'nodeName', n.node_name, 'code', n.code, 'message', n.message, 'reason', n.reason,
  'at', ${iso(sql`n.at`)}, 'resolvedAt', ${iso(sql`n.resolved_at`)}, 'resolvedBy', n.resolved_by)::text as json, n.at, n.id`;

/** A parked call's row `o` has no id: this is the same UUID (of version 8) each time. */
export const parkedId = sql`overlay(overlay(md5(o.entity || ' ' || o.receiver || ' ' || o.seq) placing '8' from 13) placing '8' from 17)::uuid`;
export const parkedCode = "owed-call";
/** Those of the tenant, each with its instance; an entity that is none has no incident to show, and none is written here. */
const parkedOf = (tenantId: string) =>
  sql`(select o.*, ${parkedId} as id from outbox o where o.tenant_id = ${tenantId} and o.parked is not null) n join instance i on i.tenant_id = n.tenant_id and i.id = n.entity::uuid`;
const parked = sql`json_build_object('id', n.id, ${ofInstance}, 'node', '', 'nodeName', n.receiver, 'code', ${parkedCode}::text, 'message', n.parked, 'reason', null,
  'at', ${iso(sql`n.created_at`)}, 'resolvedAt', null, 'resolvedBy', null)::text as json, n.created_at as at, n.id`;

type Page = { before: readonly (string | number)[] | undefined; limit: number; status: "open" | "resolved"; instance?: string; workflow?: string };

/** Newest first. */
export function pageIncidents(db: Db, tenantId: string, { before, limit, status, instance, workflow }: Page): Promise<Incident[]> {
  const wanted = (at: SQL) => sql`${instance ? sql`and i.id = ${instance}::uuid` : sql``} ${workflow ? sql`and i.workflow_id = ${workflow}::uuid` : sql``}
    ${before ? sql`and (${at}, n.id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql``} order by ${at} desc, n.id desc limit ${limit}`;
  const ofProcesses = sql`select ${kept} from incident n join instance i on i.tenant_id = n.tenant_id and i.id = n.instance_id
    where n.tenant_id = ${tenantId} and n.resolved_at is ${status === "open" ? sql`null` : sql`not null`} ${wanted(sql`n.at`)}`;
  if (status === "resolved") return jsonRows(db, sql`select p.json from (${ofProcesses}) p order by p.at desc, p.id desc`);
  const ofCalls = sql`select ${parked} from ${parkedOf(tenantId)} where i.tenant_id = ${tenantId} ${wanted(sql`n.created_at`)}`;
  return jsonRows(db, sql`select p.json from ((${ofProcesses}) union all (${ofCalls})) p order by p.at desc, p.id desc limit ${limit}`);
}

/** With the engine's own id of it, or the entity of a parked call. */
export type FoundIncident = { incident: Incident; key: string | null };

export async function findIncident(db: Db, tenantId: string, id: string): Promise<FoundIncident | undefined> {
  type Row = { incident: Incident; key: string | null };
  const [found] = await jsonRows<Row>(
    db,
    sql`select json_build_object('incident', f.json::json, 'key', f.key)::text as json from (
        (select ${kept}, n.key from incident n join instance i on i.tenant_id = n.tenant_id and i.id = n.instance_id where n.tenant_id = ${tenantId} and n.id = ${id}::uuid)
        union all
        (select ${parked}, null as key from ${parkedOf(tenantId)} where i.tenant_id = ${tenantId} and n.id = ${id}::uuid)
      ) f`,
  );
  return found;
}
