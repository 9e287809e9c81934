// Many tickets of the bench's tenant, written straight into the database: words, people and states spread as in a desk of years.
import pg from "pg";

export type Place = { host: string; port: number; user: string; password: string };

const subjects = [
  "打印机卡纸",
  "无法登录系统",
  "申请新笔记本电脑",
  "网络连接缓慢",
  "邮箱容量不足",
  "显示器黑屏",
  "账号权限变更",
  "会议室预订冲突",
  "VPN cannot connect",
  "Reset my password please",
  "报销单据退回",
  "软件安装请求",
  "键盘损坏更换",
  "服务器磁盘告警",
  "数据导出需求",
  "入职设备准备",
];
const places = ["一号楼", "二号楼", "研发中心", "上海办公室", "深圳分部", "北京总部", "Berlin office", "仓库"];
/** In one ticket of a thousand: what the two-character search looks for. */
export const rareWord = "水杉";

/** Adds tickets so that the tenant has `count`; the words are cut as shared/rules/search.ts does. */
export async function growTo(place: Place, tenant: string, userId: string, count: number, words: (title: string) => string[]): Promise<void> {
  const client = new pg.Client({ ...place, database: "pflow_ticket" });
  await client.connect();
  try {
    await grow(client, tenant, userId, count, words);
  } finally {
    await client.end();
  }
}

async function grow(client: pg.Client, tenant: string, userId: string, count: number, words: (title: string) => string[]): Promise<void> {
  const titles = subjects.flatMap((subject) => places.map((at) => `${at}${subject}`));
  const rare = titles.map((title) => `${title} ${rareWord}`);
  await client.query("create temporary table title (i int primary key, title text, words tsvector)");
  for (const [n, title] of [...titles, ...rare].entries())
    await client.query("insert into title values ($1, $2, array_to_tsvector($3::text[]))", [n, title, words(title)]);
  const { rows } = await client.query<{ n: number }>("select coalesce(max(number), 0) as n from ticket where tenant_id = $1", [tenant]);
  const have = rows[0]?.n ?? 0;
  const step = 50_000;
  for (let from = have + 1; from <= count; from += step) {
    await client.query(
      `insert into ticket (tenant_id, id, number, title, description, status, priority, requester_id, assignee_id, created_at, updated_at, words)
       select $1, (lpad(to_hex(1700000000000 + n * 1000), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid, n, t.title, '',
         (array['open','in_progress','resolved','closed','closed','closed','closed','resolved'])[1 + n % 8], (array['low','medium','medium','high','urgent'])[1 + n % 5],
         case when n % 50 = 0 then $2::uuid else overlay(overlay(md5('r' || n % 500) placing '4' from 13) placing '8' from 17)::uuid end, case when n % 3 = 0 then null else overlay(overlay(md5('a' || n % 40) placing '4' from 13) placing '8' from 17)::uuid end,
         to_timestamp(1700000000 + n), to_timestamp(1700000000 + n), t.words || array_to_tsvector(array[left(md5($1), 5) || n::text])
       from generate_series($3::int, $4::int) n join title t on t.i = n * 7919::bigint % $5::int + case when n % 1000 = 0 then $5::int else 0 end`,
      [tenant, userId, from, Math.min(count, from + step - 1), titles.length],
    );
  }
  await client.query(
    `insert into ticket_counter as c (tenant_id, last_number, changes, open, in_progress, resolved, closed)
     select $1, count(*), 1, count(*) filter (where status = 'open'), count(*) filter (where status = 'in_progress'), count(*) filter (where status = 'resolved'), count(*) filter (where status = 'closed') from ticket where tenant_id = $1
     on conflict (tenant_id) do update set last_number = excluded.last_number, open = excluded.open, in_progress = excluded.in_progress, resolved = excluded.resolved, closed = excluded.closed`,
    [tenant],
  );
  await client.query("vacuum analyze ticket");
}

/** For assertions after a case. */
export async function query<Row extends pg.QueryResultRow>(place: Place, database: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ ...place, database });
  await client.connect();
  const { rows } = await client.query<Row>(sql, values);
  await client.end();
  return rows;
}

/** Statistics as of a database that has run for some minutes: what autovacuum does by itself, not left to when its next minute comes. */
export async function analyze(place: Place, ...databases: string[]): Promise<void> {
  for (const database of databases) await query(place, database, "vacuum analyze");
}
