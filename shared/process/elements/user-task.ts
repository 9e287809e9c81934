import * as z from "zod";
import { activityFields } from "./activity";
import { FieldRight, Mode, Rules, Timeout } from "./approval";
import { VariableName } from "./node";
import { Participants } from "./participant";

export const UserTask = z.strictObject({
  ...activityFields,
  type: z.literal("userTask"),
  participants: Participants.default([]),
  mode: Mode.default({ type: "any" }),
  rules: Rules.prefault({}),
  /** A field that is not named may be read, not changed. */
  fields: z.record(VariableName, FieldRight).default({}),
  timeout: Timeout.optional(),
  /** A refusal ends the whole process as rejected, goes back to the creator, or goes on (and a gateway reads `resultVariable`). */
  onRefusal: z.enum(["reject", "return", "continue"]).default("reject"),
  /** Receives `"approved"` or `"refused"`. */
  resultVariable: VariableName.optional(),
});
export type UserTask = z.infer<typeof UserTask>;
