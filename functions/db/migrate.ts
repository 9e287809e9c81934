/** The one migrations runner: makes databases and roles where they are missing, then brings each database up to its files. */
import { ExecuteStatementCommand, type RDSDataClient, type SqlParameter } from "@aws-sdk/client-rds-data";
import { type Domain, domains } from "../../shared/contract/domain";
import { boundedClient } from "./client";
import { alone, applyMigration } from "./migrate-apply";
import { readMigrations } from "./migrate-files";
import { alterRole, createRole, passwordVerifier, quoted } from "./migrate-roles";

export type Migrating = {
  clusterArn: string;
  adminSecretArn: string;
  /** Name and password of each domain's login role. */
  credentials: Record<Domain, { username: string; password: string }>;
  /** The folder with `<domain>/migrations`. */
  folder: string;
  /** Epoch ms. A run that is cut short is continued by the next. */
  deadline: number;
  /** False on a server that others use too: its other databases stay as they are. */
  exclusive?: boolean;
  /** Name of a domain's database, where it is not the usual one. */
  databaseOf?: (domain: Domain) => string;
};

/** Runs one statement as the cluster's admin, and gives its rows as texts. */
export type Admin = (sql: string, parameters?: Record<string, string>) => Promise<string[][]>;

/** Gives what was applied, as `ticket/0001_add_x`. Running it again changes nothing. */
export async function migrate(given: Migrating): Promise<string[]> {
  const { clusterArn: resourceArn, adminSecretArn: secretArn, folder, databaseOf = (domain: Domain) => `pflow_${domain}` } = given;
  const client = boundedClient(given.deadline);
  const placeOf = (domain: Domain) => ({ resourceArn, secretArn, database: databaseOf(domain) });
  // What can be wrong with files is found before anything changes.
  const migrations = domains.map((domain) => ({ domain, files: readMigrations(folder, domain) }));
  const server = { resourceArn, secretArn, database: "postgres" };
  await alone(client, server, async () => {
    await ensureDatabases(adminOf(client, server), given, databaseOf);
    await Promise.all(domains.map((domain) => prepareDatabase(adminOf(client, placeOf(domain)), given.credentials[domain].username)));
  });
  const applied = await Promise.all(
    migrations.map(async ({ domain, files }) => {
      const rows = await adminOf(client, placeOf(domain))("select name, hash from migration.ledger");
      const ledger = new Map(rows.map(([name = "", hash = ""]) => [name, hash]));
      const done: string[] = [];
      for (const file of files)
        if (await applyMigration(client, placeOf(domain), { ...file, domain, known: ledger.get(file.name) })) done.push(`${domain}/${file.name}`);
      return done;
    }),
  );
  return applied.flat();
}

function adminOf(client: RDSDataClient, place: { resourceArn: string; secretArn: string; database: string }): Admin {
  return async (sql, given = {}) => {
    const parameters = Object.entries(given).map(([name, stringValue]): SqlParameter => ({ name, value: { stringValue } }));
    const { records } = await client.send(new ExecuteStatementCommand({ ...place, sql, parameters }));
    return (records ?? []).map((row) => row.map(({ stringValue }) => stringValue ?? ""));
  };
}

async function ensureDatabases(server: Admin, { credentials, exclusive = true }: Migrating, databaseOf: (domain: Domain) => string) {
  const names = async (sql: string) => new Set((await server(sql)).map(([name]) => name));
  const databases = await names("select datname::text from pg_database");
  const roles = await names("select rolname::text from pg_roles");
  // A setting since PostgreSQL 16; until then each verifier had this number.
  const [[iterations] = []] = await server("select coalesce(current_setting('scram_iterations', true), '4096')");
  const text = await textOf(server);
  const ensure = async (domain: Domain) => {
    const [database, { username, password }] = [databaseOf(domain), credentials[domain]];
    const verifier = await passwordVerifier(password, Number(iterations));
    if (!roles.has(username)) await server(createRole(username));
    // Each time, since a secret's password is rotated; and so that a run which died in between is made whole.
    for (const statement of alterRole(username, verifier)) await server(statement);
    if (!databases.has(database)) await server(`create database ${quoted(database)} template template0 ${text}`);
    await server(`revoke connect, temporary on database ${quoted(database)} from public`);
    await server(`grant connect on database ${quoted(database)} to ${quoted(username)}`);
  };
  await Promise.all(domains.map(ensure));
  if (exclusive) await server("revoke connect, temporary on database postgres from public");
}

/**
 * Text is ordered by code point everywhere, whatever the server's libraries are. Before PostgreSQL 17 that is its libc's C.UTF-8,
 * and where that is missing C, which orders alike and knows upper and lower case of ASCII only.
 */
async function textOf(server: Admin): Promise<string> {
  const rows = await server("select collname::text, collcollate from pg_collation where collname in ('pg_c_utf8', 'C.UTF-8', 'C.utf8')");
  const known = new Map(rows.map(([name, locale = ""]) => [name, locale]));
  if (known.has("pg_c_utf8")) return "encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'";
  return `encoding 'UTF8' locale_provider libc locale '${known.get("C.UTF-8") ?? known.get("C.utf8") ?? "C"}'`;
}

/** Tables are the admin's: a domain's role reads and writes rows, and changes no schema. */
async function prepareDatabase(admin: Admin, username: string) {
  const role = quoted(username);
  for (const statement of [
    `grant usage on schema public to ${role}`,
    `alter default privileges in schema public grant select, insert, update, delete on tables to ${role}`,
    `alter default privileges in schema public grant usage, select on sequences to ${role}`,
    "create schema if not exists migration",
    "create table if not exists migration.ledger (name text primary key, hash text not null, applied_at timestamptz not null default now())",
  ]) {
    await admin(statement);
  }
}
