import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, test } from "vitest";
import { unheld } from "../../local/data-api-tenant-rules";

const tables = new Set(["ticket", "comment"]);
const unnamed = (sql: string) => unheld(parseSync(sql), tables);

beforeAll(() => loadModule());

describe("a statement that names its tenant passes", () => {
  test.each([
    "select * from ticket where tenant_id = $1 and id = $2",
    "select * from ticket t where t.tenant_id = $1::text",
    "select * from ticket where (tenant_id, id) = ($1, $2)",
    "select * from ticket where (tenant_id, id) in (select a, b from jsonb_to_recordset($1::jsonb) as r(a text, b uuid))",
    "select * from ticket where tenant_id = any($1::text[])",
    "select * from ticket where tenant_id = 'a' or tenant_id = 'b'",
    "select * from ticket t join comment c using (tenant_id, ticket_id) where t.tenant_id = $1",
    "select * from ticket t left join comment c on c.tenant_id = t.tenant_id and c.ticket_id = t.id where $1 = t.tenant_id",
    "select *, (select count(*) from comment c where c.tenant_id = t.tenant_id) from ticket t where t.tenant_id = $1",
    "select * from jsonb_to_recordset($1::jsonb) as r(tenant_id text, id uuid) join ticket t using (tenant_id, id)",
    "with r as (select * from jsonb_to_recordset($1::jsonb) as r(tenant_id text)) select * from ticket t, r where t.tenant_id = r.tenant_id",
    "with ticket as (select 1) select * from ticket",
    "insert into ticket (tenant_id, id) values ($1, $2) on conflict (tenant_id, id) do nothing returning id",
    "with made as (insert into ticket (tenant_id, id) select tenant_id, id from r returning *) insert into comment (tenant_id, id) select tenant_id, id from made",
    "update ticket t set status = 'x' from jsonb_to_recordset($1::jsonb) as r(tenant_id text, id uuid) where (t.tenant_id, t.id) = (r.tenant_id, r.id)",
    "delete from comment c using ticket t where c.tenant_id = t.tenant_id and t.tenant_id = $1",
    "select * from ticket where tenant_id is null",
    "select * from ticket where tenant_id = $1 union all select * from ticket where tenant_id = $1",
    "select * from other",
  ])("%s", (sql) => {
    expect(unnamed(sql)).toBeUndefined();
  });
});

describe("one that does not is refused", () => {
  test.each([
    ["select count(*) from ticket", "ticket"],
    ["select tenant_id from ticket order by tenant_id", "ticket"],
    ["select * from ticket where id = $1", "ticket"],
    ["select * from ticket where tenant_id <> $1", "ticket"],
    ["select * from ticket where tenant_id = $1 or id = $2", "ticket"],
    ["select * from ticket where not tenant_id = $1", "ticket"],
    ["select * from ticket t join comment c using (tenant_id, id)", "ticket"],
    ["select * from ticket t join comment c on c.ticket_id = t.id where t.tenant_id = $1", "comment"],
    ["select *, (select count(*) from comment c where c.ticket_id = t.id) from ticket t where t.tenant_id = $1", "comment"],
    ["select * from other where exists (select from ticket t where t.id = other.id)", "ticket"],
    ["with t as (select * from ticket) select * from t where tenant_id = $1", "ticket"],
    ["insert into ticket (id) values ($1)", "ticket"],
    ["insert into comment (tenant_id, id) select tenant_id, id from ticket", "ticket"],
    ["update ticket set status = 'x' where id = $1", "ticket"],
    ["update ticket set tenant_id = $1 where id = $2", "ticket"],
    ["delete from ticket", "ticket"],
    ["truncate ticket", "ticket"],
    ["select * from other union select * from ticket", "ticket"],
    ["select * from public.ticket", "ticket"],
  ])("%s", (sql, table) => {
    expect(unnamed(sql)).toBe(table);
  });
});
