import { setTimeout as sleep } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import { sqlState } from "../db";

const tries = 10;
/** Somebody took the name, deleted the department, or met us half way: what we read is no longer so. */
const raced = new Set(["23505", "23503", "40P01"]);

/**
 * Reads, decides and writes, and all of it again when others changed in between what the decision was made on: the attempt
 * gives undefined then, or the database's own constraints refuse it. So every refusal is one that was read, with its words.
 */
export async function again<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let n = 0; n < tries; n++) {
    const done = await attempt().catch((error: unknown) => {
      if (!raced.has(sqlState(error) ?? "")) throw error;
      return undefined;
    });
    if (done !== undefined) return done;
    await sleep(Math.random() * Math.min(200, 10 * 2 ** n));
  }
  throw new Problem("stale", "Others are changing the same things at this moment. Try again.");
}

/**
 * A CTE `guard` that has a row only if the directory is still at the revision that was read; the change hangs on that row.
 * Without a revision the change needs no other row to stay as it is, and the guard always holds.
 */
export const guard = (tenantId: string, revision: number | undefined): SQL =>
  revision === undefined
    ? sql`guard as (select 1)`
    : sql`guard as (insert into directory (tenant_id, revision) values (${tenantId}, 1)
        on conflict (tenant_id) do update set revision = directory.revision + 1 where directory.revision = ${revision} returning 1)`;

export const revisionOf = (tenantId: string) => sql`coalesce((select r.revision from directory r where r.tenant_id = ${tenantId}), 0)`;

export const stale = (thing: string) => new Problem("stale", `Somebody changed this ${thing} first. Read it again, then decide.`);
export const missing = (thing: string) => new Problem("not-found", `There is no such ${thing}.`);
/** A refusal of one field; `code` "not-found" is what the body names and the tenant does not have. */
export const refused = (problem: "conflict" | "invalid-input", field: string, message: string, code: string = problem) =>
  new Problem(problem, message, { errors: [{ path: `/body/${field}`, code, message }] });
