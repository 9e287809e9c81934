// Rows of a form's table, and the sums over them.
import type { FieldOf } from "../../contract/form-definition";
import { Decimal, type FeelContext, type FeelValue } from "../../process/feel";
import { readDecimal, writeDecimal } from "./decimal";
import { broken, type Good, type Reader } from "./fields/field";
import { Refusal } from "./refusal";
import type { Filled, Scope } from "./scope";

/** Of a table that names none. */
export const mostRows = 200;

const notAnObject = new Refusal("not-an-object");

export function tableReader({ minRows = 0, maxRows = mostRows }: FieldOf<"table">, row: Scope): Reader {
  return (given, path, run) => {
    if (!Array.isArray(given)) return new Refusal("not-a-list");
    if (given.length < minRows) return new Refusal("too-few", { min: minRows });
    if (given.length > maxRows) return new Refusal("too-many", { max: maxRows });
    const before = run.refused;
    const rows: Filled[] = [];
    for (const [index, item] of given.entries()) {
      if (isObject(item)) rows.push(row.fill(item, `${path}/${index}`, run));
      else run.refuse(`${path}/${index}`, notAnObject);
    }
    if (run.refused > before && !run.states) return broken;
    return { value: rows.map(({ data }) => data), feel: rows.map(({ values }) => new Map(Object.entries(values)) as FeelContext) };
  };
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Wide enough for any 500 numbers of 34 digits: a total is exact, or refused for its length. */
const Wide = Decimal.clone({ precision: 80 });

/** Of the rows' values in one column; rows that have none count as zero. */
export function sumOf(rows: readonly FeelValue[], column: string): Good | Refusal {
  let sum = new Wide(0);
  for (const row of rows) {
    const value = row instanceof Map ? (row as FeelContext).get(column) : null;
    if (value instanceof Decimal) sum = sum.plus(value);
  }
  const total = readDecimal(new Decimal(sum));
  return total instanceof Refusal ? total : { value: writeDecimal(total), feel: total };
}
