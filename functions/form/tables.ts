import { customType, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true, mode: "date" });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** A form and its draft. Definitions are JSON text: they are compared, kept and sent as they are, and never looked into. */
export const forms = pgTable(
  "form",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    key: text(),
    name: text().notNull(),
    description: text().notNull(),
    definition: text().notNull(),
    version: integer().notNull().default(1),
    /** The number of its newest version, whether that takes new work or not. */
    lastVersion: integer().notNull().default(0),
    publishedVersion: integer(),
    archivedAt: instant(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    createdBy: uuid(),
    /** Key, name and description as shared/rules/search.ts cuts them. A tenant has hundreds at most, so nothing indexes them. */
    words: tsvector().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("form_key").on(t.tenantId, t.key),
    index("form_published").on(t.tenantId, t.publishedVersion),
  ],
);

/** What was published: rows are added and never changed. */
export const formVersions = pgTable(
  "form_version",
  {
    tenantId: text().notNull(),
    formId: uuid().notNull(),
    number: integer().notNull(),
    name: text().notNull(),
    definition: text().notNull(),
    publishedAt: instant().notNull(),
    publishedBy: uuid(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.formId, t.number] })],
);
