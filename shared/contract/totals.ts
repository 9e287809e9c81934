import * as z from "zod";

/** Of what is drafted and published: forms, and workflows. A file of its own, so that the overview's reader needs neither of the two. */
export const PublishedTotals = z.object({ total: z.int(), published: z.int() });
