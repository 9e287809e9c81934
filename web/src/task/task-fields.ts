// What a step lets its people write, and what of it they did.
import type * as z from "zod";
import { Problem } from "../../../shared/contract/problem";
import type { completeTask, Task } from "../../../shared/contract/task";
import type { FilledForm } from "../form/render";

type Written = NonNullable<z.input<typeof completeTask.body>["variables"]>;

/** Keys of the fields that this task's people may write. */
export const writable = ({ fields, allowedActions }: Pick<Task, "fields" | "allowedActions">): string[] =>
  allowedActions.includes("complete") ? Object.keys(fields).filter((key) => fields[key] === "optional" || fields[key] === "required") : [];

/** What changed, and nothing else; what was emptied is null. Undefined where nothing did, or where something is wrong. */
export function writtenFields(form: FilledForm, { variables }: Pick<Task, "variables">): Written | undefined {
  const after = form.check();
  if (!after) return undefined;
  const changed = [...(form.only ?? [])].filter((key) => JSON.stringify(after[key] ?? null) !== JSON.stringify(variables[key] ?? null));
  return changed.length > 0 ? (Object.fromEntries(changed.map((key) => [key, after[key] ?? null])) as Written) : undefined; // what is stored is JSON
}

const inFormsWords: Record<string, string> = { "fields-missing": "required", "fields-not-allowed": "read-only" };

/** What the server says of the fields, shown at them. */
export function refuseFields(form: FilledForm | undefined, error: unknown) {
  if (!(error instanceof Problem)) return;
  form?.refuse(
    (error.errors ?? []).map((one) => ({ ...one, code: inFormsWords[one.code ?? ""] ?? one.code })),
    "/body/variables",
  );
}
