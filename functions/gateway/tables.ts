import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Notification } from "../../shared/contract/notification";

const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** What happened, once for each person who is told. */
export const notifications = pgTable(
  "notification",
  {
    tenantId: text().notNull(),
    userId: uuid().notNull(),
    id: uuid().notNull(),
    /** Of the owed call: the mark by which a late double of it changes nothing. */
    eventId: uuid().notNull(),
    type: text().$type<Notification["type"]>().notNull(),
    ticketId: uuid().notNull(),
    ticketNumber: integer().notNull(),
    title: text().notNull(),
    /** Of a process; the words are the beginning of what was said. */
    taskId: uuid(),
    nodeName: text(),
    comment: text(),
    actorId: uuid(),
    createdAt: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.id] }),
    uniqueIndex("notification_once").on(t.tenantId, t.eventId, t.userId),
    index("notification_unread").on(t.tenantId, t.userId, t.id).where(sql`read_at is null`),
  ],
);
