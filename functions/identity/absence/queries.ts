import { type SQL, sql } from "drizzle-orm";
import { type Absence, type AbsenceInput, mostAbsences } from "../../../shared/contract/absence";
import type { Collaborator } from "../../../shared/contract/identity";
import type { Database } from "../../db";
import { iso, jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import { guard, revisionOf } from "../again";

const absenceJson = sql`json_build_object('id', a.id, 'userId', a.user_id, 'from', ${iso(sql`a.starts_at`)}, 'to', ${iso(sql`a.ends_at`)},
  'substituteId', a.substitute_id, 'note', a.note, 'version', a.version, 'createdAt', ${iso(sql`a.created_at`)}, 'updatedAt', ${iso(sql`a.updated_at`)})`;

const ofUser = (tenantId: string, userId: string) => sql`a.tenant_id = ${tenantId} and a.user_id = ${userId}::uuid`;

/** Earliest first, those that are not over. */
export const absencesOf = (db: Database, tenantId: string, userId: string): Promise<Absence[]> =>
  jsonRows(
    db,
    sql`select ${absenceJson}::text as json from absence a where ${ofUser(tenantId, userId)} and a.ends_at > ${date()}::timestamptz order by a.starts_at limit ${mostAbsences}`,
  );

/** What a new or changed absence must know; `revision` guards what could become untrue. */
export type Facts = {
  revision: number;
  known: boolean;
  before: Absence | null;
  substitute: Pick<Collaborator, "active" | "kind"> | null;
  overlaps: boolean;
  substituteAway: boolean;
  planned: number;
};

export async function factsOf(db: Database, tenantId: string, userId: string, { id, from, to, substituteId }: AbsenceInput): Promise<Facts> {
  const during = sql`a.starts_at < ${to}::timestamptz and a.ends_at > ${from}::timestamptz`;
  const others = sql`${ofUser(tenantId, userId)} and a.id is distinct from ${id ?? null}::uuid`;
  const [facts] = await jsonRows<Facts>(
    db,
    sql`select json_build_object(
      'revision', ${revisionOf(tenantId)},
      'known', exists (select 1 from collaborator u where u.tenant_id = ${tenantId} and u.id = ${userId}::uuid),
      'before', (select ${absenceJson} from absence a where ${ofUser(tenantId, userId)} and a.id = ${id ?? null}::uuid),
      'substitute', (select json_build_object('active', u.active, 'kind', u.kind) from collaborator u where u.tenant_id = ${tenantId} and u.id = ${substituteId}::uuid),
      'overlaps', exists (select 1 from absence a where ${others} and ${during}),
      'substituteAway', exists (select 1 from absence a where ${ofUser(tenantId, substituteId)} and ${during}),
      'planned', (select count(*) from absence a where ${others} and a.ends_at > ${date()}::timestamptz)
    )::text as json`,
  );
  return facts as Facts;
}

type Row = AbsenceInput & { id: string; userId: string };

/** Gives undefined where the directory has gone on from `revision`; makes place of what is over. */
export async function insertAbsence(db: Database, tenantId: string, row: Row, revision: number): Promise<Absence | undefined> {
  const [absence] = await jsonRows<Absence>(
    db,
    sql`
    with ${guard(tenantId, revision)}, over as (
      delete from absence a using guard where ${ofUser(tenantId, row.userId)} and a.ends_at < ${date()}::timestamptz - interval '1 year'
    ), a as (
      insert into absence (tenant_id, id, user_id, starts_at, ends_at, substitute_id, note, created_at, updated_at)
      select ${tenantId}, ${row.id}::uuid, ${row.userId}::uuid, ${row.from}::timestamptz, ${row.to}::timestamptz, ${row.substituteId}::uuid, ${row.note},
        ${date()}::timestamptz, ${date()}::timestamptz from guard
      returning *
    ) select ${absenceJson}::text as json from a`,
  );
  return absence;
}

/** Writes if the row is still at `version`, and the directory at `revision`. */
export async function changeAbsence(db: Database, tenantId: string, row: Row, revision: number): Promise<Absence | undefined> {
  const [absence] = await jsonRows<Absence>(
    db,
    sql`
    with ${guard(tenantId, revision)}
    update absence a set starts_at = ${row.from}::timestamptz, ends_at = ${row.to}::timestamptz, substitute_id = ${row.substituteId}::uuid, note = ${row.note},
      version = a.version + 1, updated_at = ${date()}::timestamptz
    where ${ofUser(tenantId, row.userId)} and a.id = ${row.id}::uuid and a.version = ${row.version}::int and exists (select 1 from guard)
    returning ${absenceJson}::text as json`,
  );
  return absence;
}

/** One of theirs, or all that are not over. Gives how many were taken back. */
export async function deleteAbsences(db: Database, tenantId: string, userId: string, id: string | undefined): Promise<number> {
  const which = id === undefined ? sql`a.ends_at > ${date()}::timestamptz` : sql`a.id = ${id}::uuid`;
  const { rows } = await db.execute(sql`delete from absence a where ${ofUser(tenantId, userId)} and ${which} returning 1 as gone`);
  return rows.length;
}

const isAway = (alias: SQL, at: Date) => sql`${alias}.starts_at <= ${at}::timestamptz and ${alias}.ends_at > ${at}::timestamptz`;

/** Who has the person of this column for a substitute at `at`, with their groups: the other side of `substituteOf`. */
export const standsInFor = (tenantId: string, userId: SQL, at: Date): SQL => sql`coalesce((
    select json_agg(json_build_object('userId', w.user_id, 'groupIds', array(
        select g.group_id from group_member g where g.tenant_id = ${tenantId} and g.user_id = w.user_id order by g.group_id)) order by w.user_id)
    from absence w where w.tenant_id = ${tenantId} and w.substitute_id = ${userId} and ${isAway(sql`w`, at)}
      and not exists (select 1 from absence x where x.tenant_id = ${tenantId} and x.user_id = ${userId} and ${isAway(sql`x`, at)})), '[]')`;

/** Who stands in at `at` for the person of this column, or null. One who is away themselves, or was deactivated, stands in for nobody. */
export const substituteOf = (tenantId: string, userId: SQL, at: Date): SQL =>
  sql`(select s.id from absence w join collaborator s on s.tenant_id = ${tenantId} and s.id = w.substitute_id and s.active
    where w.tenant_id = ${tenantId} and w.user_id = ${userId} and ${isAway(sql`w`, at)}
      and not exists (select 1 from absence x where x.tenant_id = ${tenantId} and x.user_id = s.id and ${isAway(sql`x`, at)}))`;
