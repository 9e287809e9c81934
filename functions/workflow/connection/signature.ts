// How we and other systems know that a body is the other's: HMAC-SHA256 over a time and the bytes, as shared/contract/message.ts says.
import { createHmac, timingSafeEqual } from "node:crypto";
import { signatureTolerance } from "../../../shared/contract/message";

const hmac = (secret: string, seconds: number, body: string) => createHmac("sha256", secret).update(`${seconds}.${body}`);

/** The header's value; `at` in ms since 1970. */
export function sign(secret: string, body: string, at: number): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${hmac(secret, seconds, body).digest("hex")}`;
}

/** A header that could be right: looked at before anything is asked of a database. */
export function readSignature(header: string | undefined, at: number): { seconds: number; mac: Buffer } | undefined {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? "");
  if (!match) return undefined;
  const [, seconds = "", mac = ""] = match;
  if (Math.abs(at / 1000 - Number(seconds)) > signatureTolerance) return undefined;
  return { seconds: Number(seconds), mac: Buffer.from(mac, "hex") };
}

export const isSigned = ({ seconds, mac }: { seconds: number; mac: Buffer }, secret: string, body: string) =>
  timingSafeEqual(mac, hmac(secret, seconds, body).digest());
