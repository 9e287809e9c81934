import { type SQL, sql } from "drizzle-orm";
import { iso } from "../db/rows";
import { decodeCursor } from "../kit/cursor";

/** A `Collaborator` of the row `u`. */
export const collaboratorJson = sql`json_build_object('id', u.id, 'kind', u.kind, 'name', u.name, 'email', u.email, 'title', u.title, 'roles', u.roles,
  'departmentId', u.department_id, 'managerId', u.manager_id, 'active', u.active, 'invited', u.subject is null, 'locale', u.locale, 'timeZone', u.time_zone,
  'version', u.version, 'createdAt', ${iso(sql`u.created_at`)}, 'updatedAt', ${iso(sql`u.updated_at`)})`;

/** A `CollaboratorCard` of such a row. */
export const cardJson = (alias: SQL) =>
  sql`json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email, 'departmentId', ${alias}.department_id)`;

/** The order of lists by name, the same whatever locale the database has; ids part namesakes. */
export const nameOrder = (alias: SQL) => sql`${alias}.name collate "C", ${alias}.id`;
export const nameKey = ({ name, id }: { name: string; id: string }) => [name, id];

/** Conditions for what comes after a cursor in that order. */
export function afterName(alias: SQL, cursor: string | undefined): SQL[] {
  const key = decodeCursor(cursor, ["text", "uuid"]);
  return key ? [sql`(${nameOrder(alias)}) > (${key[0]}, ${key[1]}::uuid)`] : [];
}

export const allOf = (conditions: readonly SQL[]) => sql.join([...conditions], sql` and `);

/** Whether the text `q` (of a search box) is part of one of these columns, whatever the case. */
export const contains = (q: string | undefined, columns: readonly SQL[]): SQL[] => {
  const like = columns.map((column) => sql`strpos(lower(${column}), ${q?.toLowerCase()}) > 0`);
  return q ? [sql`(${sql.join(like, sql` or `)})`] : [];
};
