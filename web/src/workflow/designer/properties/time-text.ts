// Times as a definition has them, and as people give them: a number and a unit, a moment, or an expression.

export const units = ["seconds", "minutes", "hours", "days", "weeks", "months"] as const;
export type Unit = (typeof units)[number];

const shapes = {
  seconds: ["PT", "S"],
  minutes: ["PT", "M"],
  hours: ["PT", "H"],
  days: ["P", "D"],
  weeks: ["P", "W"],
  months: ["P", "M"],
} as const satisfies Record<Unit, readonly [string, string]>;

/** `written`: what only ISO 8601 can say, two days and a half for example, and is kept as it is. */
export type Wait = { by: "unit"; count: number; unit: Unit } | { by: "expression"; source: string } | { by: "written"; text: string };

export const inIso = (count: number, unit: Unit): string => shapes[unit].join(String(count));

export function waitOf(text: string): Wait {
  if (text.startsWith("=")) return { by: "expression", source: text.slice(1) };
  for (const unit of units) {
    const [before, after] = shapes[unit];
    const count = text.startsWith(before) && text.endsWith(after) ? text.slice(before.length, -after.length) : "";
    if (/^\d{1,7}$/.test(count)) return { by: "unit", count: Number(count), unit };
  }
  return { by: "written", text };
}

/** `written`: a day, or a time that means another one in each zone. */
export type Moment = { by: "moment"; at: string } | { by: "expression"; source: string } | { by: "written"; text: string };

export function momentOf(text: string): Moment {
  if (text.startsWith("=")) return { by: "expression", source: text.slice(1) };
  const isZoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  return isZoned && !Number.isNaN(Date.parse(text)) ? { by: "moment", at: text } : { by: "written", text };
}

/** Of what a browser's control for date and time gives, in the zone of whoever gave it. */
export const instantFrom = (local: string): string => new Date(local).toISOString().replace(".000Z", "Z");
