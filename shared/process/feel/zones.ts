// Offsets of IANA time zones, asked of Intl with an explicit zone and calendar, never of the machine's own zone.

const formats = new Map<string, Intl.DateTimeFormat | null>();
const MAX_FORMATS = 64;

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  if (formats.size >= MAX_FORMATS) formats.clear();
  const format = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone) && zone.length <= 64 ? create(zone) : null;
  formats.set(zone, format);
  return format;
}

function create(zone: string): Intl.DateTimeFormat | null {
  try {
    const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
    return new Intl.DateTimeFormat("en-US", { ...parts, calendar: "gregory", numberingSystem: "latn", timeZone: zone, hourCycle: "h23" });
  } catch {
    return null; // Intl's way to say that there is no such zone
  }
}

export const isZone = (zone: string): boolean => formatOf(zone) !== null;

const YEAR_1800 = -5_364_662_400;
const YEAR_2400 = 13_569_465_600;
const CYCLE = 146_097 * 86_400;

/** Seconds east of UTC at an instant (seconds since 1970, UTC). Far years use the same point of the calendar's 400-year cycle. */
export function offsetAt(zone: string, instant: number): number {
  const seconds = Math.floor(instant < YEAR_1800 ? YEAR_1800 : instant >= YEAR_2400 ? YEAR_2400 - CYCLE + ((instant - YEAR_2400) % CYCLE) : instant);
  const parts: Record<string, number> = {};
  for (const part of formatOf(zone)?.formatToParts(seconds * 1000) ?? []) parts[part.type] = Number(part.value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds;
}

/** The offset of a wall-clock reading (as if it were UTC). Read twice in autumn: the first; skipped in spring: that of before the change. */
export function offsetOfLocal(zone: string, local: number): number {
  const before = offsetAt(zone, local - 86_400);
  const after = offsetAt(zone, local + 86_400);
  if (before === after || offsetAt(zone, local - before) === before) return before;
  return offsetAt(zone, local - after) === after ? after : before;
}
