import * as z from "zod";
import { activityFields } from "./activity";

/** Embedded: its nodes are those that name it as their `parent`. One that an event triggers is kept, and refused at publish. */
export const SubProcess = z.strictObject({ ...activityFields, type: z.literal("subProcess"), triggeredByEvent: z.boolean().default(false) });
export type SubProcess = z.infer<typeof SubProcess>;
