import * as z from "zod";
import { ElementId, nodeFields } from "./node";

/** One way: the first whose condition is true, in the order of `flows`, else the default. */
export const ExclusiveGateway = z.strictObject({ ...nodeFields, type: z.literal("exclusiveGateway"), default: ElementId.optional() });
export type ExclusiveGateway = z.infer<typeof ExclusiveGateway>;
