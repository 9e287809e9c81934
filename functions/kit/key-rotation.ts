// Secrets Manager's rotation of a key ring: the next key is known everywhere long before it is used.
import { randomBytes } from "node:crypto";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { KeyRing } from "./key-ring";

const Event = z.object({ Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]), SecretId: z.string(), ClientRequestToken: z.string() });

/** `keeps` says whether a key from before the current one is still needed. */
export function keyRotation({ keeps }: { keeps: "all" | "the one before" }) {
  return async (event: unknown): Promise<void> => {
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
      const next = rotated(KeyRing.parse(JSON.parse(SecretString)), keeps === "all");
      await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString: JSON.stringify(next), VersionStages: ["AWSPENDING"] }));
    }
    if (Step === "finishSecret") {
      const { VersionId } = await read("AWSCURRENT");
      if (VersionId === ClientRequestToken) return;
      await client.send(
        new UpdateSecretVersionStageCommand({ SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: ClientRequestToken, RemoveFromVersionId: VersionId }),
      );
    }
  };
}

const numberOf = (id: string) => Number(id.slice(1));

/** What was made the last time is used from now on; a new one waits. */
function rotated({ current, keys }: KeyRing, keepsAll: boolean): KeyRing {
  const newest = Math.max(...Object.keys(keys).map(numberOf));
  const next = keys[`k${newest}`] && newest > numberOf(current) ? `k${newest}` : current;
  const kept = Object.entries(keys).filter(([id]) => keepsAll || numberOf(id) >= numberOf(current));
  return { current: next, keys: { ...Object.fromEntries(kept), [`k${newest + 1}`]: randomBytes(32).toString("base64url") } };
}
