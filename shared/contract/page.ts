import * as z from "zod";
import { limits } from "./limits";

export const PageQuery = z.strictObject({
  /** The last page's `nextCursor`. */
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageItems).default(25),
});

/** `nextCursor` is what to send as `cursor`; null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), nextCursor: z.string().nullable() });
