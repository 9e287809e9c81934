import * as z from "zod";
import { checkEvent, resultOf } from "../check/event";
import { complete, ready } from "../run/element";
import { Stuck } from "../run/stuck";
import { assign } from "../run/variables";
import { waitFor } from "../run/waits";
import { MessageDefinition, TimerDefinition, UnsupportedDefinition } from "./event-definition";
import type { Kind } from "./kind";
import { nodeFields } from "./node";

export const IntermediateCatchEvent = z.strictObject({
  ...nodeFields,
  type: z.literal("intermediateCatchEvent"),
  eventDefinition: z.discriminatedUnion("type", [TimerDefinition, MessageDefinition, UnsupportedDefinition]),
});
export type IntermediateCatchEvent = z.infer<typeof IntermediateCatchEvent>;

export const intermediateCatchEvent: Kind<"intermediateCatchEvent"> = {
  check: ({ id, eventDefinition }, checking) => checkEvent(id, eventDefinition, checking),
  produces: ({ eventDefinition }) => resultOf(eventDefinition),
  enter: (run, element, { id, eventDefinition }) => {
    if (eventDefinition.type !== "timer" && eventDefinition.type !== "message")
      throw new Stuck("unsupported", `A ${eventDefinition.type} event can't be executed yet.`, {
        code: "element-kind",
        params: { kind: eventDefinition.type },
      });
    ready(run, element);
    waitFor(run, element, id, eventDefinition);
  },
  triggered: (run, element, { eventDefinition }, _, variables) => {
    for (const name of resultOf(eventDefinition)) assign(run, element, { [name]: variables });
    complete(run, element);
  },
};
