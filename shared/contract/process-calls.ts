// What instances owe each other, and themselves: internal routes of the workflow domain that it calls itself.

import * as z from "zod";
import { Reason } from "../process/reason";
import { ProcessLine } from "./process-report";
import { route } from "./route";

const Variables = z.record(z.string(), z.json());

/** Owed by an instance whose call activity calls; the child has this id, so that it starts once. */
export const startChild = route({
  method: "POST",
  path: "/internal/workflow/children/start",
  roles: "internal",
  summary: "Start what a call activity calls",
  body: z.strictObject({
    id: z.uuid(),
    parentId: z.uuid(),
    element: z.string(),
    call: z.int().positive(),
    /** The workflow's id, of which the published version is taken. */
    workflow: z.string(),
    variables: Variables,
    initiatorId: z.uuid(),
  }),
  reply: z.null(),
});

/** Owed where a call activity ended before what it called. */
export const cancelChild = route({
  method: "POST",
  path: "/internal/workflow/children/cancel",
  roles: "internal",
  summary: "End what a call activity called",
  body: z.strictObject({ parentId: z.uuid(), element: z.string() }),
  reply: z.null(),
});

/** Owed by a child that is over. `error` may be caught on the edge of the call activity. */
export const endChild = route({
  method: "POST",
  path: "/internal/workflow/children/end",
  roles: "internal",
  summary: "What a call activity called is over",
  body: z.strictObject({
    parentId: z.uuid(),
    element: z.string(),
    call: z.int().positive(),
    outcome: z.enum(["completed", "failed"]),
    error: z.string().optional(),
    message: z.string().optional(),
    reason: Reason.optional(),
    variables: Variables,
  }),
  reply: z.null(),
});

/** Owed where an instance begins to wait for a message, which may have come before that. */
export const deliverKept = route({
  method: "POST",
  path: "/internal/workflow/messages/kept",
  roles: "internal",
  summary: "Give an instance the messages that were kept for it",
  body: z.strictObject({ instanceId: z.uuid(), name: z.string(), correlationKey: z.string() }),
  reply: z.null(),
});

/** Owed by what was called, at any depth, to the ticket's own instance: the ticket hears of one process only. */
export const tellTicketOfCalled = route({
  method: "POST",
  path: "/internal/workflow/children/told",
  roles: "internal",
  summary: "What was called went on",
  body: z.strictObject({
    ticketId: z.uuid(),
    instanceId: z.uuid(),
    /** The sender's; an older one is late or double, and ignored. */
    version: z.int().positive(),
    lines: z.array(ProcessLine).max(500),
    readers: z.array(z.uuid()).max(1_000),
    handlers: z.array(z.uuid()).max(50),
    incident: z.string().nullable(),
    /** Somebody took a task. */
    isAtWork: z.boolean(),
    hides: z.boolean(),
  }),
  reply: z.null(),
});
