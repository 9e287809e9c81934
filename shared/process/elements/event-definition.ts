// What an event waits for or throws. Those that are not executed are kept as they came, and refused at publish.
import * as z from "zod";
import { Template, VariableName } from "./node";

/** Exactly one of `duration` (`PT2H`, or FEEL after `=`) and `date` (an instant or a day, or FEEL after `=`). */
export const TimerDefinition = z.strictObject({ type: z.literal("timer"), duration: Template.optional(), date: Template.optional() });
export type TimerDefinition = z.infer<typeof TimerDefinition>;

/** `resultVariable` receives what the message carries. */
export const MessageDefinition = z.strictObject({
  type: z.literal("message"),
  name: z.string().max(200),
  correlationKey: Template.default(""),
  resultVariable: VariableName.optional(),
});
export type MessageDefinition = z.infer<typeof MessageDefinition>;

/** On a boundary event, no code means any error. */
export const ErrorDefinition = z.strictObject({ type: z.literal("error"), code: z.string().max(200).default("") });
export const TerminateDefinition = z.strictObject({ type: z.literal("terminate") });

export const UnsupportedDefinition = z.looseObject({ type: z.enum(["signal", "escalation", "compensate", "cancel", "conditional", "link", "multiple"]) });
