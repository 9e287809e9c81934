/** Writes a domain's next migration: `DOMAIN=ticket npx drizzle-kit generate --name add_due_date`. Migrations are applied by functions/db/migrate.ts. */
import { defineConfig } from "drizzle-kit";
import { domains } from "./shared/contract/domain";

const domain = domains.find((it) => it === process.env.DOMAIN);
if (!domain) throw new Error(`Say for which domain: DOMAIN=ticket npx drizzle-kit generate --name what_it_does (one of ${domains.join(", ")}).`);

export default defineConfig({
  dialect: "postgresql",
  casing: "snake_case",
  // A domain that owes calls exports functions/db/outbox-table.ts from its tables.
  schema: `./functions/${domain}/tables.ts`,
  out: `./functions/${domain}/migrations`,
});
