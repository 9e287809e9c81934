// Secrets that tenants give us (of other systems, say), sealed for the database: AES-256-GCM by a key that only Secrets Manager has.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { KeyRing } from "./key-ring";
import { secret } from "./secret";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

const cipherKey = (text: string) => Buffer.from(hkdfSync("sha256", text, "", "pflow seal", 32));

/** `keysArn` is the secret of the keys; one stays in it as long as something sealed with it does. `of` says whose it is: what was sealed for another opens nothing, wherever the row is moved to. */
export async function seal(keysArn: string, of: string, value: unknown): Promise<string> {
  const { current, keys } = KeyRing.parse(await secret(keysArn));
  const key = keys[current];
  if (!key) throw new Error(`The current key ${current} is not among the keys.`);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, cipherKey(key), iv).setAAD(Buffer.from(of));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return `${current}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** Throws where the key is gone, or the text is not what was sealed for `of`. */
export async function unseal(keysArn: string, of: string, text: string): Promise<unknown> {
  const [id = "", rest = ""] = text.split(".");
  const key = KeyRing.parse(await secret(keysArn)).keys[id];
  if (!key) throw new Error(`The key ${id} that sealed this is gone.`);
  const bytes = Buffer.from(rest, "base64url");
  const opener = createDecipheriv(algorithm, cipherKey(key), bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(of))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return JSON.parse(Buffer.concat([opener.update(bytes.subarray(ivBytes + tagBytes)), opener.final()]).toString("utf8"));
}
