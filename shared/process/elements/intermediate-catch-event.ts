import * as z from "zod";
import { MessageDefinition, TimerDefinition, UnsupportedDefinition } from "./event-definition";
import { nodeFields } from "./node";

export const IntermediateCatchEvent = z.strictObject({
  ...nodeFields,
  type: z.literal("intermediateCatchEvent"),
  eventDefinition: z.discriminatedUnion("type", [TimerDefinition, MessageDefinition, UnsupportedDefinition]),
});
export type IntermediateCatchEvent = z.infer<typeof IntermediateCatchEvent>;
