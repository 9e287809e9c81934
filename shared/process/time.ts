// ISO 8601 durations on instants, in UTC; what can't be read is null.
import { fromInstant, instantOf, isZoned } from "./feel/temporal";
import { parseDateTime } from "./feel/temporal-text";
import { FeelDateTime, FeelTime } from "./feel/values";

const pattern = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const latest = Date.UTC(9999, 0);

/** `times` durations after an instant. A month later than the 31st is the last day of its month. */
export function later(at: string, duration: string, times = 1): string | null {
  const match = pattern.exec(duration.trim());
  if (!match) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part) * times));
  const date = addMonths(new Date(at), years * 12 + months);
  const millis = date.getTime() + ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
  return millis <= latest ? new Date(millis).toISOString() : null;
}

function addMonths(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCMonth(date.getUTCMonth() + months);
  // The 31st of a shorter month ran over into the next: back to its last day.
  if (moved.getUTCDate() !== date.getUTCDate()) moved.setUTCDate(0);
  return moved;
}

/** An instant as we write it, or null. A day alone is its midnight; what names no zone is read in the given one. */
export function instant(text: string, timeZone: string | null = null): string | null {
  const said = parseDateTime(withSeconds(text.trim()));
  if (!said) return null;
  const nanos = instantOf(isZoned(said.time) || timeZone === null ? said : new FeelDateTime(said.date, inZone(said.time, timeZone)));
  const millis = Number(nanos / 1_000_000n);
  return fromInstant(nanos, utc) && millis <= latest ? new Date(millis).toISOString() : null;
}

const utc = new FeelTime(0, 0, 0, 0, 0, null);
const inZone = ({ hour, minute, second, nano }: FeelTime, zone: string) => new FeelTime(hour, minute, second, nano, null, zone);

/** FEEL wants seconds, and names a zone by `@`; ISO 8601 needs neither, and Java writes it in brackets after the offset. */
const withSeconds = (text: string) => text.replace(/(?<=[+-]\d\d:\d\d|Z)\[.*\]$/, "").replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?=Z|[+@-]|$)/, "$1:00");
