import { type SQL, sql } from "drizzle-orm";
import type { Connection } from "../../../shared/contract/connection";
import type { Database } from "../../db";
import { iso, jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";

/** With what is secret, still sealed. */
export type Stored = Connection & { secret: string | null };

const fields = sql`'id', c.id, 'name', c.name, 'baseUrl', c.base_url, 'headers', c.headers, 'signs', c.signs, 'version', c.version,
  'createdAt', ${iso(sql`c.created_at`)}, 'updatedAt', ${iso(sql`c.updated_at`)}, 'updatedBy', c.updated_by`;
const json = sql`json_build_object(${fields})::text as json`;

/** By name, after `after`. */
export const pageConnections = (db: Database, tenantId: string, { after, limit }: { after?: string; limit: number }): Promise<Connection[]> =>
  jsonRows(
    db,
    sql`select ${json} from connection c where c.tenant_id = ${tenantId} ${after === undefined ? sql`` : sql`and c.name collate "C" > ${after}`}
      order by c.name collate "C" limit ${limit}`,
  );

async function find(db: Database, tenantId: string, which: SQL): Promise<Stored | undefined> {
  const [stored] = await jsonRows<Stored>(
    db,
    sql`select json_build_object(${fields}, 'secret', c.secret)::text as json from connection c where c.tenant_id = ${tenantId} and ${which}`,
  );
  return stored;
}
export const findById = (db: Database, tenantId: string, id: string) => find(db, tenantId, sql`c.id = ${id}::uuid`);
export const findByName = (db: Database, tenantId: string, name: string) => find(db, tenantId, sql`c.name = ${name}`);

export type Row = Pick<Stored, "id" | "name" | "baseUrl" | "headers" | "signs" | "secret">;

/** Undefined where the name is taken. */
export async function insertConnection(db: Database, tenantId: string, row: Row, by: string): Promise<Connection | undefined> {
  const [made] = await jsonRows<Connection>(
    db,
    sql`with c as (
      insert into connection (tenant_id, id, name, base_url, headers, secret, signs, created_at, updated_at, updated_by)
      values (${tenantId}, ${row.id}::uuid, ${row.name}, ${row.baseUrl}::text, ${JSON.stringify(row.headers)}::jsonb, ${row.secret}::text, ${row.signs},
        ${date()}::timestamptz, ${date()}::timestamptz, ${by}::uuid)
      on conflict do nothing returning *
    ) select ${json} from c`,
  );
  return made;
}

/** Undefined where it is no longer at `version`. */
export async function changeConnection(
  db: Database,
  tenantId: string,
  row: Omit<Row, "name"> & { version: number },
  by: string,
): Promise<Connection | undefined> {
  const [changed] = await jsonRows<Connection>(
    db,
    sql`update connection c set base_url = ${row.baseUrl}::text, headers = ${JSON.stringify(row.headers)}::jsonb, secret = ${row.secret}::text,
      signs = ${row.signs}, version = c.version + 1, updated_at = ${date()}::timestamptz, updated_by = ${by}::uuid
      where c.tenant_id = ${tenantId} and c.id = ${row.id}::uuid and c.version = ${row.version}::int returning ${json}`,
  );
  return changed;
}

export async function deleteConnection(db: Database, tenantId: string, id: string, version: number): Promise<boolean> {
  const { rows } = await db.execute(
    sql`delete from connection c where c.tenant_id = ${tenantId} and c.id = ${id}::uuid and c.version = ${version}::int returning 1 as gone`,
  );
  return rows.length > 0;
}
