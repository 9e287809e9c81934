/** Refuses statements that reach a tenant's table without naming the tenant: the database's own parser reads each distinct text once. */
import type { Client } from "pg";
import { Refusal } from "./data-api-refusal";
import { unheld } from "./data-api-tenant-rules";

/** Tables with a tenant_id that are worked through across tenants. */
const exempt = ["outbox", "migration_ledger"];
const mostVerdicts = 5_000;

type Known = { tables: Promise<ReadonlySet<string>>; verdicts: Map<string, Promise<string | undefined>> };

export function createTenantGuard() {
  let known = new Map<string, Known>();

  function knownOf(client: Client): Known {
    const database = client.database ?? "";
    const it = known.get(database) ?? { tables: tablesWithTenant(client), verdicts: new Map() };
    if (it.verdicts.size > mostVerdicts) it.verdicts.clear();
    known.set(database, it);
    return it;
  }

  async function guard(sql: string, client: Client): Promise<void> {
    const { tables, verdicts } = knownOf(client);
    const verdict = verdicts.get(sql) ?? judge(sql, await tables);
    verdicts.set(sql, verdict);
    const table = await verdict;
    if (table)
      throw new Refusal(
        "BadRequestException",
        `This statement reaches "${table}" without naming its tenant: compare tenant_id (or insert it) for every table that has one.`,
      );
  }

  return Object.assign(guard, {
    forget() {
      known = new Map();
    },
  });
}

async function tablesWithTenant(client: Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'tenant_id' and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_'`);
  return new Set(rows.map(({ name }) => name).filter((name) => !exempt.includes(name)));
}

async function judge(sql: string, tables: ReadonlySet<string>): Promise<string | undefined> {
  const { parse } = await import("libpg-query");
  try {
    return unheld(await parse(sql), tables);
  } catch {
    // PostgreSQL says better what is wrong with it.
    return undefined;
  }
}
