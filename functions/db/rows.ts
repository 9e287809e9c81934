// Hot reads give one JSON text per row, already in the contract's shape: a Data API field of its own costs more than a column.
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./session";

const column = ["json"];

/** Runs a statement whose rows have one column `json`, and gives these parsed. `T` is what the SQL builds. */
export async function jsonRows<T>(db: Pick<Database, "execute">, query: SQL): Promise<T[]> {
  const { rows } = await db.execute<{ json: string }>(query, column);
  return rows.map(({ json }) => JSON.parse(json) as T);
}

/** Bytes of JSON that surely go into one reply of the Data API (1 MiB, with quotes and backslashes escaped once more). */
const replyBytes = 500_000;

/** The same for rows that may be large: from where they would no longer go into one reply they are null, and the page ends before. `query` has the order. */
export async function jsonRowsInReply<T>(db: Pick<Database, "execute">, query: SQL): Promise<(T | null)[]> {
  const { rows } = await db.execute<{ json: string | null }>(
    sql`select case when r.bytes <= ${replyBytes} or r.n = 1 then r.json end as json from (
    select q.json, q.n, sum(octet_length(q.json)) over (order by q.n) as bytes from (select o.json, row_number() over () as n from (${query}) o) q) r order by r.n`,
    column,
  );
  return rows.map(({ json }) => JSON.parse(json ?? "null") as T | null);
}

/** A timestamptz as the contracts write instants: UTC, milliseconds, `Z`; null stays null. */
export const iso = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
