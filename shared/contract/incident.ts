import * as z from "zod";
import { Reason } from "../process/reason";
import { PageQuery, pageOf } from "./page";
import { route } from "./route";

/** What a process can't go on from by itself. */
export const Incident = z.object({
  id: z.uuid(),
  instanceId: z.uuid(),
  ticketId: z.uuid().nullable(),
  ticketNumber: z.int().nullable(),
  title: z.string(),
  workflowId: z.uuid(),
  workflowName: z.string(),
  node: z.string(),
  nodeName: z.string(),
  /** `condition-undecided`, `no-way-out`, `nobody-found`, `job-failed` and so on; `owed-call` where a call that follows from a step is refused. */
  code: z.string(),
  message: z.string(),
  /** The same as a code with its values, where there is more to it than the incident's code; null of a refused call, and of those from before there were any. */
  reason: Reason.nullable(),
  at: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  resolvedBy: z.uuid().nullable(),
});
export type Incident = z.infer<typeof Incident>;

export const listIncidents = route({
  method: "GET",
  path: "/api/incidents",
  roles: ["admin", "agent"],
  summary: "What processes can't go on from by themselves, newest first",
  query: PageQuery.extend({ status: z.enum(["open", "resolved"]).default("open"), instance: z.uuid().optional(), workflow: z.uuid().optional() }),
  reply: pageOf(Incident),
});

/**
 * `variables` are corrected first; if nothing is better then, a new incident stands there. An `owed-call` is made again (and may be
 * open still), or with `skip` given up. One that was resolved before is `illegal-transition`.
 */
export const resolveIncident = route({
  method: "POST",
  path: "/api/incidents/{id}/resolve",
  roles: ["admin"],
  summary: "Take up again what stopped",
  limit: "submissionBody",
  params: z.strictObject({ id: z.uuid() }),
  body: z
    .strictObject({
      variables: z.record(z.string().min(1).max(200), z.json()).optional(),
      comment: z.string().trim().min(1).max(2_000).optional(),
      skip: z.boolean().optional(),
    })
    .optional(),
  reply: Incident,
});
