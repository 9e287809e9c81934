// Functions that make one kind of value from another.
import { makeDate } from "../calendar";
import { order } from "../compare";
import { asInteger, type Decimal, decimalFrom } from "../decimal";
import { formatValue } from "../json";
import type { Machine } from "../machine";
import { parseExpression } from "../parse";
import { measure } from "../runtime";
import type { Scope } from "../scope";
import { monthsBetween, NANOS, UTC_MIDNIGHT, yearsMonths } from "../temporal";
import { checkedOffset, parseDate, parseDateTime, parseDuration, parseTime } from "../temporal-text";
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelRange, FeelTime, type FeelValue, isList, isNumber, YearsMonthsDuration } from "../values";

const single = (value: FeelValue): FeelValue => (isList(value) && value.length === 1 ? (value[0] ?? null) : value);

function toDate([from, month, day]: [FeelValue, Decimal?, Decimal?], { rt }: Machine): FeelValue {
  const value = single(from);
  if (isNumber(value) && month && day) {
    const [y, m, d] = [value, month, day].map((part) => asInteger(part) ?? Number.NaN) as [number, number, number]; // map keeps the length
    return makeDate(y, m, d) ?? rt.warn("invalid", "date: there is no such day.");
  }
  if (value instanceof FeelDate) return value;
  if (value instanceof FeelDateTime) return value.date;
  return (typeof value === "string" ? parseDate(value) : null) ?? rt.warn("invalid", "date: this is no date.");
}

type TimeArguments = [FeelValue, Decimal?, Decimal?, (FeelValue | null)?];

function toTime([from, minute, second, offset]: TimeArguments, { rt }: Machine): FeelValue {
  const value = single(from);
  if (isNumber(value) && minute && second) return timeOf(value, minute, second, offset ?? null) ?? rt.warn("invalid", "time: there is no such time.");
  if (value instanceof FeelTime) return value;
  if (value instanceof FeelDateTime) return value.time;
  if (value instanceof FeelDate) return UTC_MIDNIGHT;
  return (typeof value === "string" ? parseTime(value) : null) ?? rt.warn("invalid", "time: this is no time.");
}

function timeOf(hour: Decimal, minute: Decimal, second: Decimal, offset: FeelValue): FeelTime | null {
  const [h, m, s] = [asInteger(hour), asInteger(minute), asInteger(second.floor())];
  if (h === null || m === null || s === null || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) return null;
  const nano = second.minus(s).times(1e9).trunc().toNumber();
  if (offset === null) return new FeelTime(h, m, s, nano, null, null);
  const seconds = offset instanceof DaysTimeDuration ? checkedOffset(Number(offset.nanos / NANOS)) : null;
  return seconds === null ? null : new FeelTime(h, m, s, nano, seconds, null);
}

function toDateTime([from, time]: [FeelValue, FeelTime?], { rt }: Machine): FeelValue {
  const value = single(from);
  if (time) return value instanceof FeelDate ? new FeelDateTime(value, time) : value instanceof FeelDateTime ? new FeelDateTime(value.date, time) : null;
  if (value instanceof FeelDateTime) return value;
  if (value instanceof FeelDate) return new FeelDateTime(value, UTC_MIDNIGHT);
  return (typeof value === "string" ? parseDateTime(value) : null) ?? rt.warn("invalid", "date and time: this is no date and time.");
}

function toDuration([from]: [FeelValue], { rt }: Machine): FeelValue {
  const value = single(from);
  if (value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration) return value;
  return (typeof value === "string" ? parseDuration(value) : null) ?? rt.warn("invalid", "duration: this is no duration.");
}

const SEPARATORS = new Set([" ", ",", "."]);

/** Grouping may be a space, comma or period; the decimal separator a comma or period other than that. */
function toNumber([from, grouping, point]: [FeelValue, (string | null)?, (string | null)?], { rt }: Machine): FeelValue {
  const text = single(from);
  if (isNumber(text) && grouping === undefined) return text;
  const wrong = (grouping && !SEPARATORS.has(grouping)) || (point && point !== "," && point !== ".") || (grouping && grouping === (point ?? "."));
  if (typeof text !== "string" || wrong) return rt.warn("invalid", "number: needs a text, and two different separators.");
  const plain = grouping ? text.replaceAll(grouping, "") : text;
  return decimalFrom(point === "," ? plain.replaceAll(".", "!").replace(",", ".") : plain) ?? rt.warn("invalid", "number: this is no number.");
}

function toText([from]: [FeelValue], { rt }: Machine): FeelValue {
  measure(from, rt);
  return from === null ? null : rt.text(formatValue(from));
}

/** A range from its text, such as "[1..10)" or "< 5"; its ends must be literals. */
function toRange([from]: [string], { rt, run }: Machine): FeelValue {
  rt.burn(100);
  const parsed = parseExpression(from);
  const root = parsed.ok ? parsed.expression.root : null;
  const ends = root?.kind === "interval" ? [root.start, root.end] : root?.kind === "unary" ? [root.operand] : [];
  const literal =
    ends.length > 0 &&
    ends.every((end) => end.kind === "literal" || end.kind === "at" || (end.kind === "call" && end.args.every((argument) => argument.kind === "literal")));
  const range = root && literal ? run(root, EMPTY) : null;
  const ordered = range instanceof FeelRange && (range.start === null || range.end === null || (order(range.start, range.end, rt) ?? 1) <= 0);
  return ordered ? range : rt.warn("invalid", "range: this is no range of literals.");
}

const EMPTY: Scope = { lookup: () => undefined };

export const conversionFunctions = {
  date: toDate,
  time: toTime,
  "date and time": toDateTime,
  duration: toDuration,
  "years and months duration": ([from, to]: [FeelDate | FeelDateTime, FeelDate | FeelDateTime]) => yearsMonths(monthsBetween(from, to)),
  number: toNumber,
  string: toText,
  range: toRange,
  not: ([value]: [FeelValue], { rt }: Machine) => (typeof single(value) === "boolean" ? !single(value) : rt.warn("type", "not: needs a boolean.")),
};
