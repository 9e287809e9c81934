// What is secret of a connection: sealed in its row, opened for whoever calls by it or checks a signature, and in no reply.
import * as z from "zod";
import type { Database } from "../../db";
import { now } from "../../kit/clock";
import { env } from "../../kit/env";
import { seal, unseal } from "../../kit/seal";
import { findByName, type Stored } from "./queries";

export const Secrets = z.object({ headers: z.record(z.string(), z.string()), signingSecret: z.string().nullable() });
export type Secrets = z.infer<typeof Secrets>;

const nothing: Secrets = { headers: {}, signingSecret: null };
const whose = (tenantId: string, id: string) => `${tenantId}/connection/${id}`;

export async function sealed(tenantId: string, id: string, secrets: Secrets): Promise<Pick<Stored, "secret" | "headers" | "signs">> {
  const headers = Object.keys(secrets.headers).sort();
  const signs = secrets.signingSecret !== null;
  if (headers.length === 0 && !signs) return { secret: null, headers, signs };
  return { secret: await seal(env("CONNECTION_KEYS_SECRET_ARN"), whose(tenantId, id), secrets), headers, signs };
}

export async function opened(tenantId: string, { id, secret }: Pick<Stored, "id" | "secret">): Promise<Secrets> {
  if (secret === null) return nothing;
  return Secrets.parse(await unseal(env("CONNECTION_KEYS_SECRET_ARN"), whose(tenantId, id), secret));
}

export type Opened = Secrets & { name: string; baseUrl: string | null };

/** In ms: a change of a connection works everywhere after that. Also of what there is not: strangers who guess names ask no database each time. */
const freshFor = 30_000;
const most = 1_000;
const kept = new Map<string, { until: number; found: Promise<Opened | undefined> }>();

export function connectionByName(db: Database, tenantId: string, name: string): Promise<Opened | undefined> {
  const key = `${tenantId}\n${name}`;
  const known = kept.get(key);
  if (known && known.until > now()) return known.found;
  const found = findByName(db, tenantId, name).then(async (stored) => stored && { ...(await opened(tenantId, stored)), name, baseUrl: stored.baseUrl });
  if (kept.size >= most) kept.clear();
  kept.set(key, { until: now() + freshFor, found });
  // A failure is not an answer to keep.
  found.catch(() => kept.delete(key));
  return found;
}
