// What a builder does to a form's definition, as pure functions: each takes one and gives the next.
import type { Column, CrossFieldRule, Field, FormDefinition } from "../../../../shared/contract/form-definition";

export type FieldType = Field["type"];
export type ColumnType = Column["type"];

/** Where something stands in a definition: a JSON pointer, as problems name it. */
export type Place = string;
export const fieldPlace = (index: number): Place => `/fields/${index}`;
export const columnPlace = (field: number, column: number): Place => `/fields/${field}/columns/${column}`;
export const rulePlace = (index: number): Place => `/rules/${index}`;

/** `text`, `text_2`, `text_3` …: the first that no other field or total of the scope has. */
export function freeKey(base: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`;
    if (!taken.includes(key)) return key;
  }
}

const namesIn = (fields: readonly Field[]) =>
  fields.flatMap((field) => [field.key, ...(field.type === "table" ? (field.totals ?? []) : []).map((it) => it.key)]);

/** `text` names things in the reader's language: the field, and the first options of a choice. */
export type Words = { label: string; option: (n: number) => string };

export function newField(type: FieldType, taken: readonly string[], words: Words): Field {
  const base = { key: freeKey(type, taken), label: words.label };
  if (type === "select" || type === "radio" || type === "multiselect")
    return { ...base, type, options: [1, 2].map((n) => ({ value: `option${n}`, label: words.option(n) })) };
  if (type === "table") return { ...base, type, columns: [{ key: "text", type: "text", label: words.option(0) }] };
  return { ...base, type };
}

export function addField(definition: FormDefinition, type: FieldType, at: number, words: Words): FormDefinition {
  return { ...definition, fields: definition.fields.toSpliced(at, 0, newField(type, namesIn(definition.fields), words)) };
}

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from];
  const place = Math.max(0, Math.min(to, items.length - 1));
  return item === undefined || from === place ? [...items] : items.toSpliced(from, 1).toSpliced(place, 0, item);
}

export const moveField = (definition: FormDefinition, from: number, to: number): FormDefinition => ({
  ...definition,
  fields: moved(definition.fields, from, to),
});

export function removeField(definition: FormDefinition, index: number): FormDefinition {
  const key = definition.fields[index]?.key;
  const layout = definition.layout?.map((section) => ({ ...section, fields: section.fields.filter((it) => it !== key) }));
  return { ...definition, fields: definition.fields.toSpliced(index, 1), ...(layout && { layout }) };
}

export function duplicateField(definition: FormDefinition, index: number): FormDefinition {
  const field = definition.fields[index];
  if (!field) return definition;
  const taken = namesIn(definition.fields);
  const copy: Field = { ...structuredClone(field), key: freeKey(field.key, taken) };
  if (copy.type === "table") copy.totals = copy.totals?.map((total) => ({ ...total, key: freeKey(total.key, [...taken, copy.key]) }));
  return { ...definition, fields: definition.fields.toSpliced(index + 1, 0, copy) };
}

/** A new key is followed where nothing can be mistaken: in the layout, and where rules show their message. Expressions keep the old name and say so. */
export function changeField(definition: FormDefinition, index: number, next: Field): FormDefinition {
  const before = definition.fields[index]?.key;
  const changed = { ...definition, fields: definition.fields.with(index, next) };
  if (before === undefined || before === next.key || changed.fields.some((it) => it.key === before)) return changed;
  const followed = (key: string) => (key === before ? next.key : key);
  return {
    ...changed,
    rules: definition.rules.map((rule) => ({ ...rule, path: followed(rule.path) })),
    ...(definition.layout && { layout: definition.layout.map((section) => ({ ...section, fields: section.fields.map(followed) })) }),
  };
}

type Table = Extract<Field, { type: "table" }>;

export function addColumn(table: Table, type: ColumnType, words: Words): Table {
  const column = newField(
    type,
    table.columns.map((it) => it.key),
    words,
  ) as Column; // a column's type makes a column
  return { ...table, columns: [...table.columns, column] };
}

/** Totals follow the key of what they add up. */
export function changeColumn(table: Table, index: number, next: Column): Table {
  const before = table.columns[index]?.key;
  const totals = table.totals?.map((total) => (total.column === before ? { ...total, column: next.key } : total));
  return { ...table, columns: table.columns.with(index, next), ...(totals && { totals }) };
}

export function removeColumn(table: Table, index: number): Table {
  const key = table.columns[index]?.key;
  const totals = table.totals?.filter((total) => total.column !== key);
  return { ...table, columns: table.columns.toSpliced(index, 1), ...(totals && { totals: totals.length > 0 ? totals : undefined }) };
}

/** Shows the sum of a number column, or no longer. */
export function toggleTotal(definition: FormDefinition, table: Table, column: Column, label: string): Table {
  const totals = table.totals ?? [];
  if (totals.some((it) => it.column === column.key)) {
    const rest = totals.filter((it) => it.column !== column.key);
    return { ...table, totals: rest.length > 0 ? rest : undefined };
  }
  return { ...table, totals: [...totals, { column: column.key, key: freeKey("total", namesIn(definition.fields)), label }] };
}

export const addRule = (definition: FormDefinition, message: string): FormDefinition => ({
  ...definition,
  rules: [...definition.rules, { assert: `${definition.fields[0]?.key ?? "true"} != null`, message, path: definition.fields[0]?.key ?? "" }],
});
export const changeRule = (definition: FormDefinition, index: number, next: CrossFieldRule): FormDefinition => ({
  ...definition,
  rules: definition.rules.with(index, next),
});
export const removeRule = (definition: FormDefinition, index: number): FormDefinition => ({ ...definition, rules: definition.rules.toSpliced(index, 1) });
