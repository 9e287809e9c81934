// What a FEEL expression can be worth: plain immutable values, told apart by `instanceof` or `typeof`.
import { Decimal } from "./decimal";

/** Proleptic Gregorian calendar; years -999,999,999 to 999,999,999. */
export class FeelDate {
  constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {}
}

/** A wall-clock time; `offset` in seconds east of UTC, or `zone` an IANA name, or neither (local). */
export class FeelTime {
  constructor(
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly nano: number,
    readonly offset: number | null,
    readonly zone: string | null,
  ) {}
}

export class FeelDateTime {
  constructor(
    readonly date: FeelDate,
    readonly time: FeelTime,
  ) {}
}

/** Years and months duration, in whole months. */
export class YearsMonthsDuration {
  constructor(readonly months: number) {}
}

/** Days and time duration, in nanoseconds. */
export class DaysTimeDuration {
  constructor(readonly nanos: bigint) {}
}

export type FeelDuration = YearsMonthsDuration | DaysTimeDuration;
export type UnaryOperator = "<" | "<=" | ">" | ">=" | "=" | "!=";

/** `[start..end]`, or the range of a unary test such as `< 5` (then `operator` is set and the open side is null). */
export class FeelRange {
  constructor(
    readonly start: FeelValue,
    readonly end: FeelValue,
    readonly startIncluded: boolean,
    readonly endIncluded: boolean,
    readonly operator: UnaryOperator | null = null,
  ) {}
}

/** A function: `kind` says whether it is built in or written in the expression. Opaque outside of the evaluator. */
export abstract class FeelFunction {
  abstract readonly kind: "builtin" | "literal";
}

export type FeelContext = ReadonlyMap<string, FeelValue>;
export type FeelTemporal = FeelDate | FeelTime | FeelDateTime | FeelDuration;
export type FeelValue = null | boolean | string | Decimal | FeelTemporal | FeelRange | FeelFunction | FeelContext | readonly FeelValue[];

export const isList = (value: FeelValue): value is readonly FeelValue[] => Array.isArray(value);
export const isContext = (value: FeelValue): value is FeelContext => value instanceof Map;
export const isNumber = (value: FeelValue): value is Decimal => Decimal.isDecimal(value);

export type Kind =
  | "null"
  | "boolean"
  | "string"
  | "number"
  | "date"
  | "time"
  | "date and time"
  | "years and months duration"
  | "days and time duration"
  | "range"
  | "function"
  | "context"
  | "list";

/** The kind of a value in FEEL's own words. */
export function kindOf(value: FeelValue): Kind {
  if (value === null) return "null";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "string") return "string";
  if (isNumber(value)) return "number";
  if (isList(value)) return "list";
  if (value instanceof FeelDate) return "date";
  if (value instanceof FeelTime) return "time";
  if (value instanceof FeelDateTime) return "date and time";
  if (value instanceof YearsMonthsDuration) return "years and months duration";
  if (value instanceof DaysTimeDuration) return "days and time duration";
  if (value instanceof FeelRange) return "range";
  if (value instanceof FeelFunction) return "function";
  return "context";
}

/** Names are compared with one space around the signs that names may contain, as the parser does. */
export const normalizeName = (name: string): string =>
  name
    .replace(/\s*(\*\*|[./\-'+*])\s*/g, " $1 ")
    .replace(/\s+/g, " ")
    .trim();

const normalizedKeys = new WeakMap<FeelContext, ReadonlyMap<string, string>>();

/** The entry of a context under a name as written in an expression; undefined where there is none. */
export function entryOf(context: FeelContext, name: string): FeelValue | undefined {
  const exact = context.get(name);
  if (exact !== undefined || context.has(name)) return exact;
  let keys = normalizedKeys.get(context);
  if (!keys) {
    keys = new Map([...context.keys()].map((key) => [normalizeName(key), key]));
    normalizedKeys.set(context, keys);
  }
  const key = keys.get(normalizeName(name));
  return key === undefined ? undefined : context.get(key);
}
