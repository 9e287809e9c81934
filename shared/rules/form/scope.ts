// Fields that see each other: those of a form, or the columns of one row. Compiled once, filled for every set of data.
import type { Field } from "../../contract/form-definition";
import { type FeelInput, type FeelValue, toJson } from "../../process/feel";
import { pointerPart } from "../text-guard";
import { computationFailed, conditionFailed, type Expression, maybe, type Names } from "./expression";
import { typeOf } from "./fields";
import { broken, isGood, type Json, type Reader } from "./fields/field";
import { inOrder } from "./order";
import { Refusal } from "./refusal";
import type { Run } from "./run";
import { sumOf, tableReader } from "./table";

/** What it comes to: the data as they are stored, what conditions see, and the keys of which nothing certain is known. */
export type Filled = { data: Record<string, Json>; values: Record<string, FeelInput>; unsure: ReadonlySet<string> };
export type Scope = { names: Names; fill(data: Readonly<Record<string, unknown>>, at: string, run: Run): Filled };

type FieldNode = {
  kind: "field";
  key: string;
  path: string;
  needs: readonly string[];
  field: Field;
  reader: Reader;
  visible: Expression | undefined;
  computed: Expression | undefined;
  requiredWhen: Expression | undefined;
  fallback: Json | undefined;
};
type TotalNode = { kind: "total"; key: string; path: string; needs: readonly string[]; table: string; column: string };
export type ScopeNode = FieldNode | TotalNode;

/** Keys of a scope in their order; a table's totals come after it. */
export const keysOf = (fields: readonly Field[]): string[] => fields.flatMap((field) => [field.key, ...totalsOf(field).map(({ key }) => key)]);
export const totalsOf = (field: Field) => (field.type === "table" ? (field.totals ?? []) : []);

export function nodesOf(fields: readonly Field[]): ScopeNode[] {
  const names = [...new Set(keysOf(fields))];
  const nodes = fields.flatMap((field): ScopeNode[] => [
    nodeOf(field, names),
    ...totalsOf(field).map(({ key, column }): TotalNode => ({ kind: "total", key, path: `/${key}`, needs: [field.key], table: field.key, column })),
  ]);
  // Of two with one key, which publishing refuses, a draft's preview shows the first.
  return nodes.filter((node, index) => names.indexOf(node.key) >= 0 && nodes.findIndex(({ key }) => key === node.key) === index);
}

function nodeOf(field: Field, names: Names): FieldNode {
  const visible = maybe(field.visibleWhen, names);
  const computed = maybe("computed" in field ? field.computed : undefined, names);
  const fallback = "default" in field ? field.default : undefined;
  const reader = field.type === "table" ? tableReader(field, compileScope(field.columns)) : typeOf(field).reader(field);
  const needs = [...new Set([...(visible?.needs ?? []), ...(computed?.needs ?? [])])];
  return {
    kind: "field",
    key: field.key,
    path: `/${pointerPart(field.key)}`,
    needs,
    field,
    reader,
    visible,
    computed,
    requiredWhen: maybe(field.requiredWhen, names),
    fallback,
  };
}

export function compileScope(fields: readonly Field[]): Scope {
  const nodes = nodesOf(fields);
  const { order } = inOrder(nodes);
  const names = nodes.map(({ key }) => key);
  const known = new Set(names);
  return {
    names,
    fill(data, at, run) {
      const filling = new Filling(data, at, run);
      for (const node of order) filling.fill(node);
      filling.requireLater();
      for (const key of Object.keys(data)) if (!known.has(key)) run.refuse(`${at}/${pointerPart(key)}`, unknownField);
      return { data: filling.stored(names), values: filling.values, unsure: filling.unsure };
    },
  };
}

const hidden = Symbol("hidden");
const required = new Refusal("required");
const readOnly = new Refusal("read-only");
const unknownField = new Refusal("unknown-field");

class Filling {
  readonly values: Record<string, FeelInput> = {};
  /** What is refused, and what depends on it: a second error because of the first would only confuse. */
  readonly unsure = new Set<string>();
  private readonly kept: Record<string, Json> = {};
  private readonly maybeRequired: FieldNode[] = [];

  constructor(
    private readonly data: Readonly<Record<string, unknown>>,
    private readonly at: string,
    private readonly run: Run,
  ) {}

  stored(names: Names): Record<string, Json> {
    const data: Record<string, Json> = {};
    for (const name of names) if (this.kept[name] !== undefined) data[name] = this.kept[name];
    return data;
  }

  fill(node: ScopeNode): void {
    this.values[node.key] = null;
    if (this.isUnsure(node.needs)) this.unsure.add(node.key);
    else if (node.kind === "total") this.add(node);
    else this.fillField(node);
  }

