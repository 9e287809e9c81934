// Why an event can't be taken, as a value. Inside of a step it is thrown, so that nothing half done remains.

/** The class of the answer: 400 what was sent is wrong · 403 not this person · 404 no such thing · 409 not now · 413 too large · 429 too soon. */
const statusOf = {
  "reason-missing": 400,
  "comment-missing": 400,
  "outcome-not-allowed": 400,
  "people-missing": 400,
  "target-not-allowed": 400,
  "several-elements": 400,
  "fields-not-allowed": 400,
  "fields-missing": 400,
  "no-node": 400,
  "no-element": 400,
  "not-handler": 403,
  "not-candidate": 403,
  "not-admin": 403,
  "not-creator": 403,
  "not-previous-handler": 403,
  "self-approval": 403,
  "no-task": 404,
  "no-incident": 404,
  "already-started": 409,
  "not-started": 409,
  "not-active": 409,
  "task-closed": 409,
  "task-held": 409,
  "task-waiting": 409,
  "claimed-by-other": 409,
  "handed-over": 409,
  "claim-first": 409,
  "not-claimed": 409,
  delegated: 409,
  "already-takes-part": 409,
  "last-person": 409,
  "opinion-only": 409,
  "too-late": 409,
  "not-waiting": 409,
  "not-done": 409,
  "to-be-submitted": 409,
  "not-asked": 409,
  "already-decided": 409,
  "state-too-large": 413,
  "too-often": 429,
} as const;

export type RefusalCode = keyof typeof statusOf;
export type Refusal = {
  code: RefusalCode;
  status: 400 | 403 | 404 | 409 | 413 | 429;
  /** For people. */
  message: string;
  /** Which fields are wrong. */
  fields?: string[];
  /** Who has it, where that is the reason. */
  holder?: string;
  /** Seconds after which it can be asked again, where it is only too soon. */
  retryAfter?: number;
};

/** Always caught: what may be done is found out by a dozen of them. So it goes without a stack, which costs more than the rest of it. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(code: RefusalCode, message: string, more: Pick<Refusal, "fields" | "holder" | "retryAfter"> = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.refusal = { code, status: statusOf[code], message, ...more };
  }
}
