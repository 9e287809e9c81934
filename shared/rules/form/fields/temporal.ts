import type { FieldOf } from "../../../contract/form-definition";
import { FeelDate, FeelDateTime, FeelTime } from "../../../process/feel";
import { Refusal } from "../refusal";
import { type FieldType, type Reader, wrongOrder } from "./field";

const day = /^(\d{4})-(\d\d)-(\d\d)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i;

/** ISO dates sort as text. */
export const date: FieldType<FieldOf<"date">> = {
  reader:
    ({ min, max }): Reader =>
    (given) => {
      const feel = typeof given === "string" ? calendarDay(given) : undefined;
      if (!feel) return new Refusal("not-a-date");
      const value = given as string; // a calendar day is text
      if (min !== undefined && value < min) return new Refusal("too-early", { min });
      if (max !== undefined && value > max) return new Refusal("too-late", { max });
      return { value, feel };
    },
  schema: () => ({ type: "string", format: "date" }),
  problems: ({ min, max }) => wrongOrder("min", "max", min !== undefined && max !== undefined && min > max),
};

export const datetime: FieldType<FieldOf<"datetime">> = {
  reader: ({ min, max }): Reader => {
    const [earliest, latest] = [min === undefined ? -Infinity : Date.parse(min), max === undefined ? Infinity : Date.parse(max)];
    return (given) => {
      const at = typeof given === "string" ? moment(given) : Number.NaN;
      if (Number.isNaN(at)) return new Refusal("not-a-datetime");
      if (at < earliest) return new Refusal("too-early", { min: String(min) });
      if (at > latest) return new Refusal("too-late", { max: String(max) });
      return { value: new Date(at).toISOString(), feel: feelDateTime(at) };
    };
  },
  schema: () => ({ type: "string", format: "date-time" }),
  problems: ({ min, max }) => wrongOrder("min", "max", min !== undefined && max !== undefined && Date.parse(min) > Date.parse(max)),
};

/** The 30th of February is no day; neither is one of the year 0. */
function calendarDay(text: string): FeelDate | undefined {
  const match = day.exec(text);
  if (!match) return undefined;
  const [year, month, dayOfMonth] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysIn(year, month)) return undefined;
  return new FeelDate(year, month, dayOfMonth);
}

const daysIn = (year: number, month: number) =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Milliseconds since 1970, or NaN. What is within a year of the ends of the calendar could leave it in UTC. */
function moment(text: string): number {
  const year = Number(text.slice(0, 4));
  return instant.test(text) && year >= 1 && year <= 9998 && calendarDay(text.slice(0, 10)) && validOffset(text) && Date.parse(text) >= firstMoment
    ? Date.parse(text.toUpperCase())
    : Number.NaN;
}

const firstMoment = Date.parse("0001-01-01T00:00:00Z");
const validOffset = (text: string) => !/[+-](?:\d\d):(?:\d\d)$/.test(text.slice(16)) || (Number(text.slice(-5, -3)) <= 14 && Number(text.slice(-2)) <= 59);

function feelDateTime(at: number): FeelDateTime {
  const it = new Date(at);
  const time = new FeelTime(it.getUTCHours(), it.getUTCMinutes(), it.getUTCSeconds(), it.getUTCMilliseconds() * 1_000_000, 0, null);
  return new FeelDateTime(new FeelDate(it.getUTCFullYear(), it.getUTCMonth() + 1, it.getUTCDate()), time);
}
