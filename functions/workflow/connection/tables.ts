import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** Another system: where it is, and the secrets by which it knows us and we know it. */
export const connections = pgTable(
  "connection",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    baseUrl: text(),
    /** Names of the headers; their values are in `secret`. */
    headers: jsonb().$type<string[]>().notNull(),
    /** Sealed (functions/kit/seal.ts); null where there is nothing to keep. */
    secret: text(),
    /** Whether a signing secret is among it. */
    signs: boolean().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    updatedBy: uuid(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("connection_name").on(t.tenantId, t.name)],
);
