import * as z from "zod";
import { ErrorDefinition, MessageDefinition, TerminateDefinition, UnsupportedDefinition } from "./event-definition";
import { nodeFields } from "./node";

/** Ends its path; with `terminate` everything of its scope, with `error` its scope, to be caught by a boundary event. */
export const EndEvent = z.strictObject({
  ...nodeFields,
  type: z.literal("endEvent"),
  eventDefinition: z.discriminatedUnion("type", [TerminateDefinition, ErrorDefinition, MessageDefinition, UnsupportedDefinition]).optional(),
});
export type EndEvent = z.infer<typeof EndEvent>;
