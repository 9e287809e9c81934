// A form as JSON Schema 2020-12: what it can say of a stored set of data. Conditions, rules and exact steps are left to the validation.
import type { Field, FormDefinition } from "../../contract/form-definition";
import { typeOf } from "./fields";
import type { JsonSchema } from "./fields/field";
import { totalsOf } from "./scope";
import { mostRows } from "./table";

export function jsonSchema({ fields }: FormDefinition, { id, title, description }: { id?: string; title?: string; description?: string } = {}): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...(id && { $id: id }),
    ...(title && { title }),
    ...(description && { description }),
    ...objectOf(fields),
  };
}

function objectOf(fields: readonly Field[]): JsonSchema {
  const properties = fields.flatMap((field): [string, JsonSchema][] => [
    [field.key, propertyOf(field)],
    ...totalsOf(field).map(({ key, label }): [string, JsonSchema] => [key, { type: ["number", "string"], title: label, readOnly: true }]),
  ]);
  const required = fields.filter(alwaysSent).map(({ key }) => key);
  return { type: "object", properties: Object.fromEntries(properties), ...(required.length > 0 && { required }), additionalProperties: false };
}

/** What is shown under a condition, or filled in by us, need not be sent. */
const alwaysSent = (field: Field) =>
  field.required === true &&
  field.visibleWhen === undefined &&
  !isComputed(field) &&
  !("default" in field && field.default !== undefined) &&
  field.type !== "file";
const isComputed = (field: Field) => "computed" in field && field.computed !== undefined;

function propertyOf(field: Field): JsonSchema {
  const value = field.type === "table" ? rowsOf(field) : typeOf(field).schema(field);
  const fallback = "default" in field ? field.default : undefined;
  return {
    title: field.label,
    ...(field.help !== undefined && { description: field.help }),
    ...(field.required === true && field.visibleWhen === undefined ? (field.type === "checkbox" ? { const: true } : value) : orEmpty(value)),
    ...(fallback !== undefined && { default: fallback }),
    ...((field.readOnly === true || isComputed(field)) && { readOnly: true }),
  };
}

/** What is left empty may be sent as null. */
const orEmpty = (value: JsonSchema): JsonSchema => ({ anyOf: [value, { type: "null" }] });

const rowsOf = ({ columns, required, minRows = 0, maxRows = mostRows }: Extract<Field, { type: "table" }>): JsonSchema => {
  const least = Math.max(minRows, required ? 1 : 0);
  return { type: "array", items: objectOf(columns), ...(least > 0 && { minItems: least }), maxItems: maxRows };
};
