import * as z from "zod";
import { PageQuery, pageOf } from "./page";
import { FieldError } from "./problem";
import { everyone, route } from "./route";
import { createTicket } from "./ticket";

/** What a person sends to raise a ticket. Without a form it is asked for the workflow's own, if that has one. `clientReference` makes a repeat the same submission; one is made up if it is left out. */
export const SubmissionBody = createTicket.body
  .pick({ title: true, description: true, priority: true, formId: true, data: true, workflowId: true, chosen: true })
  .extend({ clientReference: z.string().trim().min(1).max(128).optional() })
  .refine(({ formId, workflowId, data = {} }) => Object.keys(data).length === 0 || formId !== undefined || workflowId !== undefined, {
    path: ["data"],
    message: "Data needs the form that asks for it (formId), or the workflow whose form does (workflowId).",
  })
  .refine(({ workflowId, chosen }) => chosen === undefined || workflowId !== undefined, {
    path: ["chosen"],
    message: "Whom you choose needs the workflow that asks for them (workflowId).",
  });
export type SubmissionBody = z.infer<typeof SubmissionBody>;

/** `path` is a JSON pointer into the body. */
export const SubmissionError = FieldError.omit({ elementId: true });

export const Submission = z.object({
  /** Stable for ever: the same tenant, requester and client reference. */
  id: z.string(),
  /** Where it is read: the id and a signature. */
  address: z.string(),
  /** Null while it waits: only its row knows. */
  clientReference: z.string().nullable(),
  status: z.enum(["pending", "completed", "failed"]),
  ticketId: z.uuid().nullable(),
  ticketNumber: z.int().nullable(),
  /** True where a later try with the same reference had another body; the first one stands. */
  mismatch: z.boolean(),
  /** Why it failed, in a sentence; `errors` say it by code and place. */
  reason: z.string().nullable(),
  errors: z.array(SubmissionError),
  title: z.string().nullable(),
  /** Who raised it. Null while it waits, and of what failed before this was kept. */
  requesterId: z.uuid().nullable(),
  /** How often it was decided; goes up when a retry has had its turn. */
  tries: z.int(),
  acceptedAt: z.iso.datetime().nullable(),
  /** What is told is the outcome of this attempt (a UUIDv7: a later one is greater); the answer to a submission names its own. */
  attempt: z.uuid().nullable(),
  /** Of the body that this is about: another than one's own is another body. */
  bodyHash: z.string().nullable(),
});
export type Submission = z.infer<typeof Submission>;

/** An address or a bare id: both are given back by the server, and a foreign one is not found. */
const Address = z.object({ id: z.string().min(1).max(200) });

export const submitTicket = route({
  method: "POST",
  path: "/api/tickets/submissions",
  roles: "signed-in",
  status: 202,
  limit: "submissionBody",
  summary: "Raise a ticket through the queue; the answer says where to read what became of it",
  body: SubmissionBody,
  reply: Submission,
});

export const getSubmission = route({
  method: "GET",
  path: "/api/tickets/submissions/{id}",
  roles: "signed-in",
  summary: "What became of a submission",
  params: Address,
  reply: Submission,
});

export const listSubmissions = route({
  method: "GET",
  path: "/api/tickets/submissions",
  roles: everyone,
  summary: "My submissions, newest first; an admin's `scope=all` is the tenant's",
  query: PageQuery.extend({ status: Submission.shape.status.exclude(["pending"]).optional(), scope: z.enum(["mine", "all"]).default("mine") }),
  reply: pageOf(Submission),
});

export const retrySubmission = route({
  method: "POST",
  path: "/api/tickets/submissions/{id}/retry",
  roles: everyone,
  status: 202,
  summary: "Try a failed submission again, as it was",
  params: Address,
  reply: Submission,
});

export const redriveSubmissions = route({
  method: "POST",
  path: "/api/tickets/submissions/redrive",
  roles: ["admin"],
  status: 202,
  summary: "Try the tenant's failed submissions again",
  body: z.strictObject({ formId: z.uuid().optional(), ids: z.array(z.string().max(200)).min(1).max(100).optional() }).optional(),
  reply: z.object({ sent: z.int(), more: z.boolean() }),
});

export const getQueueMetrics = route({
  method: "GET",
  path: "/api/tickets/queue-metrics",
  roles: everyone,
  summary: "How the submission queue does",
  reply: z.object({
    /** Waiting in the queue and being drained now, of all tenants. */
    pending: z.int(),
    processing: z.int(),
    completed: z.int(),
    failed: z.int(),
    deadLetters: z.int(),
    oldestPendingSeconds: z.number(),
  }),
});
export type QueueMetrics = z.infer<typeof getQueueMetrics.reply>;

/** Why nobody could read it; `unreadable` of letters from before there were codes. */
export const DeadLetterCode = z.enum(["no-tenant", "no-submission", "not-storable", "unreadable"]);
export type DeadLetterCode = z.infer<typeof DeadLetterCode>;

export const DeadLetter = z.object({
  id: z.string(),
  queue: z.string(),
  code: DeadLetterCode,
  reason: z.string(),
  /** The part of it that is wrong, where that is not all of it. */
  place: z.string().nullable(),
  body: z.string(),
  receivedAt: z.iso.datetime(),
  redrivenAt: z.iso.datetime().nullable(),
});
export const listDeadLetters = route({
  method: "GET",
  path: "/api/tickets/dead-letters",
  roles: ["admin"],
  summary: "Messages that could not be read",
  query: PageQuery,
  reply: pageOf(DeadLetter),
});
export const redriveDeadLetters = route({
  method: "POST",
  path: "/api/tickets/dead-letters/redrive",
  roles: ["admin"],
  status: 202,
  summary: "Send dead letters through the queue again",
  body: z.strictObject({ ids: z.array(z.string().max(200)).min(1).max(100).optional() }).optional(),
  reply: z.object({ sent: z.int() }),
});
