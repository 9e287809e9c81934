// Hot reads give one JSON text per row, already in the contract's shape: a Data API field of its own costs more than a column.
import { type SQL, sql } from "drizzle-orm";
import type { Database } from ".";

/** Runs a statement whose rows have one column `json`, and gives these parsed. `T` is what the SQL builds. */
export async function jsonRows<T>(db: Pick<Database, "execute">, query: SQL): Promise<T[]> {
  const { rows } = await db.execute(query);
  return rows.map((row) => JSON.parse((row as { json: string }).json) as T);
}

/** A timestamptz as the contracts write instants: UTC, milliseconds, `Z`; null stays null. */
export const iso = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
