import type { FormDefinition } from "../../contract/form-definition";

/** What the form calls the place of a refusal (a JSON pointer into the data): a field, a table's column or its total. Undefined where it knows no such place. */
export function labelAt({ fields }: FormDefinition, pointer: string): string | undefined {
  const [key, , column] = pointer.slice(1).split("/");
  const field = fields.find((one) => one.key === key);
  if (column !== undefined) return field?.type === "table" ? field.columns.find((one) => one.key === column)?.label : undefined;
  if (field) return field.label;
  return fields.flatMap((one) => (one.type === "table" ? (one.totals ?? []) : [])).find((total) => total.key === key)?.label;
}
