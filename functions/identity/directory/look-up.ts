import { sql } from "drizzle-orm";
import { type FoundPerson, type ParticipantQuery, type Participants, participantLimit } from "../../../shared/contract/directory";
import type { Database } from "../../db";
import { jsonRows } from "../../db/rows";
import { substituteOf } from "../absence/queries";
import { cardJson } from "../rows";
import { type Named, refsOf, ruleOf } from "./rules";

type Row = { n: number; user?: FoundPerson; named?: Named };

/** Finds the people of all queries in one statement. */
export async function lookUp(db: Database, tenantId: string, queries: readonly ParticipantQuery[], at: Date): Promise<Participants[]> {
  const rows = await jsonRows<Row>(db, statement(tenantId, queries.map(asRow), at));
  return queries.map((query, n) => {
    const own = rows.filter((row) => row.n === n);
    const users = own.flatMap(({ user }) => user ?? []);
    const named = own.flatMap((row) => row.named ?? []);
    const unknown = refsOf(query).filter(
      (ref) => !named.some((one) => [one.id, one.name, one.email].some((known) => known?.toLowerCase() === ref.toLowerCase())),
    );
    const groups = query.by === "groups" ? named.map(({ id, name }) => ({ id, name })) : [];
    return { users: users.slice(0, participantLimit), groups, more: users.length > participantLimit, rule: ruleOf(query, named), unknown };
  });
}

const isId = (ref: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(ref);

function asRow(query: ParticipantQuery, n: number) {
  const refs = refsOf(query);
  return {
    n,
    by: query.by,
    ids: refs.filter(isId),
    names: refs.filter((ref) => !isId(ref)).map((ref) => ref.toLowerCase()),
    roles: query.by === "roles" ? query.roles : [],
    levels: "levels" in query ? query.levels : 0,
    wide: (query.by === "departments" && query.below) || (query.by === "manager-of" && query.each),
    leads: query.by === "groups" && query.leadsOnly,
  };
}

const statement = (tenantId: string, rows: readonly ReturnType<typeof asRow>[], at: Date) => sql`
  with recursive q as materialized (
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as q(n int, by text, ids uuid[], names text[], roles text[], levels int, wide boolean, leads boolean)
  ), person as (
    select q.n, q.by, u.id, u.name, u.email, u.department_id, u.manager_id from q join collaborator u on u.tenant_id = ${tenantId} and u.id = any(q.ids)
      where q.by in ('users', 'department-head-of', 'manager-of')
    union select q.n, q.by, u.id, u.name, u.email, u.department_id, u.manager_id from q join collaborator u on u.tenant_id = ${tenantId} and u.email = any(q.names) where q.by = 'users'
  ), team as (
    select q.n, q.leads, g.id, g.name from q join user_group g on g.tenant_id = ${tenantId} and (g.id = any(q.ids) or lower(g.name) = any(q.names)) where q.by = 'groups'
  ), unit as (
    select q.n, q.by, q.wide, d.id, d.name, d.head_id from q join department d on d.tenant_id = ${tenantId} and (d.id = any(q.ids) or lower(d.name) = any(q.names))
      where q.by in ('departments', 'department-heads')
  ), branch(n, id, wide) as (
    select n, id, wide from unit where by = 'departments'
    union select b.n, d.id, b.wide from branch b join department d on d.tenant_id = ${tenantId} and d.parent_id = b.id where b.wide
  ), above(n, id, left_over) as (
    select p.n, p.department_id, q.levels from person p join q on q.n = p.n where p.by = 'department-head-of' and p.department_id is not null
    union all select a.n, d.parent_id, a.left_over - 1 from above a join department d on d.tenant_id = ${tenantId} and d.id = a.id where a.left_over > 0 and d.parent_id is not null
  ), boss(n, id, level) as (
    select p.n, p.manager_id, 1 from person p where p.by = 'manager-of' and p.manager_id is not null
    union all select b.n, u.manager_id, b.level + 1 from boss b join q on q.n = b.n join collaborator u on u.tenant_id = ${tenantId} and u.id = b.id
      where b.level < q.levels and u.manager_id is not null
  ), found(n, id, level) as (
    select n, id, 0 from person where by = 'users'
    union all select t.n, m.user_id, 0 from team t join group_member m on m.tenant_id = ${tenantId} and m.group_id = t.id where m.lead or not t.leads
    union all select q.n, u.id, 0 from q join collaborator u on u.tenant_id = ${tenantId} and u.active and u.kind = 'person' and u.roles && q.roles where q.by = 'roles'
    union all select b.n, u.id, 0 from branch b join collaborator u on u.tenant_id = ${tenantId} and u.kind = 'person' and u.department_id = b.id
    union all select n, head_id, 0 from unit where by = 'department-heads' and head_id is not null
    union all select a.n, d.head_id, 0 from above a join department d on d.tenant_id = ${tenantId} and d.id = a.id where a.left_over = 0 and d.head_id is not null
    union all select b.n, b.id, b.level from boss b join q on q.n = b.n where q.wide or b.level = q.levels
  ), ranked as (
    select f.n, f.id, row_number() over (partition by f.n order by min(f.level), u.name collate "C", u.id) as place
    from found f join collaborator u on u.tenant_id = ${tenantId} and u.id = f.id and u.active group by f.n, f.id, u.name, u.id
  ), shown as (
    select r.n, r.place, json_build_object('n', r.n, 'user', ${cardJson(sql`u`)}::jsonb || jsonb_build_object('substituteId', ${substituteOf(tenantId, sql`u.id`, at)})) as json
    from ranked r join collaborator u on u.tenant_id = ${tenantId} and u.id = r.id where r.place <= ${participantLimit + 1}
    union all select n, 0, json_build_object('n', n, 'named', json_build_object('id', id, 'name', name, 'email', email)) from person
    union all select n, 0, json_build_object('n', n, 'named', json_build_object('id', id, 'name', name)) from team
    union all select n, 0, json_build_object('n', n, 'named', json_build_object('id', id, 'name', name)) from unit
    union all select a.n, 0, json_build_object('n', a.n, 'named', json_build_object('id', d.id, 'name', d.name)) from above a join department d on d.tenant_id = ${tenantId} and d.id = a.id where a.left_over = 0
  )
  select json::text as json from shown order by n, place`;
