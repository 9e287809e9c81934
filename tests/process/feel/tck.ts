// Runs one case of the DMN TCK against our FEEL, and says what is wrong with the answer.
import { Decimal, evaluate, type FeelValue, parseExpression } from "../../../shared/process/feel/index";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../../../shared/process/feel/temporal-text";
import { isContext, isList } from "../../../shared/process/feel/values";
import data from "./feel-cases.json";

export type Typed = { type: string; value?: string | Record<string, Typed> | Typed[]; items?: Typed[] };
export type TckCase = { suite: string; id: string; expression: string; inputs: Record<string, Typed>; expected: Typed; error?: boolean };

// The file's own shape; its values differ from case to case, more than TypeScript infers from JSON.
export const cases = data as unknown as TckCase[];
export const nameOf = ({ suite, id }: TckCase): string => `${suite}/${id}`;

const NOW = "2024-02-29T12:34:56.789Z";
/** The TCK compares numbers to eight decimal places. */
const TOLERANCE = new Decimal("1e-8");

/** undefined where the answer is right. */
export function complaint(testCase: TckCase): string | undefined {
  const inputs = Object.fromEntries(Object.entries(testCase.inputs).map(([name, typed]) => [name, toFeel(typed)]));
  const parsed = parseExpression(testCase.expression, { names: Object.keys(inputs) });
  // Some errors that the TCK expects while evaluating, we already report while parsing.
  if (!parsed.ok) return testCase.error ? undefined : `doesn't parse: ${parsed.problems[0]?.message}`;
  const result = evaluate(parsed.expression, inputs, { now: NOW });
  if (!result.ok) return result.message;
  return same(result.value, toFeel(testCase.expected)) ? undefined : "another value";
}

function toFeel(typed: Typed): FeelValue {
  const { type, value } = typed;
  if (type === "list") return (typed.items ?? (value as Typed[])).map(toFeel);
  if (type === "context") return new Map(Object.entries(value as Record<string, Typed>).map(([key, entry]) => [key, toFeel(entry)]));
  if (type === "null" || typeof value !== "string") return null;
  if (type === "number") return new Decimal(value);
  if (type === "boolean") return value === "true";
  if (type === "date") return parseDate(value);
  if (type === "time") return parseTime(value);
  if (type === "dateTime") return parseDateTime(value);
  return type === "duration" ? parseDuration(value) : value;
}

/** Stricter than FEEL's "=": same kind, same fields. */
function same(actual: FeelValue, expected: FeelValue): boolean {
  if (Decimal.isDecimal(actual) && Decimal.isDecimal(expected)) return actual.minus(expected).abs().lte(TOLERANCE);
  if (isList(actual) && isList(expected)) return actual.length === expected.length && actual.every((item, index) => same(item, expected[index] ?? null));
  if (isContext(actual) && isContext(expected))
    return actual.size === expected.size && [...actual].every(([key, value]) => same(value, expected.get(key) ?? null));
  if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null) return actual === expected;
  const text = (value: object) => JSON.stringify(value, (_, field) => (typeof field === "bigint" ? `${field}n` : field));
  return actual.constructor === expected.constructor && text(actual) === text(expected);
}
