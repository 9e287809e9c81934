// Dates, times and durations from and to their ISO 8601 text.
import { makeDate } from "./calendar";
import { addDuration, daysTime, MIDNIGHT, NANOS, NANOS_PER_DAY, yearsMonths } from "./temporal";
import { DaysTimeDuration, FeelDate, FeelDateTime, type FeelDuration, type FeelTemporal, FeelTime, type FeelValue, YearsMonthsDuration } from "./values";
import { isZone } from "./zones";

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(?:(Z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@(.+))?$/;
const MONTHS = /^(-)?P(?=\d)(?:(\d{1,10})Y)?(?:(\d{1,11})M)?$/;
const DAYS = /^(-)?P(?=.)(?:(\d{1,15})D)?(?:T(?=.)(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,18})(?:\.(\d*))?S)?)?$/;
const MAX_OFFSET = 18 * 3600;

export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  return match && makeDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Offset in seconds, or null where it is beyond ±18 hours. */
export const checkedOffset = (seconds: number): number | null => (Math.abs(seconds) <= MAX_OFFSET ? (seconds === 0 ? 0 : seconds) : null);

function parseOffset(match: RegExpExecArray): { offset: number | null; zone: string | null } | null {
  if (match[5]) return { offset: 0, zone: null };
  if (match[10] !== undefined) return isZone(match[10]) ? { offset: null, zone: match[10] } : null;
  if (!match[6]) return { offset: null, zone: null };
  const [hours, minutes, seconds] = [Number(match[7]), Number(match[8]), Number(match[9] ?? 0)];
  const offset = minutes > 59 || seconds > 59 ? null : checkedOffset((match[6] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds));
  return offset === null ? null : { offset, zone: null };
}

export function parseTime(text: string): FeelTime | null {
  const match = TIME.exec(text);
  const place = match && parseOffset(match);
  if (!match || !place) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return new FeelTime(hour, minute, second, Number((match[4] ?? "").padEnd(9, "0")), place.offset, place.zone);
}

/** A date alone means its midnight; 24:00:00 the next day's. */
export function parseDateTime(text: string): FeelDateTime | null {
  const cut = text.indexOf("T");
  const date = parseDate(cut < 0 ? text : text.slice(0, cut));
  if (!date) return null;
  if (cut < 0) return new FeelDateTime(date, MIDNIGHT);
  const clock = text.slice(cut + 1);
  const endOfDay = /^24:00:00(\.0+)?(?![.\d])/.test(clock);
  const time = parseTime(endOfDay ? clock.replace("24", "00") : clock);
  const day = endOfDay ? addDuration(date, new DaysTimeDuration(NANOS_PER_DAY), 1) : date;
  return time && day && new FeelDateTime(day, time);
}

export function parseDuration(text: string): FeelDuration | null {
  const months = MONTHS.exec(text);
  if (months) return yearsMonths((months[1] ? -1 : 1) * (Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0)));
  const match = DAYS.exec(text);
  if (!match) return null;
  const [days, hours, minutes, seconds] = [match[2], match[3], match[4], match[5]].map((digits) => BigInt(digits ?? 0)) as [bigint, bigint, bigint, bigint]; // map keeps the length
  const fraction = BigInt((match[6] ?? "").slice(0, 9).padEnd(9, "0"));
  const nanos = days * NANOS_PER_DAY + (hours * 3600n + minutes * 60n + seconds) * NANOS + fraction;
  return daysTime(match[1] ? -nanos : nanos);
}

/** What stands after "@" in an expression; null where it is none of the temporal forms. */
export const parseTemporal = (text: string): FeelTemporal | null =>
  parseDate(text) ?? (/^-?\d.*T/.test(text) ? parseDateTime(text) : null) ?? parseTime(text) ?? parseDuration(text);

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

function formatDate(date: FeelDate): string {
  return `${date.year < 0 ? "-" : ""}${pad(Math.abs(date.year), 4)}-${pad(date.month)}-${pad(date.day)}`;
}

function formatOffset(offset: number): string {
  if (offset === 0) return "Z";
  const size = Math.abs(offset);
  const seconds = size % 60 === 0 ? "" : `:${pad(size % 60)}`;
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(size / 3600))}:${pad(Math.floor(size / 60) % 60)}${seconds}`;
}

function formatTime(time: FeelTime): string {
  const fraction = time.nano === 0 ? "" : `.${pad(time.nano, 9).replace(/0+$/, "")}`;
  const place = time.zone !== null ? `@${time.zone}` : time.offset !== null ? formatOffset(time.offset) : "";
  return `${pad(time.hour)}:${pad(time.minute)}:${pad(time.second)}${fraction}${place}`;
}

function formatMonths(months: number): string {
  const [years, rest] = [Math.floor(Math.abs(months) / 12), Math.abs(months) % 12];
  if (months === 0) return "P0M";
  return `${months < 0 ? "-" : ""}P${years > 0 ? `${years}Y` : ""}${rest > 0 ? `${rest}M` : ""}`;
}

function formatNanos(nanos: bigint): string {
  if (nanos === 0n) return "PT0S";
  const parts = durationParts(nanos < 0n ? -nanos : nanos);
  const fraction = parts.nanos === 0n ? "" : `.${String(parts.nanos).padStart(9, "0").replace(/0+$/, "")}`;
  const units: [bigint, string][] = [
    [parts.hours, "H"],
    [parts.minutes, "M"],
  ];
  const clock =
    units.map(([count, unit]) => (count > 0n ? `${count}${unit}` : "")).join("") + (parts.seconds > 0n || fraction ? `${parts.seconds}${fraction}S` : "");
  return `${nanos < 0n ? "-" : ""}P${parts.days > 0n ? `${parts.days}D` : ""}${clock ? `T${clock}` : ""}`;
}

/** Days, hours (< 24), minutes, seconds and nanoseconds; all have the sign of the whole. */
export function durationParts(nanos: bigint) {
  const seconds = nanos / NANOS;
  return { days: seconds / 86_400n, hours: (seconds / 3600n) % 24n, minutes: (seconds / 60n) % 60n, seconds: seconds % 60n, nanos: nanos % NANOS };
}

/** The ISO 8601 text of a temporal value, with "@zone" after a time in a named zone. */
export function formatTemporal(value: FeelTemporal): string {
  if (value instanceof FeelDate) return formatDate(value);
  if (value instanceof FeelTime) return formatTime(value);
  if (value instanceof FeelDateTime) return `${formatDate(value.date)}T${formatTime(value.time)}`;
  return value instanceof YearsMonthsDuration ? formatMonths(value.months) : formatNanos(value.nanos);
}

/** JSON has no dates, so a form's are text: where such a text meets a date, a time of a date or a duration, it is the date that it writes. Null where neither is. */
export function asDates(a: FeelValue, b: FeelValue): [FeelValue, FeelValue] | null {
  const [left, right] = [typeof a === "string" && dateLike(a, b), typeof b === "string" && dateLike(b, a)];
  return left ? [left, b] : right ? [a, right] : null;
}

function dateLike(text: string, other: FeelValue): FeelDate | FeelDateTime | null {
  const isDuration = other instanceof DaysTimeDuration || other instanceof YearsMonthsDuration;
  if (other instanceof FeelDate || (isDuration && !text.includes("T"))) return parseDate(text);
  return other instanceof FeelDateTime || isDuration ? parseDateTime(text) : null;
}