  /** A screen of unfinished data takes what is refused for empty instead, so that nothing vanishes while somebody types. */
  private isUnsure(needs: readonly string[]): boolean {
    return this.unsure.size > 0 && !this.run.states && needs.some((need) => this.unsure.has(need));
  }

  private fillField(node: FieldNode): void {
    const shown = node.visible ? node.visible.value(this.values, this.run) : true;
    const given = shown === undefined ? conditionFailed : shown === true ? this.givenTo(node) : hidden;
    if (given === hidden) this.run.states?.hidden.add(this.at + node.path);
    else if (given instanceof Refusal) this.refuse(node, given);
    else if (isEmpty(node.field, given)) this.leaveEmpty(node, given);
    else this.take(node, given);
  }

  /** After all values are known, since a field may be required because of a later one. */
  requireLater(): void {
    for (const node of this.maybeRequired) {
      if (this.isUnsure(node.requiredWhen?.needs ?? [])) continue;
      const wanted = node.requiredWhen?.value(this.values, this.run);
      if (wanted === true) this.run.states?.required.add(this.at + node.path);
      if (wanted === false || wanted === null || !isEmpty(node.field, this.kept[node.key])) continue;
      this.refuse(node, wanted === true ? required : conditionFailed);
    }
  }

  private givenTo({ key, path, field, reader, computed, fallback }: FieldNode): unknown {
    if (computed) return computedFor(field, computed.value(this.values, this.run));
    const given = Object.hasOwn(this.data, key) ? this.data[key] : undefined;
    if (!field.readOnly) return given === undefined ? fallback : given;
    return isEmpty(field, given) || same(reader, this.at + path, this.run, given, fallback) ? fallback : readOnly;
  }

  private leaveEmpty(node: FieldNode, given: unknown): void {
    const { key, field, fallback } = node;
    if (field.type === "checkbox") this.keep(key, false, false);
    else if (field.type === "table") this.keep(key, [], []);
    // Where absence means the default, emptiness must be said.
    else if (given !== undefined && fallback !== undefined) this.kept[key] = null;
    if (field.required || (field.type === "table" && (field.minRows ?? 0) > 0)) {
      this.run.states?.required.add(this.at + node.path);
      const min = field.type === "table" ? (field.minRows ?? 0) : 0;
      this.refuse(node, min > 0 ? new Refusal("too-few", { min }) : required);
    } else if (node.requiredWhen) this.maybeRequired.push(node);
  }

  private take(node: FieldNode, given: unknown): void {
    const read = node.reader(given, this.at + node.path, this.run);
    if (this.run.states && node.field.required) this.run.states.required.add(this.at + node.path);
    if (this.run.states && node.requiredWhen) this.maybeRequired.push(node);
    if (read === broken) this.unsure.add(node.key);
    else if (read instanceof Refusal) this.refuse(node, read);
    else this.keep(node.key, read.value, read.feel);
  }

  private add({ key, path, table, column }: TotalNode): void {
    const rows = this.values[table];
    // A hidden table has no total either.
    if (!Array.isArray(rows)) return;
    const total = sumOf(rows as readonly FeelValue[], column);
    if (total instanceof Refusal) {
      this.run.refuse(this.at + path, total);
      this.unsure.add(key);
    } else this.keep(key, total.value, total.feel);
  }

  private keep(key: string, value: Json, feel: FeelInput): void {
    this.kept[key] = value;
    this.values[key] = feel;
  }

  private refuse(node: FieldNode, refusal: Refusal): void {
    this.run.refuse(this.at + node.path, refusal);
    this.unsure.add(node.key);
  }
}

function isEmpty({ type }: Field, given: unknown): boolean {
  if (given === undefined || given === null || given === "") return true;
  if (type === "checkbox") return given === false;
  if (Array.isArray(given)) return given.length === 0 && (type === "table" || type === "multiselect");
  return typeof given === "string" && given.trim() === "";
}

/** What an expression gave, as the field's own reader takes it: a text may come of anything that can be written. */
function computedFor({ type }: Field, value: FeelValue | undefined): unknown {
  if (value === undefined) return computationFailed;
  if (type === "number" || value === null || typeof value === "string") return value;
  const json = toJson(value);
  return typeof json === "object" ? computationFailed : String(json);
}

/** Whether two values of a field are stored alike ("1.50" and 1.5). */
function same(reader: Reader, path: string, run: Run, one: unknown, other: unknown): boolean {
  const a = reader(one, path, run);
  const b = reader(other, path, run);
  return isGood(a) && isGood(b) && JSON.stringify(a.value) === JSON.stringify(b.value);
}
