// What stands in the way of publishing a form: each problem with its place.
import type { Field, FormDefinition } from "../../contract/form-definition";
import { canBeName, checkExpression, type Names } from "./expression";
import { typeOf } from "./fields";
import { inOrder } from "./order";
import { Refusal } from "./refusal";
import { Run } from "./run";
import { keysOf, nodesOf, totalsOf } from "./scope";
import { mostRows } from "./table";

/** `path` is a JSON pointer into the definition. */
export type DefinitionProblem = { path: string; code: string; message: string };

export function checkDefinition({ fields, rules = [], layout = [] }: FormDefinition): DefinitionProblem[] {
  const names = keysOf(fields);
  const columnsOf = (key: string) => {
    const table = fields.find((field) => field.key === key);
    return table?.type === "table" ? table.columns.map((column) => column.key) : undefined;
  };
  const expression = (path: string, source: string | undefined) => located(path, source === undefined ? [] : checkExpression(source, names, columnsOf));
  return [
    ...(fields.length === 0 ? [problem("/fields", "no-fields", "A form needs at least one field.")] : []),
    ...checkScope(fields, "/fields", columnsOf),
    ...rules.flatMap(({ when, assert, path }, index) => [
      ...expression(`/rules/${index}/when`, when),
      ...expression(`/rules/${index}/assert`, assert),
      ...(fields.some(({ key }) => key === path) || names.includes(path) ? [] : [unknownField(`/rules/${index}/path`, path)]),
    ]),
    ...checkLayout(layout, fields),
  ];
}

const problem = (path: string, code: string, message: string): DefinitionProblem => ({ path, code, message });
const unknownField = (path: string, key: string) => problem(path, "unknown-field", `There is no field "${key}".`);
const located = (at: string, problems: readonly Omit<DefinitionProblem, "path">[]) => problems.map((it) => ({ path: at, ...it }));
const below = (at: string, problems: readonly DefinitionProblem[]) => problems.map((it) => ({ ...it, path: at + it.path }));

function checkScope(fields: readonly Field[], at: string, columnsOf: (key: string) => Names | undefined): DefinitionProblem[] {
  const names = keysOf(fields);
  const { cycles } = inOrder(nodesOf(fields));
  return [
    ...checkKeys(fields, at),
    ...fields.flatMap((field, index) => below(`${at}/${index}`, checkField(field, names, columnsOf))),
    ...cycles.map((cycle) => {
      const index = fields.findIndex(({ key }) => cycle.includes(key));
      return problem(`${at}/${index}`, "cyclic", `Depends on itself: ${[...cycle, cycle[0]].join(" → ")}.`);
    }),
  ];
}

/** Fields and the totals of tables share their names. */
function checkKeys(fields: readonly Field[], at: string): DefinitionProblem[] {
  const seen = new Set<string>();
  const once = (key: string, path: string) => {
    const twice = seen.has(key);
    seen.add(key);
    if (twice) return [problem(path, "duplicate-key", `The key "${key}" stands twice.`)];
    return canBeName(key) ? [] : [problem(path, "reserved-key", `"${key}" is a word of the expression language; choose another key.`)];
  };
  return fields.flatMap((field, index) => [
    ...once(field.key, `${at}/${index}/key`),
    ...totalsOf(field).flatMap(({ key }, total) => once(key, `${at}/${index}/totals/${total}/key`)),
  ]);
}

function checkField(field: Field, names: Names, columnsOf: (key: string) => Names | undefined): DefinitionProblem[] {
  const { label, required, requiredWhen, visibleWhen, readOnly } = field;
  const computed = "computed" in field ? field.computed : undefined;
  const fallback = "default" in field ? field.default : undefined;
  const expressions = Object.entries({ requiredWhen, visibleWhen, computed });
  return [
    ...(label === "" ? [problem("/label", "no-label", "A field needs a label.")] : []),
    ...expressions.flatMap(([name, source]) => located(`/${name}`, source === undefined ? [] : checkExpression(source, names, columnsOf))),
    ...(computed !== undefined && fallback !== undefined ? [problem("/default", "default-of-computed", "A computed field has no default.")] : []),
    ...(readOnly && computed === undefined && (required || requiredWhen !== undefined) && fallback === undefined
      ? [problem("/readOnly", "never-filled", "Is required, but nobody can fill it in: give it a default.")]
      : []),
    ...(field.type === "table" ? checkTable(field) : [...(typeOf(field).problems?.(field) ?? []), ...checkDefault(field, fallback)]),
  ];
}

function checkDefault(field: Exclude<Field, { type: "table" }>, fallback: unknown): DefinitionProblem[] {
  if (fallback === undefined || fallback === "") return [];
  const read = typeOf(field).reader(field)(fallback, "", new Run({ now: "" }));
  return read instanceof Refusal ? [problem("/default", "bad-default", `The field would not take its own default. ${read.at("").message}`)] : [];
}

function checkTable({ columns, minRows = 0, maxRows = mostRows, totals = [] }: Extract<Field, { type: "table" }>): DefinitionProblem[] {
  return [
    ...(columns.length === 0 ? [problem("/columns", "no-columns", "A table needs at least one column.")] : []),
    ...(minRows > maxRows ? [problem("/minRows", "min-above-max", "minRows is above maxRows: no number of rows is both.")] : []),
    ...checkScope(columns, "/columns", () => undefined),
    ...totals.flatMap(({ column, label }, index) => {
      const summed = columns.find(({ key }) => key === column);
      return [
        ...(label === "" ? [problem(`/totals/${index}/label`, "no-label", "A total needs a label.")] : []),
        ...(summed ? [] : [problem(`/totals/${index}/column`, "unknown-column", `There is no column "${column}".`)]),
        ...(summed && summed.type !== "number" ? [problem(`/totals/${index}/column`, "not-a-number-column", "Only numbers can be added up.")] : []),
      ];
    }),
  ];
}

function checkLayout(layout: NonNullable<FormDefinition["layout"]>, fields: readonly Field[]): DefinitionProblem[] {
  const seen = new Set<string>();
  return layout.flatMap((section, index) =>
    section.fields.flatMap((key, position) => {
      const path = `/layout/${index}/fields/${position}`;
      const twice = seen.has(key);
      seen.add(key);
      if (!fields.some((field) => field.key === key)) return [unknownField(path, key)];
      return twice ? [problem(path, "duplicate-key", `The field "${key}" stands twice.`)] : [];
    }),
  );
}
