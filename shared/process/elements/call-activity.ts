import * as z from "zod";
import { activityFields } from "./activity";
import { Expression, VariableName } from "./node";

/** Another workflow's published version, run as an instance of its own. */
export const CallActivity = z.strictObject({
  ...activityFields,
  type: z.literal("callActivity"),
  /** The workflow's id. */
  calledElement: z.string().max(200),
  /** The child's variables; without any it gets a copy of all. */
  inputs: z.record(VariableName, Expression).optional(),
  /** Ours, read from the child's; without any nothing comes back. */
  outputs: z.record(VariableName, Expression).default({}),
});
export type CallActivity = z.infer<typeof CallActivity>;
