// Arithmetic of dates, times and durations; a point in time is counted in nanoseconds since 1970-01-01T00:00:00 (bigint).
import { addMonths, dateOfDays, daysOf } from "./calendar";
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelTime, YearsMonthsDuration } from "./values";
import { offsetAt, offsetOfLocal } from "./zones";

export const NANOS = 1_000_000_000n;
export const NANOS_PER_DAY = 86_400n * NANOS;
export const MIDNIGHT = new FeelTime(0, 0, 0, 0, null, null);
export const UTC_MIDNIGHT = new FeelTime(0, 0, 0, 0, 0, null);
/** Longest duration kept: more than twice the calendar. */
const MAX_NANOS = 800_000_000_000n * NANOS_PER_DAY;

export const isZoned = (time: FeelTime): boolean => time.offset !== null || time.zone !== null;
export const secondOfDay = (time: FeelTime): number => time.hour * 3600 + time.minute * 60 + time.second;
const nanoOfDay = (time: FeelTime): bigint => BigInt(secondOfDay(time)) * NANOS + BigInt(time.nano);

export const floorDiv = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by;
const localNanos = (value: FeelDateTime): bigint => BigInt(daysOf(value.date)) * NANOS_PER_DAY + nanoOfDay(value.time);

/** Seconds east of UTC; null where the value is local. */
export function offsetOf(value: FeelDateTime): number | null {
  if (value.time.offset !== null) return value.time.offset;
  return value.time.zone === null ? null : offsetOfLocal(value.time.zone, Number(floorDiv(localNanos(value), NANOS)));
}

/** A time of day with a named zone has that zone's offset of 1970-01-01, so that it doesn't depend on today. */
export function timeOffset(time: FeelTime): number | null {
  return time.offset ?? (time.zone === null ? null : offsetOfLocal(time.zone, secondOfDay(time)));
}

/** Nanoseconds since 1970 in UTC, or of the wall clock where the value is local. */
export const instantOf = (value: FeelDateTime): bigint => localNanos(value) - BigInt(offsetOf(value) ?? 0) * NANOS;
export const instantOfTime = (time: FeelTime): bigint => nanoOfDay(time) - BigInt(timeOffset(time) ?? 0) * NANOS;

function timeFromNanos(nanos: bigint, like: FeelTime): FeelTime {
  const inDay = Number(nanos / NANOS);
  return new FeelTime(Math.floor(inDay / 3600), Math.floor(inDay / 60) % 60, inDay % 60, Number(nanos % NANOS), like.offset, like.zone);
}

/** The wall-clock reading of an instant, with the offset or zone of `like`; null outside of the calendar. */
export function fromInstant(instant: bigint, like: FeelTime): FeelDateTime | null {
  const offset = like.offset ?? (like.zone === null ? 0 : offsetAt(like.zone, Number(floorDiv(instant, NANOS))));
  const local = instant + BigInt(offset) * NANOS;
  const days = floorDiv(local, NANOS_PER_DAY);
  const date = dateOfDays(Number(days));
  return date && new FeelDateTime(date, timeFromNanos(local - days * NANOS_PER_DAY, like));
}

export function daysTime(nanos: bigint): DaysTimeDuration | null {
  return nanos > MAX_NANOS || nanos < -MAX_NANOS ? null : new DaysTimeDuration(nanos);
}

export function yearsMonths(months: number): YearsMonthsDuration | null {
  return Number.isSafeInteger(months) ? new YearsMonthsDuration(months === 0 ? 0 : months) : null;
}

/** `sign` is 1 to add, -1 to subtract. A date stays a date; a time of day wraps at midnight. */
export function addDuration<Point extends FeelDate | FeelTime | FeelDateTime>(
  point: Point,
  by: YearsMonthsDuration | DaysTimeDuration,
  sign: 1 | -1,
): Point | null;
export function addDuration(point: FeelDate | FeelTime | FeelDateTime, by: YearsMonthsDuration | DaysTimeDuration, sign: 1 | -1) {
  if (by instanceof YearsMonthsDuration) {
    if (point instanceof FeelTime) return null;
    const date = addMonths(point instanceof FeelDate ? point : point.date, sign * by.months);
    return date && point instanceof FeelDateTime ? new FeelDateTime(date, point.time) : date;
  }
  const nanos = BigInt(sign) * by.nanos;
  if (point instanceof FeelTime) return timeFromNanos((((nanoOfDay(point) + nanos) % NANOS_PER_DAY) + NANOS_PER_DAY) % NANOS_PER_DAY, point);
  if (point instanceof FeelDate) return dateOfDays(daysOf(point) + Number(floorDiv(nanos, NANOS_PER_DAY)));
  return fromInstant(instantOf(point) + nanos, point.time);
}

const asDateTime = (point: FeelDate | FeelDateTime): FeelDateTime => (point instanceof FeelDate ? new FeelDateTime(point, UTC_MIDNIGHT) : point);

/** `a - b`; a date counts as midnight UTC beside a date and time. Null where one is zoned and the other local. */
export function difference(a: FeelDate | FeelDateTime, b: FeelDate | FeelDateTime): DaysTimeDuration | null {
  const [left, right] = [asDateTime(a), asDateTime(b)];
  return isZoned(left.time) === isZoned(right.time) ? daysTime(instantOf(left) - instantOf(right)) : null;
}

/** Whole months from `from` to `to`, negative when `to` is earlier. */
export function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): number {
  const [a, b] = [from, to].map((point) => (point instanceof FeelDate ? point : point.date)) as [FeelDate, FeelDate]; // map keeps the length
  const months = (b.year - a.year) * 12 + b.month - a.month;
  if (months > 0 && b.day < a.day) return months - 1;
  if (months < 0 && b.day > a.day) return months + 1;
  return months;
}
