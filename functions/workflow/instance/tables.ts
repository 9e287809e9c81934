import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { InstanceCard } from "../../../shared/contract/instance";
import type { Kept, Reason, State, TaskStatus, TaskView } from "../../../shared/process";
import type { Trail } from "./trail";

const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** A running process; a ticket's has the ticket's id. */
export const instances = pgTable(
  "instance",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    /** Of the process that a call activity's belongs to, too. */
    ticketId: uuid(),
    ticketNumber: integer(),
    /** The ticket's version that its title and priority are of. */
    ticketVersion: integer().notNull().default(0),
    title: text().notNull(),
    priority: text().notNull(),
    workflowId: uuid().notNull(),
    workflowName: text().notNull(),
    workflowVersion: integer().notNull(),
    formId: uuid(),
    formVersion: integer(),
    initiatorId: uuid().notNull(),
    /** Who called it: an instance, the element there, and its how manieth call. */
    parentId: uuid(),
    parentElement: text(),
    parentCall: integer(),
    /** Calls above it. */
    depth: integer().notNull().default(0),
    status: text().$type<InstanceCard["status"]>().notNull(),
    /** Goes up with each step, and guards the next. */
    version: integer().notNull(),
    /** Of what it owes: each eight calls of a step take one (functions/kit/owed.ts). */
    counter: integer().notNull(),
    /** Of its last event. */
    events: integer().notNull(),
    at: jsonb().$type<InstanceCard["at"]>().notNull(),
    /** Open ones. */
    incidents: integer().notNull(),
    /** Whoever takes or took part: users and groups. */
    readers: uuid().array().notNull(),
    state: jsonb().$type<State>().notNull(),
    trail: jsonb().$type<Trail>().notNull(),
    startedAt: instant().notNull(),
    updatedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("instance_initiator").on(t.tenantId, t.initiatorId, t.id),
    // Ids of what call activities start are in no order of time.
    index("instance_created").on(t.tenantId, t.initiatorId, t.id).where(sql`parent_id is null`),
    index("instance_status").on(t.tenantId, t.status, t.id),
    index("instance_workflow").on(t.tenantId, t.workflowId, t.id),
    index("instance_failed").on(t.tenantId, t.id).where(sql`incidents > 0`),
    index("instance_parent").on(t.tenantId, t.parentId, t.id).where(sql`parent_id is not null`),
    index("instance_called").on(t.tenantId, t.ticketId).where(sql`parent_id is not null`),
  ],
);

/** All that happened, in order: replaying it gives the state. */
export const instanceEvents = pgTable(
  "instance_event",
  {
    tenantId: text().notNull(),
    instanceId: uuid().notNull(),
    seq: integer().notNull(),
    at: instant().notNull(),
    event: jsonb().$type<Kept["event"]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.instanceId, t.seq] })],
);

/** What a person was or is asked to do; one that waits for its turn has no row yet. */
export const tasks = pgTable(
  "task",
  {
    tenantId: text().notNull(),
    /** UUIDv5 of the instance and `key`. */
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    /** The engine's own id of it. */
    key: text().notNull(),
    node: text().notNull(),
    /** As the definition of its time calls it: a list must not read definitions. */
    nodeName: text().notNull(),
    status: text().$type<TaskStatus>().notNull(),
    assigneeId: uuid(),
    /** Who decided. */
    handlerId: uuid(),
    openedAt: instant().notNull(),
    dueAt: instant(),
    closedAt: instant(),
    view: jsonb().$type<TaskView>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("task_instance").on(t.tenantId, t.instanceId),
    index("task_handled").on(t.tenantId, t.handlerId, t.closedAt, t.id).where(sql`handler_id is not null`),
  ],
);

/** Who may do an open task now: one row a user or group. The inbox is a page of an index. */
export const taskCandidates = pgTable(
  "task_candidate",
  {
    tenantId: text().notNull(),
    /** A user's or a group's id. */
    ref: uuid().notNull(),
    kind: text().$type<"user" | "group">().notNull(),
    taskId: uuid().notNull(),
    openedAt: instant().notNull(),
    /** Of a group: who of it may not do this one. */
    barredId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.taskId, t.ref] }), index("task_candidate_inbox").on(t.tenantId, t.ref, t.openedAt, t.taskId)],
);

export const incidents = pgTable(
  "incident",
  {
    tenantId: text().notNull(),
    /** UUIDv5 of the instance and `key`. */
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    /** The engine's own id of it. */
    key: text().notNull(),
    node: text().notNull(),
    nodeName: text().notNull(),
    code: text().notNull(),
    message: text().notNull(),
    reason: jsonb().$type<Reason>(),
    at: instant().notNull(),
    resolvedAt: instant(),
    resolvedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("incident_instance").on(t.tenantId, t.instanceId, t.at, t.id),
    index("incident_open").on(t.tenantId, t.at, t.id).where(sql`resolved_at is null`),
    index("incident_resolved").on(t.tenantId, t.at, t.id).where(sql`resolved_at is not null`),
  ],
);

/** 抄送: copies to read. */
export const copies = pgTable(
  "instance_copy",
  {
    tenantId: text().notNull(),
    userId: uuid().notNull(),
    id: uuid().notNull(),
    instanceId: uuid().notNull(),
    fromId: uuid(),
    comment: text(),
    at: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.id] }),
    index("instance_copy_instance").on(t.tenantId, t.instanceId, t.userId),
    index("instance_copy_unread").on(t.tenantId, t.userId, t.id).where(sql`read_at is null`),
  ],
);

/** Messages that instances wait for. */
export const subscriptions = pgTable(
  "subscription",
  {
    tenantId: text().notNull(),
    name: text().notNull(),
    correlationKey: text().notNull(),
    instanceId: uuid().notNull(),
    /** The engine's own id of it. */
    key: text().notNull(),
    node: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.name, t.correlationKey, t.instanceId, t.key] }), index("subscription_instance").on(t.tenantId, t.instanceId)],
);

/** What the overview counts, kept with each change. */
export const workflowCounters = pgTable("workflow_counter", {
  tenantId: text().primaryKey(),
  openTasks: integer().notNull().default(0),
  activeInstances: integer().notNull().default(0),
  incidents: integer().notNull().default(0),
});
