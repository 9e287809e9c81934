import * as z from "zod";
import { countUsers } from "./directory";
import { domains } from "./domain";
import { everyone, route } from "./route";
import { getQueueMetrics } from "./submission";
import { TicketTotals } from "./ticket";
import { PublishedTotals, WorkflowTotals } from "./totals";

/** What a domain that did not answer would have said is null, and the domain is named in `degraded`. */
export const Overview = z.object({
  forms: PublishedTotals.nullable(),
  users: countUsers.reply.pick({ total: true, active: true, joined: true }).nullable(),
  workflows: WorkflowTotals.nullable(),
  /** `queue` is null where the queue alone could not be asked. */
  tickets: TicketTotals.extend({ queue: getQueueMetrics.reply.nullable() }).nullable(),
  degraded: z.array(z.enum(domains)),
});
export type Overview = z.infer<typeof Overview>;

export const getOverview = route({
  method: "GET",
  path: "/api/overview",
  roles: everyone,
  summary: "Counts of everything in the tenant, and who did not answer",
  reply: Overview,
});
