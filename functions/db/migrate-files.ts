/** The migrations that drizzle-kit wrote for a domain, in the order of its journal. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

export type Migration = { name: string; hash: string; statements: readonly string[] };

const Journal = z.object({ entries: z.array(z.object({ idx: z.int(), tag: z.string() })) });

/** None for a domain that has no migrations yet. */
export function readMigrations(folder: string, domain: string): Migration[] {
  const migrations = join(folder, domain, "migrations");
  const journal = join(migrations, "meta", "_journal.json");
  if (!existsSync(journal)) return [];
  const { entries } = Journal.parse(JSON.parse(readFileSync(journal, "utf8")));
  return entries
    .sort((a, b) => a.idx - b.idx)
    .map(({ tag }) => {
      const text = readFileSync(join(migrations, `${tag}.sql`), "utf8").replaceAll("\r\n", "\n");
      const statements = text.split("--> statement-breakpoint").map((it) => it.trim());
      return { name: tag, hash: createHash("sha256").update(text).digest("hex"), statements: statements.filter(Boolean) };
    });
}
