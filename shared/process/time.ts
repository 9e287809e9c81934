// ISO 8601 durations on instants, in UTC; what can't be read is null.
const pattern = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
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

/** An instant as we write it, or null. */
export function instant(text: string): string | null {
  const millis = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})(\[.*\])?$/.test(text) ? Date.parse(text.replace(/\[.*\]$/, "")) : Number.NaN;
  return Number.isFinite(millis) && millis <= latest ? new Date(millis).toISOString() : null;
}
