// The order by due time, the same in a list and in its index.
import { type SQL, sql } from "drizzle-orm";

/** What is due at no time comes after all that is. */
export const never = "9999-12-31T23:59:59.999Z";
export const dueOrNever = (dueAt: SQL) => sql`coalesce(${dueAt}, ${sql.raw(`'${never}'`)}::timestamptz)`;
