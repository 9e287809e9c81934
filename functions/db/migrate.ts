/** The one migrations runner: makes databases and roles where they are missing, then brings each database up to its files. */
import { ExecuteStatementCommand, type RDSDataClient, type SqlParameter } from "@aws-sdk/client-rds-data";
import { type Domain, domains } from "../../shared/contract/domain";
import { boundedClient } from "./client";
import { sqlState } from "./errors";
import { applyMigration } from "./migrate-apply";
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
  // What can be wrong with files is found before anything changes.
  const migrations = domains.map((domain) => ({ domain, files: readMigrations(folder, domain) }));
  const server = adminOf(client, { resourceArn, secretArn, database: "postgres" });
  await ensureDatabases(server, given, databaseOf);
  const applied = await Promise.all(
    migrations.map(async ({ domain, files }) => {
      const place = { resourceArn, secretArn, database: databaseOf(domain) };
      const admin = adminOf(client, place);
      await prepareDatabase(admin, given.credentials[domain].username);
      const ledger = new Map((await admin("select name, hash from migration.ledger")).map(([name = "", hash = ""]) => [name, hash]));
      const done: string[] = [];
      for (const file of files) if (await applyMigration(client, place, { ...file, domain, known: ledger.get(file.name) })) done.push(`${domain}/${file.name}`);
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
  const [[iterations = "4096"] = []] = await server("show scram_iterations");
  for (const domain of domains) {
    const [database, { username, password }] = [databaseOf(domain), credentials[domain]];
    const verifier = await passwordVerifier(password, Number(iterations));
    if (!roles.has(username)) await unlessThere(server(createRole(username)));
    // Each time, since a secret's password is rotated; and so that a run which died in between is made whole.
    for (const statement of alterRole(username, verifier)) await server(statement);
    // Text is ordered by code point everywhere, whatever the server's libraries are.
    const text = "encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'";
    if (!databases.has(database)) await unlessThere(server(`create database ${quoted(database)} template template0 ${text}`));
    await server(`revoke connect, temporary on database ${quoted(database)} from public`);
    await server(`grant connect on database ${quoted(database)} to ${quoted(username)}`);
  }
  if (exclusive) await server("revoke connect, temporary on database postgres from public");
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
    await unlessThere(admin(statement));
  }
}

/** Two runs at once: 42P04 database, 42710 role, 42P06 schema, 42P07 table are there; 23505, XX000 are the same seen in the catalogue. */
async function unlessThere(creating: Promise<unknown>) {
  try {
    await creating;
  } catch (error) {
    if (!["42P04", "42710", "42P06", "42P07", "23505"].includes(sqlState(error) ?? "")) throw error;
  }
}
