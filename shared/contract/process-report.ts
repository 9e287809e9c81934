// What the workflow domain tells the ticket domain of a ticket's process: an internal route.
import * as z from "zod";
import { route } from "./route";
import { TicketStatus } from "./ticket";

/** What a process says of itself, one line: PROCESS.md's verbs and what the engine did by itself. */
export const ProcessLine = z.object({
  at: z.iso.datetime(),
  actorId: z.uuid().nullable(),
  /** For whom the actor stood in: "代 …". */
  onBehalfOf: z.uuid().optional(),
  /** `approve`, `refuse`, `transfer`, `add-sign-before`, `return`, `withdraw`, `ask`, `incident` and so on. */
  action: z.string().min(1).max(40),
  node: z.string().optional(),
  /** As the definition of that time calls it. */
  nodeName: z.string().optional(),
  taskId: z.uuid().optional(),
  comment: z.string().optional(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type ProcessLine = z.infer<typeof ProcessLine>;

/** Owed by the workflow domain after each step of a ticket's instance: a copy of what the ticket shows of it. */
export const reportProcess = route({
  method: "POST",
  path: "/internal/ticket/process",
  roles: "internal",
  summary: "A ticket's process went on",
  body: z.strictObject({
    ticketId: z.uuid(),
    /** The instance's version; an older one is late, and ignored. */
    version: z.int().positive(),
    /** Where it changed. */
    status: TicketStatus.optional(),
    /** Why it ended or rests: a refusal's reason, say. */
    reason: z.string().optional(),
    /** The form's data as it is now, where the process changed it. */
    data: z.record(z.string(), z.unknown()).optional(),
    /** In the order of the instance. */
    lines: z.array(ProcessLine).max(500),
    /** Whoever takes or took part, and therefore may read the ticket: users and groups. */
    readers: z.array(z.uuid()).max(1_000),
    /** Who has it now: users and groups, at most a few. */
    handlers: z.array(z.uuid()).max(50),
    /** The newest open incident's sentence; null for none. */
    incident: z.string().nullable(),
    /** Whether any node of the definition hides a field: of such a ticket nobody but its creator and admins read the data without the workflow domain's word. */
    hides: z.boolean().default(true),
  }),
  reply: z.null(),
});
