/** Real databases for tests: one server a run with migrated templates, and five databases of its own for each file. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { type DataApiOptions, startDataApi } from "../../local/data-api";
import { startPostgres } from "../../local/postgres";
import { dataApiOptions, databaseEnvironment, migrateLocally } from "../../local/postgres-databases";
import { createSecrets, databaseSecret, putAdmin } from "../../local/secrets";
import { type Domain, domains } from "../../shared/contract/domain";

/** What the run's setup hands to its files, as JSON in a variable that workers inherit. */
type Run = { id: string; host: string; port: number; adminUser: string; adminPassword: string; secrets: Record<string, unknown> };
const variable = "PFLOW_TEST_DATABASES";

const template = (run: string, domain: Domain) => `pflow_template_${run}_${domain}`;

/** Starts the run's server and makes the templates. */
export async function startTestPostgres(): Promise<{ stop(): Promise<void> }> {
  const postgres = await startPostgres({ ephemeral: true });
  const id = randomBytes(4).toString("hex");
  const secrets = createSecrets({ rolePrefix: `pflow_test_${id}_` });
  putAdmin(secrets, postgres);
  const dataApi = await startDataApi({ ...dataApiOptions(postgres, secrets) });
  const { host, port, adminUser, adminPassword } = postgres;
  const run: Run = { id, host, port, adminUser, adminPassword, secrets: Object.fromEntries(domains.map((it) => [databaseSecret(it), secrets.domain(it)])) };
  const stop = async () => {
    delete process.env[variable];
    if (postgres.pid === undefined) await sweep(run);
    await postgres.stop();
  };
  const before = { ...process.env };
  try {
    Object.assign(process.env, databaseEnvironment(dataApi.url, secrets));
    await migrateLocally(secrets, (domain) => template(id, domain));
  } catch (error) {
    await stop();
    throw error;
  } finally {
    for (const name of Object.keys(databaseEnvironment(dataApi.url, secrets))) restore(name, before[name]);
    // A template can be copied only while nobody is connected to it.
    await dataApi.close();
  }
  process.env[variable] = JSON.stringify(run);
  return { stop };
}

let running: { stop(): Promise<void> } | undefined;
/** This file is also the globalSetup of vitest. */
export async function setup() {
  running = await startTestPostgres();
}
export async function teardown() {
  await running?.stop();
}

function restore(name: string, value: string | undefined) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** Leaves a server of one's own as it was, also where a file was cut off. */
async function sweep(run: Run) {
  const admin = await connect(run, "postgres");
  const { rows } = await admin.query<{ name: string }>("select datname as name from pg_database where datname ^@ $1 or datname ^@ $2", [
    `pflow_template_${run.id}_`,
    `pflow_${run.id}_`,
  ]);
  for (const { name } of rows) await admin.query(`drop database "${name}" with (force)`);
  for (const domain of domains) await admin.query(`drop role if exists "pflow_test_${run.id}_${domain}"`);
  await admin.end();
}

async function connect(run: Run, database: string) {
  const client = new pg.Client({ host: run.host, port: run.port, user: run.adminUser, password: run.adminPassword, database });
  await client.connect();
  return client;
}

export type TestDatabases = Awaited<ReturnType<typeof freshDatabases>>;

/** A file's own databases, empty and migrated, with a Data API that knows them by their usual names; the environment points to it. */
export async function freshDatabases(wanted: readonly Domain[] = domains, limits: DataApiOptions["limits"] = {}) {
  const given = process.env[variable];
  if (!given) throw new Error("There is no test server: name tests/support/databases.ts in vitest's globalSetup.");
  const run = JSON.parse(given) as Run;
  const secrets = createSecrets();
  for (const [name, value] of Object.entries(run.secrets)) secrets.put(name, value);
  putAdmin(secrets, run);
  const own = `pflow_${run.id}_${randomBytes(4).toString("hex")}_`;
  const databaseOf = (name: string) => name.replace(/^pflow_/, own);
  const admins = new Map<string, Promise<pg.Client>>();
  const adminOf = (database: string) => {
    const admin = admins.get(database) ?? connect(run, database);
    admins.set(database, admin);
    return admin;
  };

  const create = async (domain: Domain) => {
    // Each on a connection of its own: copying is most of the time, and they copy side by side.
    const [admin, name] = [await connect(run, "postgres"), `${own}${domain}`];
    await admin.query(`create database "${name}" template "${template(run.id, domain)}" strategy file_copy`);
    // Who may connect is not copied.
    await admin.query(
      `revoke connect, temporary on database "${name}" from public; grant connect on database "${name}" to "${secrets.domain(domain).username}"`,
    );
    await admin.end();
  };
  const [dataApi] = await Promise.all([startDataApi({ ...dataApiOptions(run, secrets), databaseOf, limits }), ...wanted.map(create)]);
  Object.assign(process.env, databaseEnvironment(dataApi.url, secrets));

  return {
    dataApi,
    secrets,
    server: { host: run.host, port: run.port },
    /** What PostgreSQL calls `pflow_…`. */
    databaseOf,
    /** As the admin, past the Data API: for assertions. */
    async query<Row extends pg.QueryResultRow>(domain: Domain, sql: string, values: unknown[] = []): Promise<Row[]> {
      return (await (await adminOf(`${own}${domain}`)).query<Row>(sql, values)).rows;
    },
    async close() {
      await dataApi.close();
      for (const admin of admins.values()) await (await admin).end();
      const admin = await connect(run, "postgres");
      for (const domain of wanted) await admin.query(`drop database if exists "${own}${domain}" with (force)`);
      await admin.end();
    },
  };
}
