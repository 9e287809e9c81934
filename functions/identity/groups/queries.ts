import { sql } from "drizzle-orm";
import type { Group, Member } from "../../../shared/contract/identity";
import type { Database } from "../../db";
import { iso, jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import { afterName, allOf, cardJson, contains, nameOrder } from "../rows";

const [g, u] = [sql`g`, sql`u`];
const groupJson = sql`json_build_object('id', g.id, 'name', g.name, 'description', g.description,
  'memberCount', (select count(*) from group_member m where m.tenant_id = g.tenant_id and m.group_id = g.id),
  'version', g.version, 'createdAt', ${iso(sql`g.created_at`)}, 'updatedAt', ${iso(sql`g.updated_at`)})`;
const memberJson = sql`(${cardJson(u)}::jsonb || jsonb_build_object('active', u.active, 'lead', m.lead))`;

export async function findGroup(db: Database, tenantId: string, id: string): Promise<Group | undefined> {
  const [group] = await jsonRows<Group>(db, sql`select ${groupJson}::text as json from user_group g where g.tenant_id = ${tenantId} and g.id = ${id}::uuid`);
  return group;
}

type Wanted = { q?: string; ids?: string; cursor?: string; limit: number };

export function pageGroups(db: Database, tenantId: string, { q, ids, cursor, limit }: Wanted): Promise<Group[]> {
  const among = ids === undefined ? [] : [sql`g.id = any(${`{${ids}}`}::uuid[])`];
  const conditions = [sql`g.tenant_id = ${tenantId}`, ...contains(q, [sql`g.name`]), ...among, ...afterName(g, cursor)];
  return jsonRows(db, sql`select ${groupJson}::text as json from user_group g where ${allOf(conditions)} order by ${nameOrder(g)} limit ${limit}`);
}

/** What a change of a group must know. */
export async function groupFacts(db: Database, tenantId: string, id: string, name: string | undefined): Promise<{ before: Group | null; nameTaken: boolean }> {
  const [facts] = await jsonRows<{ before: Group | null; nameTaken: boolean }>(
    db,
    sql`select json_build_object(
      'before', (select ${groupJson} from user_group g where g.tenant_id = ${tenantId} and g.id = ${id}::uuid),
      'nameTaken', exists (select 1 from user_group o where o.tenant_id = ${tenantId} and lower(o.name) = lower(${name ?? null}::text) and o.id <> ${id}::uuid)
    )::text as json`,
  );
  return facts as { before: Group | null; nameTaken: boolean };
}

export async function insertGroup(
  db: Database,
  tenantId: string,
  { id, name, description }: Pick<Group, "id" | "name" | "description">,
): Promise<Group | undefined> {
  const [group] = await jsonRows<Group>(
    db,
    sql`with g as (
      insert into user_group (tenant_id, id, name, description, created_at, updated_at)
      values (${tenantId}, ${id}::uuid, ${name}, ${description}, ${date()}::timestamptz, ${date()}::timestamptz) on conflict do nothing returning *
    ) select ${groupJson}::text as json from g`,
  );
  return group;
}

export async function changeGroup(
  db: Database,
  tenantId: string,
  { id, version, name, description }: Pick<Group, "id" | "version" | "name" | "description">,
): Promise<Group | undefined> {
  const [group] = await jsonRows<Group>(
    db,
    sql`update user_group g set name = ${name}, description = ${description}, version = g.version + 1, updated_at = ${date()}::timestamptz
      where g.tenant_id = ${tenantId} and g.id = ${id}::uuid and g.version = ${version} returning ${groupJson}::text as json`,
  );
  return group;
}

export async function deleteGroup(db: Database, tenantId: string, id: string, version: number): Promise<boolean> {
  const { rows } = await db.execute(
    sql`delete from user_group g where g.tenant_id = ${tenantId} and g.id = ${id}::uuid and g.version = ${version} returning 1`,
  );
  return rows.length > 0;
}

export function pageMembers(db: Database, tenantId: string, groupId: string, { cursor, limit }: { cursor?: string; limit: number }): Promise<Member[]> {
  const conditions = [sql`m.tenant_id = ${tenantId}`, sql`m.group_id = ${groupId}::uuid`, ...afterName(u, cursor)];
  return jsonRows(
    db,
    sql`select ${memberJson}::text as json from group_member m join collaborator u on u.tenant_id = m.tenant_id and u.id = m.user_id
      where ${allOf(conditions)} order by ${nameOrder(u)} limit ${limit}`,
  );
}

type Put = { groupKnown: boolean; member: (Member & { joined: boolean }) | null };

/** Puts in, or says whether a member leads; null where the group or the person is none of the tenant's. */
export async function putMember(db: Database, tenantId: string, groupId: string, { userId, lead }: { userId: string; lead?: boolean }): Promise<Put> {
  const given = lead ?? null;
  const [put] = await jsonRows<Put>(
    db,
    sql`
    with m as (
      insert into group_member (tenant_id, group_id, user_id, lead, created_at)
      select g.tenant_id, g.id, o.id, coalesce(${given}::boolean, false), ${date()}::timestamptz from user_group g join collaborator o on o.tenant_id = g.tenant_id
      where g.tenant_id = ${tenantId} and g.id = ${groupId}::uuid and o.id = ${userId}::uuid
      on conflict (tenant_id, group_id, user_id) do update set lead = coalesce(${given}::boolean, group_member.lead) returning tenant_id, user_id, lead
    ) select json_build_object(
      'groupKnown', exists (select 1 from user_group g where g.tenant_id = ${tenantId} and g.id = ${groupId}::uuid),
      -- What the statement itself puts in is not seen by it.
      'member', (select ${memberJson} || jsonb_build_object('joined', not exists (select 1 from group_member o
          where o.tenant_id = ${tenantId} and o.group_id = ${groupId}::uuid and o.user_id = ${userId}::uuid))
        from m join collaborator u on u.tenant_id = m.tenant_id and u.id = m.user_id)
    )::text as json`,
  );
  return put as Put; // a select without from has its row
}

export async function deleteMember(db: Database, tenantId: string, groupId: string, userId: string): Promise<boolean> {
  const { rows } = await db.execute(
    sql`delete from group_member m where m.tenant_id = ${tenantId} and m.group_id = ${groupId}::uuid and m.user_id = ${userId}::uuid returning 1`,
  );
  return rows.length > 0;
}
