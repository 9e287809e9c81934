// The inbox as one statement: a page of one tab, and how many there are in each. Each is a walk along an index that ends after a page, or a hundred, whatever waits behind it.
import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import type { InboxTab } from "../../../shared/contract/task";
import type { Absent } from "../../../shared/process";
import { iso } from "../../db/rows";

export type Tab = z.output<typeof InboxTab>;
type Reader = { tenantId: string; userId: string; groups: readonly string[] /** 代理: who is away. */; standsInFor: readonly Absent[] };
type Page = { tab: Tab; before: readonly (string | number)[] | undefined; limit: number };

/** What a tab is sorted by, newest first. */
export const cursorKinds = {
  todo: ["instant", "uuid"],
  group: ["instant", "uuid"],
  created: ["uuid"],
  handled: ["instant", "uuid"],
  cc: ["uuid"],
} as const satisfies Record<Tab, readonly ("instant" | "uuid")[]>;

/** Nobody needs to know more exactly. */
const countedTo = 100;

/** The row of `counts`, then those of `line`. */
export function inboxOf(reader: Reader, page: Page): SQL {
  const { tenantId, userId } = reader;
  const counted = (from: SQL) => sql`(select count(*) from (${from}) as seen)`;
  const upTo = { before: undefined, limit: countedTo };
  const counts = sql`json_build_object('todo', ${counted(todo(reader, upTo))}, 'group', ${counted(ofGroups(reader, upTo))},
    'created', ${counted(created(reader, upTo))}, 'handled', ${counted(handled(reader, upTo))},
    'cc', ${counted(sql`select 1 from instance_copy y where y.tenant_id = ${tenantId} and y.user_id = ${userId}::uuid and y.read_at is null limit ${countedTo}`)})`;
  return sql`select json_build_object('counts', ${counts})::text as json union all (${lines[page.tab](reader, page)})`;
}

type Bounds = Pick<Page, "before" | "limit">;

