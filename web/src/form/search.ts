import * as z from "zod";

/** What the URL says of the list of forms, and of one form's builder. `at` is the place that is selected. */
const FormSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  status: z.enum(["draft", "published", "unpublished", "archived"]).optional().catch(undefined),
});
const BuilderSearch = z.object({ at: z.string().max(100).optional().catch(undefined), view: z.enum(["rules", "preview"]).optional().catch(undefined) });

export const formSearch = (given: unknown) => FormSearch.catch({}).parse(given);
export const builderSearch = (given: unknown) => BuilderSearch.catch({}).parse(given);
