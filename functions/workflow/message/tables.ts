import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Variables } from "../../../shared/process";

const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** Messages that are on their way, are kept until somebody waits for them, or had their effect: rows stay for a while, so that a double of one has none. */
export const messages = pgTable(
  "message",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    correlationKey: text().notNull(),
    /** The sender's own id of it. */
    messageId: text(),
    variables: jsonb().$type<Variables>().notNull(),
    at: instant().notNull(),
    /** Until then it is given to whoever begins to wait. */
    expiresAt: instant().notNull(),
    /** Who is given it, or took it. */
    instanceId: uuid(),
    /** Nobody else may give it to anybody until then. */
    leaseUntil: instant(),
    takenAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("message_once").on(t.tenantId, t.messageId).where(sql`message_id is not null`),
    index("message_kept").on(t.tenantId, t.name, t.correlationKey, t.id).where(sql`taken_at is null`),
    index("message_expired").on(t.tenantId, t.expiresAt),
  ],
);
