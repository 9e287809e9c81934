// The engine's refusals as Problems.
import { system } from "../../../shared/contract/actor";
import { userCards } from "../../../shared/contract/identity-calls";
import { type FieldError, Problem, type ProblemCode } from "../../../shared/contract/problem";
import type { Refusal, RefusalCode } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";

const codeOf = {
  400: "invalid-input",
  403: "not-allowed",
  404: "not-found",
  409: "illegal-transition",
  413: "too-large",
  429: "too-often",
} as const satisfies Record<Refusal["status"], ProblemCode>;

/** Which part of what was sent a refusal is about. */
const pathOf: Partial<Record<RefusalCode, string>> = {
  "reason-missing": "/body/reason",
  "comment-missing": "/body/comment",
  "outcome-not-allowed": "/body/outcome",
  "people-missing": "/body/users",
  "target-not-allowed": "/body/to",
  "no-node": "/body/to",
  "no-element": "/body/from",
  "several-elements": "/body/from",
};

/** `errors[].code` is the engine's own; `params.holder` who has it, where that is the reason. */
const problemOf = (refusal: Refusal) => {
  const { status, message, retryAfter } = refusal;
  return new Problem(codeOf[status], message, { errors: errorsOf(refusal), ...(retryAfter && { retryAfter }) });
};

/** Its sentence names who has it, too. Without identity it is refused all the same. */
export async function refusalOf({ ask }: Pick<Means, "ask">, tenantId: string, refusal: Refusal): Promise<Problem> {
  const { holder, message } = refusal;
  if (!holder) return problemOf(refusal);
  const found = await ask("identity", userCards, system(tenantId), { body: { ids: [holder] } }).catch(() => ({ users: [] }));
  const [user] = found.users;
  return problemOf(user ? { ...refusal, message: message.replace(/\.?$/, ` (${user.name}).`) } : refusal);
}

function errorsOf({ code, message, fields, holder }: Refusal): FieldError[] {
  if (fields) return fields.map((field) => ({ path: `/body/variables/${field}`, message, code }));
  return [{ path: pathOf[code] ?? "/body", message, code, ...(holder && { params: { holder } }) }];
}
