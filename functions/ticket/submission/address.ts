// A submission's identity and address: the id says which, the address also proves that we accepted it, without a database.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Caller } from "../../../shared/contract/actor";
import { env } from "../../kit/env";
import { KeyRing } from "../../kit/key-ring";
import { secret } from "../../kit/secret";

type Who = Pick<Caller, "tenantId" | "subject">;

/** Unkeyed and stable for ever: the same tenant, requester and reference are the same submission. */
export const submissionId = ({ tenantId, subject }: Who, clientReference: string) =>
  digest([tenantId, subject, clientReference]).subarray(0, 21).toString("base64url");

/** SHA-256 of a list of texts, no two lists alike. */
const digest = (parts: readonly string[]) => createHash("sha256").update(JSON.stringify(parts)).digest();

/** Two bodies that say the same hash the same, whatever the order of their keys. */
export const bodyHash = (body: unknown) => createHash("sha256").update(canonical(body)).digest("base64url");

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
    .join(",")}}`;
}

const keys = async () => KeyRing.parse(await secret(env("SUBMISSION_KEYS_SECRET_ARN")));

const mac = (key: string, who: Who, id: string) =>
  createHmac("sha256", key)
    .update(JSON.stringify([who.tenantId, who.subject, id]))
    .digest()
    .subarray(0, 12);

export async function addressOf(who: Who, id: string): Promise<string> {
  const { current, keys: all } = await keys();
  return `${id}.${current}.${mac(all[current] ?? "", who, id).toString("base64url")}`;
}

/** Takes an address or a bare id apart; `accepted` is true where the signature is ours and was given to this very requester. */
export async function readAddress(who: Who, text: string): Promise<{ id: string; accepted: boolean }> {
  const [id = "", keyId = "", signature = ""] = text.split(".");
  if (signature === "") return { id, accepted: false };
  const key = (await keys()).keys[keyId];
  const given = Buffer.from(signature, "base64url");
  const expected = key && mac(key, who, id);
  return { id, accepted: expected !== undefined && expected !== "" && given.length === expected.length && timingSafeEqual(given, expected) };
}
