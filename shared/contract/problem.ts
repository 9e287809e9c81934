import * as z from "zod";

/** Every way in which a request may be refused, with its status. A new code does not compile until it has one. */
const statusOf = {
  "invalid-input": 400,
  /** The token says nothing that we can use (no tenant, say). */
  "not-signed-in": 401,
  "not-allowed": 403,
  /** The person was deactivated by an admin of the tenant. */
  deactivated: 403,
  /** Missing and foreign look the same. */
  "not-found": 404,
  /** Somebody changed it first: read it again, then decide. */
  stale: 409,
  /** Its state does not allow this now; `allowedActions` says what does. */
  "illegal-transition": 409,
  /** Something of that name, e-mail or key exists. */
  conflict: 409,
  /** A form or workflow without a published version can't take new work. */
  "not-published": 409,
  "too-large": 413,
  "too-often": 429,
  /** The database is waking up; nothing was done, ask again. */
  "database-waking": 503,
  /** The database went away; a write may have happened: read before you repeat it. */
  "database-away": 503,
  /** The queue did not take it, or did not say so; sending it again is safe. */
  "queue-away": 503,
  /** Another domain did not answer in time; nothing was done, ask again. */
  "domain-away": 503,
} as const;

export type ProblemCode = keyof typeof statusOf;
export const problemCodes = Object.keys(statusOf) as [ProblemCode, ...ProblemCode[]];
export const statusOfProblem = (code: ProblemCode): number => statusOf[code];

/** One per place. `code` and `params` are for whoever says it in another language; `label` is what the form calls the field; `elementId` is the node or flow of a process that is meant. */
export const FieldError = z.object({
  path: z.string(),
  message: z.string(),
  code: z.string().optional(),
  params: z.record(z.string(), z.string().or(z.number())).optional(),
  label: z.string().optional(),
  elementId: z.string().optional(),
});
export type FieldError = z.infer<typeof FieldError>;

/** Of `stale`: when it was changed, and by whom where that is known (a form or workflow keeps only when). */
const Changed = z.object({ at: z.iso.datetime(), by: z.uuid().nullable() });
export type Changed = z.infer<typeof Changed>;

/** RFC 9457. `code` is for programs, `detail` for people, `errors[].path` is a JSON pointer into what was sent. */
export const ProblemReply = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.enum(problemCodes).or(z.literal("internal")),
  requestId: z.string(),
  errors: z.array(FieldError).optional(),
  changed: Changed.optional(),
});
export type ProblemReply = z.infer<typeof ProblemReply>;

/** What API Gateway itself refuses (401, no such route, 413, 429, 503) has no more than this. */
export const GatewayRefusal = z.object({ message: z.string() });

/** A refusal that we meant. Anything else that is thrown is a bug and answers 500. */
export class Problem extends Error {
  override name = "Problem";
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly more: { errors?: readonly FieldError[]; changed?: Changed; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
  }
  get status(): number {
    return statusOf[this.code];
  }
  get errors(): readonly FieldError[] | undefined {
    return this.more.errors;
  }
  get changed(): Changed | undefined {
    return this.more.changed;
  }
  /** Seconds after which asking again makes sense; every 503 has one. */
  get retryAfter(): number | undefined {
    return this.more.retryAfter ?? (this.status === 503 ? 2 : undefined);
  }
}
