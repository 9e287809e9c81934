import * as z from "zod";
import { ErrorDefinition, MessageDefinition, TimerDefinition, UnsupportedDefinition } from "./event-definition";
import { ElementId, nodeFields } from "./node";

/** Stands on the edge of an activity. Interrupting, it ends the activity; else it starts a path beside it. An error always interrupts. */
export const BoundaryEvent = z.strictObject({
  ...nodeFields,
  type: z.literal("boundaryEvent"),
  attachedTo: ElementId,
  interrupting: z.boolean().default(true),
  eventDefinition: z.discriminatedUnion("type", [TimerDefinition, MessageDefinition, ErrorDefinition, UnsupportedDefinition]),
});
export type BoundaryEvent = z.infer<typeof BoundaryEvent>;
