import * as z from "zod";
import { complete, valueFor } from "../run/element";
import { assign } from "../run/variables";
import { activityFields } from "./activity";
import type { Kind } from "./kind";
import { Expression, VariableName } from "./node";

/** A FEEL expression whose value becomes a variable. */
export const ScriptTask = z.strictObject({ ...activityFields, type: z.literal("scriptTask"), expression: Expression, resultVariable: VariableName });
export type ScriptTask = z.infer<typeof ScriptTask>;

export const scriptTask: Kind<"scriptTask"> = {
  check: ({ id, expression }, checking) => checking.expression(id, expression),
  produces: ({ resultVariable }) => [resultVariable],
  enter: (run, element, { expression, resultVariable }) => {
    assign(run, element, { [resultVariable]: valueFor(run, element, expression) });
    complete(run, element);
  },
};
