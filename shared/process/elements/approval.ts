// How the people of a user task decide, and what holds where the usual does not.
import * as z from "zod";
import { Template } from "./node";
import { Participants } from "./participant";

/**
 * any 或签: the first decision counts · all 会签: all must agree · vote 票签: n of m, or a percentage of m · sequence 依次: one
 * after another · random 随机: one of them · claim 主动接单: as any, but it must be claimed first.
 */
export const Mode = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("any") }),
  /** `refuse`: one refusal refuses at once; `wait`: all are heard first. */
  z.strictObject({ type: z.literal("all"), onRefusal: z.enum(["refuse", "wait"]).default("refuse") }),
  z.strictObject({ type: z.literal("vote"), count: z.int().min(1).max(1_000).optional(), percent: z.number().gt(0).max(100).optional() }),
  z.strictObject({ type: z.literal("sequence") }),
  z.strictObject({ type: z.literal("random") }),
  z.strictObject({ type: z.literal("claim") }),
]);
export type Mode = z.infer<typeof Mode>;

export const NobodyRule = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("incident") }),
  z.strictObject({ type: z.literal("pass") }),
  z.strictObject({ type: z.literal("admin") }),
  z.strictObject({ type: z.literal("user"), user: z.string().min(1).max(200) }),
]);

export const Rules = z.strictObject({
  nobody: NobodyRule.default({ type: "incident" }),
  /** The approver is the initiator: let, skip (it passes by itself), or ask the superior. */
  initiator: z.enum(["let", "skip", "superior"]).default("let"),
  /** The approver approved before: asked once in all, passed by itself only if consecutive, or always asked. */
  sameApprover: z.enum(["once", "consecutive", "always"]).default("always"),
  /** The initiator may never decide here, whichever way the task comes to them. */
  banSelfApproval: z.boolean().default(false),
});
export type Rules = z.infer<typeof Rules>;

/** Every `after` (ISO 8601 duration, or FEEL after `=`) a reminder, `reminders` times; at the next turn the action. */
export const Timeout = z.strictObject({
  after: Template,
  reminders: z.int().min(0).max(100).default(0),
  action: z.enum(["nothing", "approve", "refuse", "escalate"]).default("nothing"),
  /** Without any: the superior of whoever was asked. */
  escalateTo: Participants.default([]),
});
export type Timeout = z.infer<typeof Timeout>;

export const FieldRight = z.enum(["hidden", "readonly", "optional", "required"]);
export type FieldRight = z.infer<typeof FieldRight>;
