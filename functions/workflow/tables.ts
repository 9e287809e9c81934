import { customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { Workflow } from "../../shared/contract/workflow";

export { outbox } from "../db/outbox-table";
export * from "./connection/tables";
export * from "./instance/tables";
export * from "./message/tables";

const instant = () => timestamp({ withTimezone: true, mode: "date" });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** A workflow and its draft. */
export const workflows = pgTable(
  "workflow",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    formId: uuid(),
    /** The simple list, as it was sent; `definition` is what it compiled to. */
    steps: jsonb().$type<Workflow["steps"]>(),
    definition: jsonb().$type<Workflow["definition"]>().notNull(),
    version: integer().notNull().default(1),
    /** The number of its newest version, whether that takes new tickets or not. */
    lastVersion: integer().notNull().default(0),
    publishedVersion: integer(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    createdBy: uuid(),
    /** Name and description as shared/rules/search.ts cuts them. A tenant has hundreds at most, so nothing indexes them. */
    words: tsvector().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("workflow_published").on(t.tenantId, t.publishedVersion)],
);

/** What was published: rows are added and never changed. */
export const workflowVersions = pgTable(
  "workflow_version",
  {
    tenantId: text().notNull(),
    workflowId: uuid().notNull(),
    number: integer().notNull(),
    name: text().notNull(),
    formId: uuid(),
    steps: jsonb().$type<Workflow["steps"]>(),
    definition: jsonb().$type<Workflow["definition"]>().notNull(),
    publishedAt: instant().notNull(),
    publishedBy: uuid(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.workflowId, t.number] })],
);
