import * as z from "zod";
import { isActivity } from "../check/elements";
import { checkEvent, resultOf } from "../check/event";
import { complete } from "../run/element";
import { ErrorDefinition, MessageDefinition, TimerDefinition, UnsupportedDefinition } from "./event-definition";
import type { Kind } from "./kind";
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

export const boundaryEvent: Kind<"boundaryEvent"> = {
  check: ({ id, attachedTo, eventDefinition, parent }, checking) => {
    const host = checking.graph.nodes.get(attachedTo);
    if (!isActivity(host)) checking.report(id, "unknown-node", `It stands on the edge of "${attachedTo}", which is no activity.`);
    if (host && host.parent !== parent) checking.report(id, "unknown-node", "It stands in another sub-process than its activity.");
    checkEvent(id, eventDefinition, checking);
  },
  produces: ({ eventDefinition }) => resultOf(eventDefinition),
  enter: (run, element) => complete(run, element),
};
