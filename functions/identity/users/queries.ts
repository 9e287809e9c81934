import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { Collaborator, listUsers } from "../../../shared/contract/identity";
import type { Database } from "../../db";
import { jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import { guard, revisionOf } from "../again";
import { afterName, allOf, collaboratorJson, contains, nameOrder } from "../rows";

const u = sql`u`;

export async function findUser(db: Database, tenantId: string, id: string): Promise<Collaborator | undefined> {
  const [user] = await jsonRows<Collaborator>(
    db,
    sql`select ${collaboratorJson}::text as json from collaborator u where u.tenant_id = ${tenantId} and u.id = ${id}::uuid`,
  );
  return user;
}

type Page = Omit<z.output<typeof listUsers.query>, "active"> & { active: boolean | undefined };

export function pageUsers(db: Database, tenantId: string, { q, role, kind, active, departmentId, groupId, cursor, limit }: Page): Promise<Collaborator[]> {
  const conditions = [
    sql`u.tenant_id = ${tenantId}`,
    ...contains(q, [sql`u.name`, sql`u.email`]),
    ...(role ? [sql`${role} = any(u.roles)`] : []),
    ...(kind ? [sql`u.kind = ${kind}`] : []),
    ...(active === undefined ? [] : [active ? sql`u.active` : sql`not u.active`]),
    ...(departmentId ? [sql`u.department_id = ${departmentId}::uuid`] : []),
    ...(groupId ? [sql`exists (select 1 from group_member m where m.tenant_id = ${tenantId} and m.group_id = ${groupId}::uuid and m.user_id = u.id)`] : []),
    ...afterName(u, cursor),
  ];
  return jsonRows(db, sql`select ${collaboratorJson}::text as json from collaborator u where ${allOf(conditions)} order by ${nameOrder(u)} limit ${limit}`);
}

/** What somebody would be after a change. */
export type Draft = Pick<Collaborator, "name" | "email" | "title" | "roles" | "departmentId" | "managerId" | "active" | "locale" | "timeZone">;

/** What a change must know of everything else in the tenant; `revision` guards what could become untrue. */
export type Facts = {
  before: Collaborator | null;
  revision: number;
  emailTaken: boolean;
  subjectTaken: boolean;
  departmentKnown: boolean;
  managerKnown: boolean;
  /** They themselves, or somebody who reports to them however indirectly. */
  managerBelow: boolean;
  otherAdmin: boolean;
};

type Named = { email?: string | null; subject?: string | null; departmentId?: string | null; managerId?: string | null };

export async function factsOf(
  db: Database,
  tenantId: string,
  id: string,
  { email = null, subject = null, departmentId = null, managerId = null }: Named,
): Promise<Facts> {
  const [facts] = await jsonRows<Facts>(
    db,
    sql`
    with recursive up as (
      select m.id, m.manager_id from collaborator m where m.tenant_id = ${tenantId} and m.id = ${managerId}::uuid
      union select m.id, m.manager_id from up join collaborator m on m.tenant_id = ${tenantId} and m.id = up.manager_id
    )
    select json_build_object(
      'before', (select ${collaboratorJson} from collaborator u where u.tenant_id = ${tenantId} and u.id = ${id}::uuid),
      'revision', ${revisionOf(tenantId)},
      'emailTaken', exists (select 1 from collaborator o where o.tenant_id = ${tenantId} and o.email = ${email}::text and o.id <> ${id}::uuid),
      'subjectTaken', exists (select 1 from collaborator o where o.tenant_id = ${tenantId} and o.subject = ${subject}::text and o.id <> ${id}::uuid),
      'departmentKnown', ${departmentId}::uuid is null or exists (select 1 from department d where d.tenant_id = ${tenantId} and d.id = ${departmentId}::uuid),
      'managerKnown', ${managerId}::uuid is null or exists (select 1 from up),
      'managerBelow', exists (select 1 from up where up.id = ${id}::uuid),
      'otherAdmin', exists (select 1 from collaborator o where o.tenant_id = ${tenantId} and o.active and 'admin' = any(o.roles) and o.id <> ${id}::uuid)
    )::text as json`,
  );
  return facts as Facts;
}

/** The columns of a draft, and how a JSON of it becomes a row. */
const row = ({ name, email, title, roles, departmentId, managerId, active, locale, timeZone }: Draft) =>
  sql`jsonb_to_record(${JSON.stringify({ name, email, title, roles, department_id: departmentId, manager_id: managerId, active, locale, time_zone: timeZone })}::jsonb)
    as b(name text, email text, title text, roles text[], department_id uuid, manager_id uuid, active boolean, locale text, time_zone text)`;

/** Gives undefined where an e-mail, a subject or a department was taken or gone at that moment. */
export async function insertUser(
  db: Database,
  tenantId: string,
  made: { id: string; kind: Collaborator["kind"]; subject: string | null } & Draft,
): Promise<Collaborator | undefined> {
  const [user] = await jsonRows<Collaborator>(
    db,
    sql`
    with u as (
      insert into collaborator (tenant_id, id, kind, subject, name, email, title, roles, department_id, manager_id, active, locale, time_zone, created_at, updated_at)
      select ${tenantId}, ${made.id}::uuid, ${made.kind}, ${made.subject}::text, b.*, ${date()}::timestamptz, ${date()}::timestamptz from ${row(made)}
      on conflict do nothing returning *
    ) select ${collaboratorJson}::text as json from u`,
  );
  return user;
}

/** Writes if the row is still at `version`, and the directory at `revision` where one is given. */
export async function changeUser(
  db: Database,
  tenantId: string,
  { id, version, revision }: { id: string; version: number; revision?: number },
  after: Draft,
): Promise<Collaborator | undefined> {
  const [user] = await jsonRows<Collaborator>(
    db,
    sql`
    with ${guard(tenantId, revision)}
    update collaborator u set name = b.name, email = b.email, title = b.title, roles = b.roles, department_id = b.department_id, manager_id = b.manager_id,
      active = b.active, locale = b.locale, time_zone = b.time_zone, version = u.version + 1, updated_at = ${date()}::timestamptz
    from ${row(after)}
    where u.tenant_id = ${tenantId} and u.id = ${id}::uuid and u.version = ${version} and exists (select 1 from guard)
    returning ${collaboratorJson}::text as json`,
  );
  return user;
}
