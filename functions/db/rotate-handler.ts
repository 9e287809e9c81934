/** Secrets Manager's rotation of a domain's secret: two login roles take turns, so that whoever still has the old password can use it. */
import { randomBytes } from "node:crypto";
import { ExecuteStatementCommand } from "@aws-sdk/client-rds-data";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { env } from "../kit/env";
import { boundedClient } from "./client";
import { alterRole, createRole, passwordVerifier, quoted } from "./migrate-roles";

const Step = z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]);
const Event = z.object({ Step, SecretId: z.string(), ClientRequestToken: z.string() });
const Role = z.object({ username: z.string(), password: z.string(), dbname: z.string() });
type Role = z.infer<typeof Role>;

/** Of the role that takes turns with the domain's own, which it is a member of. */
const second = "_2";

export async function handler(event: unknown): Promise<void> {
  const { Step, SecretId, ClientRequestToken } = Event.parse(event);
  const secret = secretOf(SecretId, ClientRequestToken);
  if (Step === "createSecret") await create(secret);
  if (Step === "setSecret") await setPassword(await secret.pending());
  // The Data API takes a secret as it is now, so the new one is tried when it is: see `finish`.
  if (Step === "finishSecret") await finish(secret);
}

async function create(secret: OneSecret) {
  if (await secret.pending().catch(orMissing)) return;
  const { value: current } = await secret.current();
  const username = current.username.endsWith(second) ? current.username.slice(0, -second.length) : current.username + second;
  await secret.put({ ...current, username, password: randomBytes(32).toString("base64url") });
}

async function setPassword({ username, password }: Role) {
  const admin = statements("postgres", env("DATABASE_ADMIN_SECRET_ARN"));
  const first = username.replace(new RegExp(`${second}$`), "");
  const known = await admin("select 1 from pg_roles where rolname = :username", { username });
  if (known === 0) await admin(createRole(username));
  if (username !== first) await admin(`grant ${quoted(first)} to ${quoted(username)}`);
  for (const statement of alterRole(username, await passwordVerifier(password, 4096))) await admin(statement);
}

/** Makes the new version the current one, and tries it; one that does not work is taken back, and the rotation fails. */
async function finish(secret: OneSecret) {
  const { version, value } = await secret.current();
  if (version === secret.token) return;
  await secret.promote(secret.token, version);
  try {
    await statements(value.dbname, secret.id)("select 1");
  } catch (error) {
    await secret.promote(version, secret.token);
    throw error;
  }
}

const statements = (database: string, secretArn: string) => {
  const client = boundedClient(Date.now() + 20_000);
  return async (sql: string, given: Record<string, string> = {}) => {
    const parameters = Object.entries(given).map(([name, stringValue]) => ({ name, value: { stringValue } }));
    const { records = [] } = await client.send(new ExecuteStatementCommand({ resourceArn: env("DATABASE_CLUSTER_ARN"), secretArn, database, sql, parameters }));
    return records.length;
  };
};

const orMissing = (error: unknown) => {
  if (error instanceof ResourceNotFoundException) return undefined;
  throw error;
};

type OneSecret = ReturnType<typeof secretOf>;

function secretOf(id: string, token: string) {
  const client = new SecretsManagerClient({ maxAttempts: 3 });
  const read = async (given: { VersionId?: string; VersionStage: string }) => {
    const { SecretString = "", VersionId = "" } = await client.send(new GetSecretValueCommand({ SecretId: id, ...given }));
    return { version: VersionId, value: Role.parse(JSON.parse(SecretString)) };
  };
  return {
    id,
    token,
    current: () => read({ VersionStage: "AWSCURRENT" }),
    pending: async () => (await read({ VersionId: token, VersionStage: "AWSPENDING" })).value,
    put: (value: Role) =>
      client.send(new PutSecretValueCommand({ SecretId: id, ClientRequestToken: token, SecretString: JSON.stringify(value), VersionStages: ["AWSPENDING"] })),
    promote: (to: string, from: string) =>
      client.send(new UpdateSecretVersionStageCommand({ SecretId: id, VersionStage: "AWSCURRENT", MoveToVersionId: to, RemoveFromVersionId: from })),
  };
}
