// Secrets Manager's rotation of the keys that sign submissions' addresses: the next key is known everywhere long before it signs.
import { randomBytes } from "node:crypto";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { Keys } from "./submission/keys";

const Event = z.object({ Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]), SecretId: z.string(), ClientRequestToken: z.string() });

export async function handler(event: unknown): Promise<void> {
  const { Step, SecretId, ClientRequestToken } = Event.parse(event);
  const client = new SecretsManagerClient({ maxAttempts: 3 });
  const read = (VersionStage: string, VersionId?: string) => client.send(new GetSecretValueCommand({ SecretId, VersionStage, VersionId }));
  if (Step === "createSecret") {
    const made = await read("AWSPENDING", ClientRequestToken).catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    });
    if (made) return;
    const { SecretString = "" } = await read("AWSCURRENT");
    const next = rotated(Keys.parse(JSON.parse(SecretString)));
    await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString: JSON.stringify(next), VersionStages: ["AWSPENDING"] }));
  }
  if (Step === "finishSecret") {
    const { VersionId } = await read("AWSCURRENT");
    if (VersionId === ClientRequestToken) return;
    await client.send(
      new UpdateSecretVersionStageCommand({ SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: ClientRequestToken, RemoveFromVersionId: VersionId }),
    );
  }
}

const numberOf = (id: string) => Number(id.slice(1));

/**
 * What was made the last time signs from now on; a new one waits; the one before the current verifies on until the next
 * rotation, which is 30 days away and the queue's retention 14.
 */
export function rotated({ current, keys }: Keys, random = randomBytes(32).toString("base64url")): Keys {
  const newest = Math.max(...Object.keys(keys).map(numberOf));
  const signs = keys[`k${newest}`] && newest > numberOf(current) ? `k${newest}` : current;
  const kept = Object.entries(keys).filter(([id]) => numberOf(id) >= numberOf(current));
  return { current: signs, keys: { ...Object.fromEntries(kept), [`k${newest + 1}`]: random } };
}
