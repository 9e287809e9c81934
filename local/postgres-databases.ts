/** PostgreSQL, its Data API and the migrated databases of this checkout, as one thing to start and stop. */
import { join } from "node:path";
import { migrate } from "../functions/db/migrate";
import { type Domain, domains } from "../shared/contract/domain";
import type { DataApiOptions } from "./data-api";
import { type DataApiThread, startDataApiThread } from "./data-api-thread";
import { type Postgres, startPostgres } from "./postgres";
import { type Credentials, createSecrets, databaseSecret, putAdmin, type Secrets } from "./secrets";
import { account, region, stage } from "./settings";

export type Databases = { postgres: Postgres; dataApi: DataApiThread; secrets: Secrets; applied: readonly string[]; stop(): Promise<void> };

/** `dataDir` keeps PostgreSQL's data somewhere else than this checkout's usual place. */
export async function startDatabases(folder = ".pflow", { dataDir }: { dataDir?: string } = {}): Promise<Databases> {
  const postgres = await startPostgres({ dataDir });
  const secrets = createSecrets({ file: join(folder, "secrets.json") });
  putAdmin(secrets, postgres);
  const { secrets: _, ...options } = dataApiOptions(postgres, secrets);
  const dataApi = await startDataApiThread({ ...options, credentials: databaseCredentials(secrets) });
  const stop = async () => {
    await dataApi.close();
    await postgres.stop();
  };
  try {
    Object.assign(process.env, databaseEnvironment(dataApi.url, secrets));
    return { postgres, dataApi, secrets, applied: await migrateLocally(secrets), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export const dataApiOptions = (postgres: DataApiOptions["postgres"], secrets: Secrets): DataApiOptions => ({
  postgres: { host: postgres.host, port: postgres.port },
  secrets,
  requireTenant: true,
  // Migrations work on all tenants at once.
  trusted: [secrets.arnOf(databaseSecret("admin"))],
});

/** Of the admin and of each domain, by the ARNs of their secrets. */
const databaseCredentials = (secrets: Secrets): Record<string, Credentials> =>
  Object.fromEntries([
    [secrets.arnOf(databaseSecret("admin")), secrets.get(secrets.arnOf(databaseSecret("admin"))) as Credentials], // putAdmin put it there
    ...domains.map((domain) => [secrets.arnOf(databaseSecret(domain)), secrets.domain(domain)]),
  ]);

const clusterArn = `arn:aws:rds:${region}:${account}:cluster:pflow-${stage}`;

/** What the database's client needs to find the local one, and no other. */
export const databaseEnvironment = (url: string, secrets: Secrets): Record<string, string> => ({
  AWS_ENDPOINT_URL_RDS_DATA: url,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_EC2_METADATA_DISABLED: "true",
  DATABASE_CLUSTER_ARN: clusterArn,
  ...secrets.environment(),
});

export function migrateLocally(secrets: Secrets, databaseOf?: (domain: Domain) => string): Promise<string[]> {
  return migrate({
    clusterArn,
    adminSecretArn: secrets.arnOf(databaseSecret("admin")),
    // All domains are there: it is made from their list.
    credentials: Object.fromEntries(domains.map((domain) => [domain, secrets.domain(domain)])) as Parameters<typeof migrate>[0]["credentials"],
    folder: "functions",
    deadline: Date.now() + 120_000,
    exclusive: !process.env.PFLOW_POSTGRES_URL,
    databaseOf,
  });
}
