import { sql } from "drizzle-orm";
import type { Department } from "../../../shared/contract/identity";
import type { Database } from "../../db";
import { iso, jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import { guard, revisionOf } from "../again";
import { type Leaf, treeOf } from "./tree";

const leafJson = sql`json_build_object('id', d.id, 'name', d.name, 'parentId', d.parent_id, 'headId', d.head_id, 'version', d.version,
  'createdAt', ${iso(sql`d.created_at`)}, 'updatedAt', ${iso(sql`d.updated_at`)})`;

/** The whole tree, and the revision at which it is so. */
export async function readTree(db: Database, tenantId: string): Promise<{ tree: Department[]; revision: number }> {
  const rows = await jsonRows<{ leaf: Leaf; revision: number }>(
    db,
    sql`select json_build_object('leaf', ${leafJson}, 'revision', ${revisionOf(tenantId)})::text as json from department d where d.tenant_id = ${tenantId}`,
  );
  return { tree: treeOf(rows.map(({ leaf }) => leaf)), revision: rows[0]?.revision ?? 0 };
}

export async function insertDepartment(
  db: Database,
  tenantId: string,
  { id, name, parentId, headId }: Pick<Leaf, "id" | "name" | "parentId" | "headId">,
): Promise<Leaf | undefined> {
  const [leaf] = await jsonRows<Leaf>(
    db,
    sql`with d as (
      insert into department (tenant_id, id, name, parent_id, head_id, created_at, updated_at)
      values (${tenantId}, ${id}::uuid, ${name}, ${parentId}::uuid, ${headId}::uuid, ${date()}::timestamptz, ${date()}::timestamptz) on conflict do nothing returning *
    ) select ${leafJson}::text as json from d`,
  );
  return leaf;
}

/** Writes if the department is still at its version, and the directory at `revision` where one is given. */
export async function changeDepartment(
  db: Database,
  tenantId: string,
  { id, version, name, parentId, headId }: Pick<Leaf, "id" | "version" | "name" | "parentId" | "headId">,
  revision?: number,
): Promise<Leaf | undefined> {
  const [leaf] = await jsonRows<Leaf>(
    db,
    sql`with ${guard(tenantId, revision)}
    update department d set name = ${name}, parent_id = ${parentId}::uuid, head_id = ${headId}::uuid, version = d.version + 1, updated_at = ${date()}::timestamptz
    where d.tenant_id = ${tenantId} and d.id = ${id}::uuid and d.version = ${version} and exists (select 1 from guard)
    returning ${leafJson}::text as json`,
  );
  return leaf;
}

export type RemovalFacts = { version: number; children: boolean; people: boolean };

export async function removalFacts(db: Database, tenantId: string, id: string): Promise<RemovalFacts | undefined> {
  const [facts] = await jsonRows<RemovalFacts>(
    db,
    sql`select json_build_object('version', d.version,
      'children', exists (select 1 from department c where c.tenant_id = d.tenant_id and c.parent_id = d.id),
      'people', exists (select 1 from collaborator u where u.tenant_id = d.tenant_id and u.department_id = d.id)
    )::text as json from department d where d.tenant_id = ${tenantId} and d.id = ${id}::uuid`,
  );
  return facts;
}

/** Its foreign keys refuse it where children or people came in between. */
export async function deleteDepartment(db: Database, tenantId: string, id: string, version: number): Promise<true | undefined> {
  const { rows } = await db.execute(
    sql`delete from department d where d.tenant_id = ${tenantId} and d.id = ${id}::uuid and d.version = ${version} returning 1`,
  );
  return rows.length > 0 || undefined;
}
