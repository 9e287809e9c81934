import * as z from "zod";
import { PageQuery, pageOf } from "./page";
import { Chosen, ProcessActions, ProcessVerb } from "./process";
import { everyone, route } from "./route";

/** Without a workflow people move a ticket; with one its process does, up to its end, and `rejected`, `withdrawn` and `terminated` are words of its own. */
export const TicketStatus = z.enum(["draft", "open", "in_progress", "resolved", "rejected", "withdrawn", "terminated", "closed"]);
export type TicketStatus = z.infer<typeof TicketStatus>;
export const Priority = z.enum(["low", "medium", "high", "urgent"]);
export type Priority = z.infer<typeof Priority>;

export const TicketAction = z.enum(["edit", "comment", "comment-internally", "assign", "open", "start", "resolve", "reopen", "close", "delete"]);
export type TicketAction = z.infer<typeof TicketAction>;

const Title = z.string().trim().min(1).max(255);
const Description = z.string().max(16_384);
/** PostgreSQL knows no year 0. */
const Instant = z.iso.datetime().refine((text) => !text.startsWith("0000"), "Is not a time that can be kept.");
/** What the form asked for, by field key. */
const Data = z.record(z.string(), z.unknown());

/** What a ticket shows of its process, in lists too. */
export const ProcessCard = z.object({
  /** The ticket's own id. */
  instanceId: z.uuid(),
  /** Who has it now: users and groups. */
  handlers: z.array(z.uuid()),
  /** What the process can't go on from by itself. */
  incident: z.string().nullable(),
});

export const Ticket = z.object({
  id: z.uuid(),
  /** What people say: unique and without gaps inside a tenant. */
  number: z.int().positive(),
  title: Title,
  description: z.string(),
  status: TicketStatus,
  priority: Priority,
  requesterId: z.uuid(),
  assigneeId: z.uuid().nullable(),
  formId: z.uuid().nullable(),
  formVersion: z.int().nullable(),
  data: Data.nullable(),
  workflowId: z.uuid().nullable(),
  dueAt: z.iso.datetime().nullable(),
  /** Goes up with each change; send it back to prove that you saw the latest. */
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  /** Null where people move it. The reader's own tasks, and the nodes whose decision they may take back, are there once it has started. */
  process: ProcessCard.extend(ProcessActions.pick({ tasks: true, takeBack: true }).shape).nullable(),
  /** Why its process ended or rests: a refusal's, say. */
  reason: z.string().nullable(),
  /** What its reader may do with it now; in a list without what they may do to its process. */
  allowedActions: z.array(TicketAction.or(ProcessVerb)),
  /** True where something that follows from the change is still on its way. */
  pending: z.boolean().optional(),
  /** Why a call that this ticket owes is stuck; an admin retries or skips it. */
  incident: z.string().nullable().optional(),
});
export type Ticket = z.infer<typeof Ticket>;

/** As in a list: without the form's data and the long texts. */
export const TicketCard = Ticket.omit({ description: true, data: true, reason: true, pending: true, incident: true }).extend({
  process: ProcessCard.nullable(),
});
export type TicketCard = z.infer<typeof TicketCard>;

const One = z.object({ id: z.uuid() });
const Seen = z.int().positive();

export const TicketSort = z.enum(["newest", "oldest", "updated", "priority", "due"]);
export const TicketFilter = z.strictObject({
  /** Several are separated by commas. */
  status: z.string().max(200).optional(),
  priority: z.string().max(100).optional(),
  assignee: z
    .uuid()
    .or(z.enum(["me", "none"]))
    .optional(),
  requester: z
    .uuid()
    .or(z.enum(["me"]))
    .optional(),
  form: z.uuid().optional(),
  workflow: z.uuid().optional(),
  createdFrom: Instant.optional(),
  createdTo: Instant.optional(),
  /** Words of the number, the title and the description; all must be there. */
  q: z.string().trim().max(200).optional(),
});

export const listTickets = route({
  method: "GET",
  path: "/api/tickets",
  roles: everyone,
  summary: "Tickets by filter, search and order; a requester sees their own",
  query: PageQuery.extend(TicketFilter.shape).extend({ sort: TicketSort.default("newest") }),
  reply: pageOf(TicketCard),
});

export const getBoard = route({
  method: "GET",
  path: "/api/tickets/board",
  roles: everyone,
  summary: "The first tickets of several columns at once, each of some statuses; what comes after them is the list's, by status and cursor",
  query: TicketFilter.omit({ status: true }).extend({
    /** A column's statuses are separated by commas, columns by semicolons: `open;resolved,closed`. */
    columns: z.string().max(200),
    sort: TicketSort.default("newest"),
    limit: PageQuery.shape.limit,
  }),
  reply: z.object({ columns: z.array(pageOf(TicketCard)) }),
});

export const createTicket = route({
  method: "POST",
  path: "/api/tickets",
  roles: ["admin", "agent"],
  status: 201,
  summary: "Make a ticket at once, or a draft; people raise theirs by a submission",
  limit: "submissionBody",
  body: z.strictObject({
    title: Title,
    description: Description.default(""),
    priority: Priority.default("medium"),
    status: z.enum(["draft", "open"]).default("open"),
    assigneeId: z.uuid().nullable().default(null),
    /** Who it is for; whoever makes it where that is left out. */
    requesterId: z.uuid().optional(),
    dueAt: Instant.nullable().default(null),
    formId: z.uuid().optional(),
    data: Data.optional(),
    workflowId: z.uuid().optional(),
    chosen: Chosen.optional(),
  }),
  reply: Ticket,
});

