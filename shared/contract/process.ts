// What the ticket domain asks of the workflow domain about a ticket's process: internal routes only. A ticket's instance has the ticket's id.
import * as z from "zod";
import { route } from "./route";

/** 自选: by node, whom the requester chose to do it. */
export const Chosen = z.record(z.string().min(1).max(200), z.array(z.uuid()).min(1).max(100));

/** Owed by the ticket domain, once for each ticket that names a workflow, by the drain or by whoever opens it. */
export const startInstance = route({
  method: "POST",
  path: "/internal/workflow/start",
  roles: "internal",
  summary: "Start a ticket's process",
  body: z.strictObject({
    ticketId: z.uuid(),
    ticketNumber: z.int(),
    title: z.string(),
    priority: z.string(),
    workflowId: z.uuid(),
    /** The version that was published when the ticket was taken. */
    workflowVersion: z.int().positive(),
    requesterId: z.uuid(),
    formId: z.uuid().nullable(),
    formVersion: z.int().nullable(),
    data: z.record(z.string(), z.unknown()).nullable(),
    chosen: Chosen.default({}),
  }),
  reply: z.null(),
});

/** Owed by the ticket domain where a title changes that the inbox shows. */
export const renameInstance = route({
  method: "POST",
  path: "/internal/workflow/rename",
  roles: "internal",
  summary: "A ticket's title or priority changed",
  /** `version` is the ticket's; an older one is late, and ignored. */
  body: z.strictObject({ ticketId: z.uuid(), version: z.int().positive(), title: z.string(), priority: z.string() }),
  reply: z.null(),
});

/** What people do to a process as a whole: the last part of its path under `instances/{id}` (`reopen` of its ticket's, `resolve-incident` of its incidents'). */
export const ProcessVerb = z.enum(["submit", "withdraw", "reopen", "urge", "cc", "jump", "terminate", "variables", "resolve-incident"]);
export type ProcessVerb = z.infer<typeof ProcessVerb>;

/** What the reader of a ticket may do to its process now, and what they may not see. */
export const ProcessActions = z.object({
  instance: z.array(ProcessVerb),
  /** The reader's own tasks, and what they may do with each. */
  tasks: z.array(z.object({ taskId: z.uuid(), node: z.string(), actions: z.array(z.string()) })),
  /** Nodes whose decision the reader may take back. */
  takeBack: z.array(z.string()),
  /** Form fields that a node hides from the reader, who has or had a task there; never from its creator or an admin. */
  hidden: z.array(z.string()),
});
export type ProcessActions = z.infer<typeof ProcessActions>;

export const findProcessActions = route({
  method: "POST",
  path: "/internal/workflow/actions",
  roles: "internal",
  summary: "What somebody may do to a ticket's process now",
  body: z.strictObject({ ticketId: z.uuid() }),
  /** Null where its instance has not started yet. */
  reply: ProcessActions.nullable(),
});

/** 重新打开: a new round of a process that is over. Asked by `tickets/{id}/reopen`; refused as the engine refuses. */
export const reopenInstance = route({
  method: "POST",
  path: "/internal/workflow/reopen",
  roles: "internal",
  summary: "Begin a new round of a ticket's process",
  body: z.strictObject({ ticketId: z.uuid(), reason: z.string().optional() }),
  reply: z.null(),
});
