// A JSON secret by its ARN, kept for five minutes, so that a rotation works without a deploy.
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { now } from "./clock";
import { lean } from "./sdk";

const freshFor = 5 * 60_000;
const kept = new Map<string, { until: number; value: Promise<unknown> }>();
let client: SecretsManagerClient | undefined;

/** Throws where the secret can't be read or is no JSON; the old value serves on while a refresh fails. */
export async function secret(arn: string): Promise<unknown> {
  const known = kept.get(arn);
  if (known && known.until > now()) return known.value;
  const value = read(arn);
  kept.set(arn, { until: now() + freshFor, value });
  return value.catch((error: unknown) => {
    if (known) kept.set(arn, { ...known, until: now() + 10_000 });
    else kept.delete(arn);
    if (known) return known.value;
    throw error;
  });
}

async function read(arn: string): Promise<unknown> {
  client ??= new SecretsManagerClient({
    ...lean,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  return JSON.parse(SecretString ?? "");
}
