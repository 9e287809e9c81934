// Why a process can't go on, without words: a console says it in its reader's language.
import * as z from "zod";

/** Each says more than the incident's own code; `said` alone where somebody else has the words. */
export const reasonCodes = [
  // What the definition and the data come to
  "no-feel",
  "feel-fuel",
  "feel-depth",
  "feel-options",
  "condition-null",
  "condition-missing",
  "condition-other",
  "way-without-condition",
  "no-text",
  "no-instant",
  "no-duration",
  "no-list",
  "too-many-items",
  "votes",
  "nobody-above",
  "no-events",
  "no-start",
  "no-connector",
  "element-kind",
  "uncaught",
  // What it called
  "calls-too-deep",
  "not-callable",
  "child-over",
  // What the outside did
  "said",
  "http-status",
  "unreachable",
  "bad-address",
  "bad-protocol",
  "address-with-user",
  "not-public",
  "redirects",
  "bad-header",
  "compressed",
  "answer-too-large",
  "answer-digits",
  "answer-not-storable",
  "answer-not-json",
  "answer-no-users",
  "answer-does-not-fit",
  "job-too-large",
  "no-connection",
  "connection-without-address",
  "not-under-connection",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** As it is kept and told: a later release may know more codes. `said` is text from outside or of people, as it came. */
export const Reason = z.object({
  code: z.string(),
  params: z.record(z.string(), z.string().or(z.number())).optional(),
  said: z.string().optional(),
});
export type Reason = z.infer<typeof Reason>;

/** As it is given. */
export type GivenReason = Reason & { code: ReasonCode };
