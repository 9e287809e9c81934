import * as z from "zod";
import { nodeFields } from "./node";

/** Where a process, or a sub-process, begins. One with an event definition is kept, and refused at publish. */
export const StartEvent = z.strictObject({ ...nodeFields, type: z.literal("startEvent"), eventDefinition: z.looseObject({ type: z.string() }).optional() });
export type StartEvent = z.infer<typeof StartEvent>;