const olderThan = (at: SQL, id: SQL, before: Bounds["before"]) => (before ? sql`and (${at}, ${id}) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql``);

const candidates = (tenantId: string, userId: string, { before, limit }: Bounds) =>
  sql`select k.opened_at, k.task_id from task_candidate k where k.tenant_id = ${tenantId} and k.ref = ${userId}::uuid
    ${olderThan(sql`k.opened_at`, sql`k.task_id`, before)} order by k.opened_at desc, k.task_id desc limit ${limit}`;

/** As many of each group, since any of them may be the newest; a task for two of my groups is one. Neither I nor whom I stand in for may be barred from it. */
const ofGroups = ({ tenantId, userId, groups, standsInFor }: Reader, { before, limit }: Bounds) => {
  const mine = groups.map((id) => ({ id, of: userId }));
  const theirs = standsInFor.flatMap(({ user, groups }) => groups.map((id) => ({ id, of: user })));
  return sql`select distinct k.opened_at, k.task_id from jsonb_to_recordset(${JSON.stringify([...mine, ...theirs])}::jsonb) as g(id uuid, "of" uuid) cross join lateral (
      select k.opened_at, k.task_id from task_candidate k where k.tenant_id = ${tenantId} and k.ref = g.id
        and k.barred_id is distinct from ${userId}::uuid and k.barred_id is distinct from g."of"
      ${olderThan(sql`k.opened_at`, sql`k.task_id`, before)} order by k.opened_at desc, k.task_id desc limit ${limit}
    ) k order by k.opened_at desc, k.task_id desc limit ${limit}`;
};

/** Mine, and those of whoever is away and has me for a substitute; but their own submissions stay theirs, and nobody decides on what they asked for. */
function todo(reader: Reader, bounds: Bounds): SQL {
  const { tenantId, userId, standsInFor } = reader;
  const mine = candidates(tenantId, userId, bounds);
  if (standsInFor.length === 0) return mine;
  const { before, limit } = bounds;
  const theirs = sql`select k.opened_at, k.task_id from jsonb_array_elements_text(${JSON.stringify(standsInFor.map(({ user }) => user))}::jsonb) as a(id) cross join lateral (
      select k.opened_at, k.task_id from task_candidate k join task t on t.tenant_id = k.tenant_id and t.id = k.task_id
      where k.tenant_id = ${tenantId} and k.ref = a.id::uuid and t.view->>'kind' = 'decide' and t.view->>'barred' is distinct from ${userId}
      ${olderThan(sql`k.opened_at`, sql`k.task_id`, before)} order by k.opened_at desc, k.task_id desc limit ${limit}) k`;
  return sql`select distinct s.opened_at, s.task_id from ((${mine}) union all (${theirs})) s order by s.opened_at desc, s.task_id desc limit ${limit}`;
}

const created = ({ tenantId, userId }: Reader, { before, limit }: Bounds) =>
  sql`select i.id from instance i where i.tenant_id = ${tenantId} and i.initiator_id = ${userId}::uuid and i.parent_id is null
    ${before ? sql`and i.id < ${before[0]}::uuid` : sql``} order by i.id desc limit ${limit}`;

const handled = ({ tenantId, userId }: Reader, { before, limit }: Bounds) =>
  sql`select t.closed_at, t.id from task t where t.tenant_id = ${tenantId} and t.handler_id = ${userId}::uuid
    ${olderThan(sql`t.closed_at`, sql`t.id`, before)} order by t.closed_at desc, t.id desc limit ${limit}`;

const instanceJson = sql`json_build_object('id', i.id, 'ticketId', i.ticket_id, 'ticketNumber', i.ticket_number, 'title', i.title, 'priority', i.priority,
  'workflowId', i.workflow_id, 'workflowName', i.workflow_name, 'initiatorId', i.initiator_id, 'status', i.status)`;
const taskJson = sql`json_build_object('id', t.id, 'nodeName', t.node_name, 'openedAt', ${iso(sql`t.opened_at`)}, 'dueAt', ${iso(sql`t.due_at`)}, 'closedAt', ${iso(sql`t.closed_at`)}, 'view', t.view)`;

const line = (key: SQL, at: SQL, { task = sql`null::json`, copy = sql`null::json` }: { task?: SQL; copy?: SQL }) =>
  sql`json_build_object('line', json_build_object('key', json_build_array(${key}), 'at', ${iso(at)}, 'instance', ${instanceJson}, 'task', ${task}, 'copy', ${copy}))::text`;

const tasksOf = (tenantId: string, page: SQL) =>
  sql`select ${line(sql`${iso(sql`p.opened_at`)}, p.task_id`, sql`p.opened_at`, { task: taskJson })} from (${page}) p
    join task t on t.tenant_id = ${tenantId} and t.id = p.task_id join instance i on i.tenant_id = ${tenantId} and i.id = t.instance_id
    order by p.opened_at desc, p.task_id desc`;

const lines: { readonly [T in Tab]: (reader: Reader, bounds: Bounds) => SQL } = {
  todo: (reader, bounds) => tasksOf(reader.tenantId, todo(reader, bounds)),
  group: (reader, bounds) => tasksOf(reader.tenantId, ofGroups(reader, bounds)),
  created: (reader, bounds) =>
    sql`select ${line(sql`i.id`, sql`i.started_at`, {})} from (${created(reader, bounds)}) p join instance i on i.tenant_id = ${reader.tenantId} and i.id = p.id order by p.id desc`,
  handled: (reader, bounds) =>
    sql`select ${line(sql`${iso(sql`p.closed_at`)}, p.id`, sql`p.closed_at`, { task: taskJson })} from (${handled(reader, bounds)}) p
      join task t on t.tenant_id = ${reader.tenantId} and t.id = p.id join instance i on i.tenant_id = ${reader.tenantId} and i.id = t.instance_id
      order by p.closed_at desc, p.id desc`,
  cc: ({ tenantId, userId }, { before, limit }) =>
    sql`select ${line(sql`y.id`, sql`y.at`, { copy: sql`json_build_object('fromId', y.from_id, 'comment', y.comment, 'readAt', ${iso(sql`y.read_at`)})` })} from (
        select y.* from instance_copy y where y.tenant_id = ${tenantId} and y.user_id = ${userId}::uuid ${before ? sql`and y.id < ${before[0]}::uuid` : sql``} order by y.id desc limit ${limit}
      ) y join instance i on i.tenant_id = ${tenantId} and i.id = y.instance_id order by y.id desc`,
};
