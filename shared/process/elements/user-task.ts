import * as z from "zod";
import { checkPeople } from "../check/people";
import { findPeople } from "../human/find-people";
import { activityFields } from "./activity";
import { FieldRight, Mode, Rules, Timeout } from "./approval";
import type { Kind } from "./kind";
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

export const userTask: Kind<"userTask"> = {
  check: checkPeople,
  produces: ({ resultVariable }) => (resultVariable ? [resultVariable] : []),
  enter: findPeople,
};
