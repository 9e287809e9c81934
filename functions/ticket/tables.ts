import { sql } from "drizzle-orm";
import { bigint, boolean, customType, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type * as z from "zod";
import type { Chosen } from "../../shared/contract/process";
import type { Priority, TicketStatus, TimelineEntry } from "../../shared/contract/ticket";

import { dueOrNever } from "./due-order";

export { outbox } from "../db/outbox-table";

const instant = () => timestamp({ withTimezone: true, mode: "date" });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

export const tickets = pgTable(
  "ticket",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    number: integer().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    status: text().$type<TicketStatus>().notNull(),
    priority: text().$type<Priority>().notNull(),
    /** Its order: low 1 to urgent 4. */
    rank: integer().notNull().generatedAlwaysAs(sql`array_position(array['low', 'medium', 'high', 'urgent'], priority)`),
    requesterId: uuid().notNull(),
    assigneeId: uuid(),
    formId: uuid(),
    formVersion: integer(),
    data: jsonb(),
    workflowId: uuid(),
    /** 自选: of a draft, whom its requester chose; its process is told when it starts. */
    chosen: jsonb().$type<z.infer<typeof Chosen>>(),
    dueAt: instant(),
    version: integer().notNull().default(1),
    /** Counts its events: the order of its timeline and of what it owes. */
    counter: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    resolvedAt: instant(),
    /** The version of its process's newest report, 0 while its start is on the way; null where people move it. */
    processVersion: integer(),
    /** Who has it now, and who takes or took part: users and groups. */
    processHandlers: uuid().array(),
    processReaders: uuid().array(),
    processIncident: text(),
    /** Why the process ended or rests. */
    processReason: text(),
    /** Some node hides a field; null until its process has said so. */
    processHides: boolean(),
    /** Number, title and description as shared/rules/search.ts cuts them. */
    words: tsvector().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // A UUIDv7 sorts by time; read backwards, each index is newest first inside its filter.
    index("ticket_by_status").on(t.tenantId, t.status, t.id),
    index("ticket_by_assignee").on(t.tenantId, t.assigneeId, t.id),
    index("ticket_by_requester").on(t.tenantId, t.requesterId, t.id),
    index("ticket_by_rank").on(t.tenantId, t.rank, t.id),
    index("ticket_by_form").on(t.tenantId, t.formId, t.id),
    index("ticket_by_workflow").on(t.tenantId, t.workflowId, t.id),
    index("ticket_by_update").on(t.tenantId, t.updatedAt, t.id),
    index("ticket_by_due").on(t.tenantId, dueOrNever(sql`due_at`), t.id),
    uniqueIndex("ticket_number").on(t.tenantId, t.number),
    // Each word is marked as its tenant's (words.ts).
    index("ticket_by_words").using("gin", t.words),
  ],
);

/** One row a tenant: what would cost a scan to count. Its lock also orders the numbers, so that they have no gaps. */
export const ticketCounters = pgTable(
  "ticket_counter",
  {
    tenantId: text().notNull(),
    lastNumber: integer().notNull().default(0),
    changes: bigint({ mode: "number" }).notNull().default(0),
    draft: integer().notNull().default(0),
    open: integer().notNull().default(0),
    inProgress: integer().notNull().default(0),
    resolved: integer().notNull().default(0),
    rejected: integer().notNull().default(0),
    withdrawn: integer().notNull().default(0),
    terminated: integer().notNull().default(0),
    closed: integer().notNull().default(0),
    completedSubmissions: integer().notNull().default(0),
    failedSubmissions: integer().notNull().default(0),
    deadLetters: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);

/** Tickets made and resolved, by day of UTC. */
export const ticketDays = pgTable(
  "ticket_day",
  { tenantId: text().notNull(), day: date().notNull(), created: integer().notNull().default(0), resolved: integer().notNull().default(0) },
  (t) => [primaryKey({ columns: [t.tenantId, t.day] })],
);

/** The timeline: rows are added and never changed. */
export const ticketEvents = pgTable(
  "ticket_event",
  {
    tenantId: text().notNull(),
    ticketId: uuid().notNull(),
    seq: integer().notNull(),
    at: instant().notNull(),
    actorId: uuid(),
    action: text().$type<TimelineEntry["action"]>().notNull(),
    before: jsonb(),
    after: jsonb(),
    comment: text(),
    /** Of a process's line. */
    node: text(),
    nodeName: text(),
    taskId: uuid(),
    onBehalfOf: uuid(),
    /** Said among agents: not for requesters. */
    internal: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.ticketId, t.seq] })],
);

export const ticketComments = pgTable(
  "ticket_comment",
  {
    tenantId: text().notNull(),
    ticketId: uuid().notNull(),
    id: uuid().notNull(),
    authorId: uuid(),
    text: text().notNull(),
    internal: boolean().notNull(),
    mentions: jsonb().$type<string[]>().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.ticketId, t.id] })],
);

/** What became of an accepted submission; one that waits in the queue has no row yet. */
export const submissions = pgTable(
  "submission",
  {
    tenantId: text().notNull(),
    /** The hash of tenant, subject and client reference. */
    id: text().notNull(),
    subject: text().notNull(),
    /** The subject's id in identity, which knows it by the time of the decision; rows from before this was kept have none. */
    requesterId: uuid(),
    clientReference: text().notNull(),
    status: text().$type<"completed" | "failed">().notNull(),
    /** The newest attempt that was decided (a UUIDv7): what was accepted before it changes nothing. */
    attempt: uuid().notNull(),
    /** How often it was decided; a retry counts only while this is as it saw it. */
    tries: integer().notNull().default(1),
    /** The message as it was accepted, for a retry; only of a failed one. */
    message: jsonb(),
    hash: text().notNull(),
    title: text().notNull(),
    formId: uuid(),
    ticketId: uuid(),
    mismatch: boolean().notNull().default(false),
    reason: text(),
    errors: jsonb(),
    acceptedAt: instant().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("submission_by_subject").on(t.tenantId, t.subject, t.acceptedAt, t.id),
    index("submission_failed").on(t.tenantId, t.acceptedAt, t.id).where(sql`status = 'failed'`),
    index("submission_by_time").on(t.tenantId, t.acceptedAt, t.id),
  ],
);

/** Messages that no consumer could read; those that name no tenant are the operator's (an empty one). */
export const deadLetters = pgTable(
  "dead_letter",
  {
    tenantId: text().notNull(),
    /** The source queue's message id. */
    id: text().notNull(),
    queue: text().notNull(),
    code: text().notNull().default("unreadable"),
    reason: text().notNull(),
    place: text(),
    body: text().notNull(),
    acceptedAt: text(),
    receivedAt: instant().notNull(),
    redrivenAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("dead_letter_by_time").on(t.tenantId, t.receivedAt, t.id)],
);
