// The properties of dates, times, durations and ranges.
import { weekdayOf } from "./calendar";
import { Decimal } from "./decimal";
import { NANOS, offsetOf, timeOffset } from "./temporal";
import { durationParts } from "./temporal-text";
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelRange, FeelTime, type FeelValue, YearsMonthsDuration } from "./values";

/** undefined where the value has no such property. */
export function propertyOf(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof FeelDate) return number(ofDate(value, name));
  if (value instanceof FeelTime) return ofTime(value, name, () => timeOffset(value));
  if (value instanceof FeelDateTime) return number(ofDate(value.date, name)) ?? ofTime(value.time, name, () => offsetOf(value));
  if (value instanceof YearsMonthsDuration) return number(ofMonths(value.months, name));
  if (value instanceof DaysTimeDuration) return number(ofNanos(value.nanos, name));
  return value instanceof FeelRange ? ofRange(value, name) : undefined;
}

const number = (value: number | undefined): Decimal | undefined => (value === undefined ? undefined : new Decimal(value === 0 ? 0 : value));

function ofDate(date: FeelDate, name: string): number | undefined {
  if (name === "year" || name === "month" || name === "day") return date[name];
  return name === "weekday" ? weekdayOf(date) : undefined;
}

function ofTime(time: FeelTime, name: string, offset: () => number | null): FeelValue | undefined {
  if (name === "hour" || name === "minute" || name === "second") return number(time[name]);
  if (name === "timezone") return time.zone;
  if (name !== "time offset") return undefined;
  const seconds = offset();
  return seconds === null ? null : new DaysTimeDuration(BigInt(seconds) * NANOS);
}

function ofMonths(months: number, name: string): number | undefined {
  if (name === "years") return Math.trunc(months / 12);
  return name === "months" ? months % 12 : undefined;
}

function ofNanos(nanos: bigint, name: string): number | undefined {
  if (name !== "days" && name !== "hours" && name !== "minutes" && name !== "seconds") return undefined;
  return Number(durationParts(nanos)[name]);
}

function ofRange(range: FeelRange, name: string): FeelValue | undefined {
  if (name === "start" || name === "end") return range[name];
  if (name === "start included") return range.startIncluded;
  return name === "end included" ? range.endIncluded : undefined;
}
