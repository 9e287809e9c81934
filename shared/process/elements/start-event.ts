import * as z from "zod";
import { complete } from "../run/element";
import type { Kind } from "./kind";
import { nodeFields } from "./node";

/** Where a process, or a sub-process, begins. One with an event definition is kept, and refused at publish. */
export const StartEvent = z.strictObject({ ...nodeFields, type: z.literal("startEvent"), eventDefinition: z.looseObject({ type: z.string() }).optional() });
export type StartEvent = z.infer<typeof StartEvent>;

export const startEvent: Kind<"startEvent"> = {
  check: ({ id, eventDefinition }, { report }) => {
    if (eventDefinition) report(id, "unsupported", `A start by ${eventDefinition.type} can't be executed yet.`);
  },
  enter: (run, element) => complete(run, element),
};
