import * as z from "zod";
import { activityFields } from "./activity";
import { Expression, VariableName } from "./node";

/** A FEEL expression whose value becomes a variable. */
export const ScriptTask = z.strictObject({ ...activityFields, type: z.literal("scriptTask"), expression: Expression, resultVariable: VariableName });
export type ScriptTask = z.infer<typeof ScriptTask>;
