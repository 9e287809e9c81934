// Multi-instance: an activity done once for each item of a list, at once or one after another.
import * as z from "zod";
import { Expression, VariableName } from "./node";

/**
 * `completionCondition` is asked after each one that is done; it knows `numberOfInstances`, `numberOfActiveInstances`,
 * `numberOfCompletedInstances` and `numberOfTerminatedInstances`. When it is true the rest is ended.
 */
export const MultiInstance = z.strictObject({
  type: z.literal("multiInstance"),
  sequential: z.boolean().default(false),
  collection: Expression,
  elementVariable: VariableName.optional(),
  outputCollection: VariableName.optional(),
  outputElement: Expression.optional(),
  completionCondition: Expression.optional(),
});
export type MultiInstance = z.infer<typeof MultiInstance>;

/** BPMN's loop marker: kept, and refused at publish. */
export const StandardLoop = z.looseObject({ type: z.literal("standard") });

export const Loop = z.discriminatedUnion("type", [MultiInstance, StandardLoop]);

/** Of a node that has one; those kept as unknown to us have none that counts. */
export function multiInstanceOf(node: { type: string; loop?: unknown }): MultiInstance | undefined {
  const loop = node.loop as z.infer<typeof Loop> | undefined;
  return loop?.type === "multiInstance" ? loop : undefined;
}