export const getTicket = route({ method: "GET", path: "/api/tickets/{id}", roles: everyone, summary: "One ticket", params: One, reply: Ticket });

export const updateTicket = route({
  method: "PATCH",
  path: "/api/tickets/{id}",
  roles: everyone,
  summary: "Change what a ticket says, or who has it",
  params: One,
  body: z.strictObject({
    version: Seen,
    title: Title.optional(),
    description: Description.optional(),
    priority: Priority.optional(),
    assigneeId: z.uuid().nullable().optional(),
    dueAt: Instant.nullable().optional(),
  }),
  reply: Ticket,
});

export const removeTicket = route({
  method: "DELETE",
  path: "/api/tickets/{id}",
  roles: everyone,
  status: 204,
  summary: "Delete a draft",
  params: One,
  query: z.strictObject({ version: z.coerce.number().int().positive() }),
  reply: z.undefined(),
});

/** The bare POST resolves whatever is there; with `version` it is refused if somebody was faster. */
export const resolveTicket = route({
  method: "POST",
  path: "/api/tickets/{id}/resolve",
  roles: ["admin", "agent"],
  summary: "Resolve a ticket",
  params: One,
  body: z.strictObject({ version: Seen.optional(), comment: z.string().trim().min(1).max(16_384).optional() }).optional(),
  reply: Ticket,
});

export const moveTicket = route({
  method: "POST",
  path: "/api/tickets/{id}/transitions",
  roles: everyone,
  summary: "Move a ticket to another status, where its state allows that",
  params: One,
  body: z.strictObject({ to: TicketStatus, version: Seen, comment: z.string().trim().min(1).max(16_384).optional() }),
  reply: Ticket,
});

/** 重新打开: by an admin or its creator; without a process by an agent too. With `version` it is refused if somebody was faster. */
export const reopenTicket = route({
  method: "POST",
  path: "/api/tickets/{id}/reopen",
  roles: everyone,
  summary: "Open a ticket again that was resolved, ended or closed; its process begins a new round",
  params: One,
  body: z.strictObject({ version: Seen.optional(), comment: z.string().trim().min(1).max(2_000).optional() }).optional(),
  reply: Ticket,
});

export const Comment = z.object({
  id: z.uuid(),
  authorId: z.uuid().nullable(),
  text: z.string(),
  /** Internal ones are for agents and admins only. */
  internal: z.boolean(),
  mentions: z.array(z.uuid()),
  createdAt: z.iso.datetime(),
});
export type Comment = z.infer<typeof Comment>;

export const listComments = route({
  method: "GET",
  path: "/api/tickets/{id}/comments",
  roles: everyone,
  summary: "What was said, oldest first",
  params: One,
  query: PageQuery,
  reply: pageOf(Comment),
});

export const addComment = route({
  method: "POST",
  path: "/api/tickets/{id}/comments",
  roles: everyone,
  status: 201,
  limit: "commentBody",
  summary: "Say something, in public or among agents",
  params: One,
  body: z.strictObject({ text: z.string().trim().min(1).max(16_000), internal: z.boolean().default(false), mentions: z.array(z.uuid()).max(20).default([]) }),
  reply: Comment.extend({ pending: z.boolean().optional() }),
});

/**
 * What a ticket says of itself in its timeline. `submit` begins the first round of its process, as it begins the later ones,
 * which the process tells; a ticket without a process was `created` or, by the queue, `submitted`.
 */
export const OwnAction = z.enum(["created", "submitted", "submit", "updated", "assigned", "moved", "commented", "reopened", "due"]);
export type OwnAction = z.infer<typeof OwnAction>;

export const TimelineEntry = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  actorId: z.uuid().nullable(),
  /** For whom the actor stood in: "代 …". */
  onBehalfOf: z.uuid().nullable(),
  /** The ticket's own, or a word of its process: `approve`, `transfer`, `return` and so on. */
  action: OwnAction.or(z.string().max(40)),
  /** Of a process: where it happened, as the definition of that time calls it, and to which task. */
  node: z.string().nullable(),
  nodeName: z.string().nullable(),
  taskId: z.uuid().nullable(),
  /** Only what changed, by field; what a process says without a field is under `value`. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  comment: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const getTimeline = route({
  method: "GET",
  path: "/api/tickets/{id}/timeline",
  roles: everyone,
  summary: "All that happened to a ticket, oldest first",
  params: One,
  query: PageQuery,
  reply: pageOf(TimelineEntry),
});

export const settleIncident = route({
  method: "POST",
  path: "/api/tickets/{id}/incident",
  roles: ["admin"],
  summary: "Retry or skip a call of this ticket that its receiver refuses",
  params: One,
  body: z.strictObject({ action: z.enum(["retry", "skip"]), reason: z.string().trim().min(1).max(500) }),
  reply: Ticket,
});

/** For live screens: one counter of the tenant, with an ETag; 304 where nothing changed. */
export const getChanges = route({
  method: "GET",
  path: "/api/changes",
  roles: everyone,
  summary: "A number that goes up with every change of the tenant's tickets",
  reply: z.object({ counter: z.int() }),
});

const byStatus = z.record(TicketStatus, z.int());
export const TicketTotals = z.object({ total: z.int(), byStatus, byDay: z.array(z.object({ day: z.iso.date(), created: z.int(), resolved: z.int() })) });

/** The overview's question. */
export const countTickets = route({
  method: "POST",
  path: "/internal/ticket/totals",
  roles: "internal",
  summary: "Ticket totals of the tenant",
  reply: TicketTotals,
});
