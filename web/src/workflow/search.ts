import * as z from "zod";

/** What the URL says of the list of workflows, and of one's designer. `at` is the element that is selected. */
// The statuses are written out: their contract brings the engine along, which only a designer needs.
const WorkflowSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  status: z.enum(["draft", "published", "unpublished"]).optional().catch(undefined),
});
const DesignerSearch = z.object({ at: z.string().max(200).optional().catch(undefined), view: z.enum(["simulate", "problems"]).optional().catch(undefined) });

export const workflowSearch = (given: unknown) => WorkflowSearch.catch({}).parse(given);
export const designerSearch = (given: unknown) => DesignerSearch.catch({}).parse(given);
