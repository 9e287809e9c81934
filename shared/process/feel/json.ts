// FEEL values from and to JSON.
import { Decimal, decimalFrom } from "./decimal";
import { formatTemporal } from "./temporal-text";
import {
  DaysTimeDuration,
  type FeelContext,
  FeelDate,
  FeelDateTime,
  FeelFunction,
  FeelRange,
  FeelTime,
  type FeelValue,
  isContext,
  isList,
  isNumber,
  YearsMonthsDuration,
} from "./values";

/** What a variable may be given as: JSON, or a FEEL value, also inside of lists and objects. */
export type FeelInput = FeelValue | undefined | number | bigint | readonly FeelInput[] | { readonly [key: string]: FeelInput };

const MAX_DEPTH = 100;

/** A JSON number becomes the decimal of its shortest text; strings stay strings, also those of digits or dates. What JSON doesn't know, and what lies deeper than 100 levels, becomes null. */
export const fromJson = (value: unknown): FeelValue => fromInput(value, () => {});

/** `onItems` hears the size of every list and object before it is read. */
export function fromInput(value: unknown, onItems: (count: number) => void, depth = 0): FeelValue {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? decimalFrom(String(value)) : null;
  if (typeof value === "bigint") return decimalFrom(String(value));
  if (typeof value !== "object" || depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) {
    onItems(value.length);
    return value.map((item) => fromInput(item, onItems, depth + 1));
  }
  if (value instanceof Map) return value;
  // Brought into our own precision, whatever the caller's is.
  if (Decimal.isDecimal(value)) return decimalFrom(value.toString());
  if (isScalar(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  // A plain object, of this realm or another: nothing, or only Object.prototype, lies behind it.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return null;
  return new Map(Object.entries(value).map(([key, entry]) => [key, fromInput(entry, onItems, depth + 1)]));
}

const isScalar = (value: object): value is Exclude<FeelValue, null | boolean | string | readonly FeelValue[] | FeelContext> =>
  value instanceof FeelDate ||
  value instanceof FeelTime ||
  value instanceof FeelDateTime ||
  value instanceof FeelRange ||
  value instanceof FeelFunction ||
  value instanceof YearsMonthsDuration ||
  value instanceof DaysTimeDuration;

/** Decimals become numbers where 15 digits hold them exactly, else strings; temporal values and ranges become text; a function becomes null. */
export function toJson(value: FeelValue): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (isNumber(value)) return numberToJson(value);
  if (isList(value)) return value.map(toJson);
  if (isContext(value)) return Object.fromEntries([...value].map(([key, entry]) => [key, toJson(entry)]));
  if (value instanceof FeelRange) return formatRange(value);
  return value instanceof FeelFunction ? null : formatTemporal(value);
}

function numberToJson(value: Decimal): number | string {
  const number = value.toNumber();
  const exact = value.precision() <= 15 && Number.isFinite(number) && value.eq(new Decimal(String(number)));
  return exact ? number : value.toString();
}

/** A value's text as FEEL's `string()` gives it; inside of lists and contexts strings stand in quotes. */
export function formatValue(value: FeelValue, nested = false): string {
  if (value === null) return "null";
  if (typeof value === "string") return nested ? JSON.stringify(value) : value;
  if (typeof value === "boolean") return String(value);
  if (isNumber(value)) return value.toFixed();
  if (isList(value)) return `[${value.map((item) => formatValue(item, true)).join(", ")}]`;
  if (isContext(value)) return `{${[...value].map(([key, entry]) => `${formatKey(key)}: ${formatValue(entry, true)}`).join(", ")}}`;
  if (value instanceof FeelRange) return formatRange(value);
  return value instanceof FeelFunction ? "function" : formatTemporal(value);
}

const formatKey = (key: string): string => (/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : JSON.stringify(key));

function formatRange(range: FeelRange): string {
  if (range.operator) return `${range.operator} ${formatValue(range.operator.startsWith("<") ? range.end : range.start, true)}`;
  const [start, end] = [range.start, range.end].map((bound) => formatValue(bound, true));
  return `${range.startIncluded ? "[" : "("}${start}..${end}${range.endIncluded ? "]" : ")"}`;
}
