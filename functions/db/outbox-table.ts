import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Owed calls: each row commits in one statement with the change that it follows from (DESIGN §5). */
export const outbox = pgTable(
  "outbox",
  {
    /** Whose order it keeps: a ticket's or an instance's id. */
    entity: text().notNull(),
    /** A domain, or `timer` or `job` for what goes through the domain's own work queue. */
    receiver: text().notNull(),
    /** The entity's own counter, taken under its row lock. */
    seq: integer().notNull(),
    tenantId: text().notNull(),
    actor: jsonb().notNull(),
    route: text().notNull(),
    body: jsonb().notNull(),
    nextTryAt: timestamp({ withTimezone: true, mode: "date" }).notNull(),
    tries: integer().notNull().default(0),
    createdAt: timestamp({ withTimezone: true, mode: "date" }).notNull(),
    /** Why the receiver refuses it: it and its group wait for an admin. */
    parked: text(),
  },
  (t) => [
    primaryKey({ columns: [t.entity, t.receiver, t.seq] }),
    index("outbox_due").on(t.nextTryAt).where(sql`parked is null`),
    index("outbox_parked").on(t.tenantId).where(sql`parked is not null`),
  ],
);
