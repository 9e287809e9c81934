// Whether a submission's form and workflow take it: asked of their domains, versions kept for ever and the pointers to them for 30 s.
import { system } from "../../../shared/contract/actor";
import { findFormVersion, findPublishedForm } from "../../../shared/contract/form";
import type { FormDefinition } from "../../../shared/contract/form-definition";
import { type FieldError, Problem } from "../../../shared/contract/problem";
import { findPublishedWorkflow } from "../../../shared/contract/workflow";
import { compileForm, labelAt } from "../../../shared/rules/form";
import type { Ask } from "../../kit/ask";
import { date, now } from "../../kit/clock";
import type { Raised } from "./message";

/** `refused`: it is bad, for good. Otherwise `raised` is as it will be stored. What can't be known now is thrown (`domain-away`). */
export type Verdict = { raised: Raised } | { refused: string; errors: readonly FieldError[] };

const pointerFor = 30_000;
const most = 500;
const pointers = new Map<string, { until: number; version: number }>();
const versions = new Map<string, FormDefinition>();

/** For who can't wait for a queue: throws `invalid-input` with places under `/body` where it is refused, `domain-away` where that can't be known now. */
export async function requireTaken(ask: Ask, tenantId: string, raised: Raised): Promise<Raised> {
  const verdict = await checkRaised(ask, tenantId, raised, date().toISOString());
  if ("raised" in verdict) return verdict.raised;
  throw new Problem("invalid-input", verdict.refused, { errors: verdict.errors.map((error) => ({ ...error, path: `/body${error.path}` })) });
}

/** Checks what was not checked yet. `at` (ISO) is what `today()` and `now()` mean in the form's rules. */
export async function checkRaised(ask: Ask, tenantId: string, raised: Raised, at: string): Promise<Verdict> {
  const verdict = raised.workflowId && raised.workflowVersion === undefined ? await checkWorkflow(ask, tenantId, raised, raised.workflowId) : { raised };
  if ("refused" in verdict) return verdict;
  const { formId, formVersion, data } = verdict.raised;
  if (!formId) return data && Object.keys(data).length > 0 ? refusedAt("data", "no-form", "No form asks for these data: name it (formId).") : verdict;
  return formVersion === null ? checkForm(ask, tenantId, { ...verdict.raised, formId }, at) : verdict;
}

/** A workflow's form can't be gone round: its conditions ask for its fields. Never by a kept version: what is published starts with the next ticket. */
async function checkWorkflow(ask: Ask, tenantId: string, raised: Raised, workflowId: string): Promise<Verdict> {
  let workflowVersion = 0;
  let formId: string | null = null;
  const asked = ask("workflow", findPublishedWorkflow, system(tenantId), { body: { workflowId } });
  const refused = await refusal(
    "workflowId",
    asked.then((found) => {
      workflowVersion = found.version;
      formId = found.formId;
    }),
  );
  if (refused) return refused;
  if (formId && raised.formId && raised.formId !== formId) return refusedAt("formId", "wrong-form", "This workflow asks for another form.");
  return { raised: { ...raised, workflowVersion, formId: raised.formId ?? formId } };
}

async function checkForm(ask: Ask, tenantId: string, raised: Raised & { formId: string }, at: string): Promise<Verdict> {
  const key = `${tenantId}\n${raised.formId}`;
  const kept = pointers.get(key);
  if (kept && kept.until > now()) {
    const verdict = validated(await definitionOf(ask, tenantId, raised.formId, kept.version), raised, kept.version, at);
    // Never refused on the word of a cached version alone: a newer one may take it.
    if ("raised" in verdict) return verdict;
  }
  let version = 0;
  const asked = ask("form", findPublishedForm, system(tenantId), { body: { formId: raised.formId } });
  const refused = await refusal(
    "formId",
    asked.then((found) => {
      version = found.version;
    }),
  );
  if (refused) return refused;
  if (pointers.size >= most) pointers.clear();
  pointers.set(key, { until: now() + pointerFor, version });
  return validated(await definitionOf(ask, tenantId, raised.formId, version), raised, version, at);
}

/** A refusal brings the fields' names: whoever reads it later has the submission, and not its form. */
function validated(definition: FormDefinition, raised: Raised, version: number, at: string): Verdict {
  const result = compileForm(definition).validate(raised.data ?? {}, { now: at });
  if (result.ok) return { raised: { ...raised, formVersion: version, data: result.data } };
  return {
    refused: "The form does not take it as it is.",
    errors: result.errors.map((error) => ({ ...error, path: `/data${error.path}`, label: labelAt(definition, error.path) })),
  };
}

async function definitionOf(ask: Ask, tenantId: string, formId: string, version: number): Promise<FormDefinition> {
  const key = `${tenantId}\n${formId}\n${version}`;
  const known = versions.get(key);
  if (known) return known;
  const { definition } = await ask("form", findFormVersion, system(tenantId), { body: { formId, version } });
  if (versions.size >= most) versions.clear();
  versions.set(key, definition);
  return definition;
}

/** A 4xx of the other domain is a refusal of the submission; anything else is not known now. */
async function refusal(field: string, asked: Promise<unknown>): Promise<{ refused: string; errors: FieldError[] } | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    return refusedAt(field, error.code, error.detail);
  }
}

const refusedAt = (field: string, code: string, message: string) => ({ refused: message, errors: [{ path: `/${field}`, code, message }] });

/** For tests: a new container knows nothing. */
export function forgetForms(): void {
  pointers.clear();
  versions.clear();
}
