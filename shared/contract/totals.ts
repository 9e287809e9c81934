import * as z from "zod";

/** Of what is drafted and published: forms, and workflows. A file of its own, so that the overview's reader needs neither of the two. */
export const PublishedTotals = z.object({ total: z.int(), published: z.int() });

/** Of the workflow domain, also what its processes come to: open tasks of all people, running instances, open incidents. */
export const WorkflowTotals = PublishedTotals.extend({ openTasks: z.int(), activeInstances: z.int(), incidents: z.int() });
