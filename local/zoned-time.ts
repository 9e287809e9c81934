/** A wall-clock time of a zone as an instant. */

/** In ms since 1970, or null where there is no such time or zone. In the hour that a zone skips or repeats, the offset before it counts. */
export function utcOf(local: string, zone: string): number | null {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  try {
    const first = wall - offsetAt(wall, zone);
    const second = wall - offsetAt(first, zone);
    return second;
  } catch {
    return null; // Intl knows no such zone
  }
}

/** How far the zone's clocks are ahead of UTC at that instant, in ms. */
function offsetAt(instant: number, zone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
