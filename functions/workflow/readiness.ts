// What stands in the way of publishing a draft, each problem with its place in what the client sent.
import type { Actor } from "../../shared/contract/actor";
import { findFormVersion, findPublishedForm } from "../../shared/contract/form";
import { type FieldError, Problem } from "../../shared/contract/problem";
import type { Workflow } from "../../shared/contract/workflow";
import { checkDefinition } from "../../shared/process/check";
import type { Means } from "../kit/endpoint";

type Draft = Pick<Workflow, "steps" | "definition" | "formId">;

export async function problemsOf(draft: Draft, actor: Actor, { ask }: Pick<Means, "ask">): Promise<FieldError[]> {
  if (draft.formId === null) return located(draft);
  const form = await fieldsOf(draft.formId, actor, ask);
  return "fields" in form ? located(draft, form.fields) : [form.refusal, ...located(draft)];
}

/** Without a form, or while it takes no work, nobody knows which fields there will be. */
function located({ steps, definition }: Draft, formFields?: string[]): FieldError[] {
  const placeOf = steps ? placesOfSteps(steps) : placesOfElements(definition);
  return checkDefinition(definition, { formFields }).map(({ elementId, code, message }) => ({
    path: placeOf.get(elementId) ?? (steps ? "/steps" : "/definition"),
    message,
    code,
    ...(elementId !== "process" && { elementId }),
  }));
}

const placesOfElements = ({ nodes, flows }: Draft["definition"]) =>
  new Map([...flows.map(({ id }, i) => [id, `/definition/flows/${i}`] as const), ...nodes.map(({ id }, i) => [id, `/definition/nodes/${i}`] as const)]);

/** A step's element is named by its place in the order in which they run. */
const placesOfSteps = (steps: NonNullable<Draft["steps"]>) =>
  new Map(
    steps
      .map(({ sequence }, i) => ({ sequence, i }))
      .toSorted((a, b) => a.sequence - b.sequence)
      .map(({ i }, place) => [`step_${place + 1}`, `/steps/${i}`]),
  );

type Fields = { fields: string[] } | { refusal: FieldError };

async function fieldsOf(formId: string, actor: Actor, ask: Means["ask"]): Promise<Fields> {
  try {
    const { version } = await ask("form", findPublishedForm, actor, { body: { formId } });
    const { definition } = await ask("form", findFormVersion, actor, { body: { formId, version } });
    return { fields: definition.fields.flatMap((field) => [field.key, ...(field.type === "table" ? (field.totals ?? []).map(({ key }) => key) : [])]) };
  } catch (error) {
    if (error instanceof Problem && (error.code === "not-found" || error.code === "not-published"))
      return { refusal: { path: "/formId", code: error.code, message: error.code === "not-found" ? "There is no such form." : "The form is not published." } };
    throw error;
  }
}
