// The built-in functions' parameters: what a call is checked against, and what the parser knows by name.

/**
 * Each entry lists a function's forms; a form is "name: type, name?: type, name...: type" (optional, repeated).
 * Types: s string, n number, b boolean, l list, c context, f function, D date or date and time, t time, d days and time duration,
 * r range, * any. A type with "?" also takes null; otherwise null as an argument makes the result null.
 */
export const SIGNATURES = {
  date: ["from: *", "year: n, month: n, day: n"],
  time: ["from: *", "hour: n, minute: n, second: n, offset?: d?"],
  "date and time": ["from: *", "date: D, time: t"],
  duration: ["from: *"],
  "years and months duration": ["from: D, to: D"],
  number: ["from: *", "from: s, grouping separator: s?, decimal separator?: s?"],
  string: ["from: *"],
  range: ["from: s"],
  not: ["negand: *"],

  substring: ["string: s, start position: n, length?: n"],
  "string length": ["string: s"],
  "upper case": ["string: s"],
  "lower case": ["string: s"],
  "substring before": ["string: s, match: s"],
  "substring after": ["string: s, match: s"],
  replace: ["input: s, pattern: s, replacement: s, flags?: s?"],
  contains: ["string: s, match: s"],
  "starts with": ["string: s, match: s"],
  "ends with": ["string: s, match: s"],
  matches: ["input: s, pattern: s, flags?: s?"],
  split: ["string: s, delimiter: s"],
  "string join": ["list: l, delimiter?: s?"],

  "list contains": ["list: l, element: *"],
  count: ["list: l"],
  min: ["list...: *"],
  max: ["list...: *"],
  sum: ["list...: *"],
  mean: ["list...: *"],
  all: ["list...: *"],
  any: ["list...: *"],
  product: ["list...: *"],
  median: ["list...: *"],
  stddev: ["list...: *"],
  mode: ["list...: *"],
  sublist: ["list: l, start position: n, length?: n"],
  append: ["list: l, item...: *"],
  concatenate: ["list...: *"],
  union: ["list...: *"],
  "insert before": ["list: l, position: n, newItem: *"],
  remove: ["list: l, position: n"],
  "list replace": ["list: l, position: n, newItem: *", "list: l, match: f, newItem: *"],
  reverse: ["list: l"],
  "index of": ["list: l, match: *"],
  "distinct values": ["list: l"],
  flatten: ["list: l"],
  sort: ["list: l, precedes?: f"],

  decimal: ["n: n, scale: n"],
  floor: ["n: n, scale?: n"],
  ceiling: ["n: n, scale?: n"],
  "round up": ["n: n, scale: n"],
  "round down": ["n: n, scale: n"],
  "round half up": ["n: n, scale: n"],
  "round half down": ["n: n, scale: n"],
  abs: ["n: *"],
  modulo: ["dividend: n, divisor: n"],
  sqrt: ["number: n"],
  log: ["number: n"],
  exp: ["number: n"],
  odd: ["number: n"],
  even: ["number: n"],

  "get value": ["m: c, key: s"],
  "get entries": ["m: c"],
  context: ["entries: l"],
  "context put": ["context: c, key: s, value: *", "context: c, keys: l, value: *"],
  "context merge": ["contexts: l"],

  now: [""],
  today: [""],
  "day of year": ["date: D"],
  "day of week": ["date: D"],
  "month of year": ["date: D"],
  "week of year": ["date: D"],

  is: ["value1: *, value2: *"],
  before: ["point1: *, point2: *", "point: *, range: *", "range: *, point: *", "range1: *, range2: *"],
  after: ["point1: *, point2: *", "point: *, range: *", "range: *, point: *", "range1: *, range2: *"],
  meets: ["range1: r, range2: r"],
  "met by": ["range1: r, range2: r"],
  overlaps: ["range1: r, range2: r"],
  "overlaps before": ["range1: r, range2: r"],
  "overlaps after": ["range1: r, range2: r"],
  finishes: ["point: *, range: r", "range1: r, range2: r"],
  "finished by": ["range: r, point: *", "range1: r, range2: r"],
  includes: ["range: r, point: *", "range1: r, range2: r"],
  during: ["point: *, range: r", "range1: r, range2: r"],
  starts: ["point: *, range: r", "range1: r, range2: r"],
  "started by": ["range: r, point: *", "range1: r, range2: r"],
  coincides: ["point1: *, point2: *", "range1: r, range2: r"],
} as const satisfies Record<string, readonly string[]>;

export type BuiltinName = keyof typeof SIGNATURES;
export const isBuiltin = (name: string): name is BuiltinName => Object.hasOwn(SIGNATURES, name);

export type FormParameter = { name: string; type: string; optional: boolean; repeated: boolean; nullable: boolean };
export type Form = readonly FormParameter[];

const parsed = new Map<string, readonly Form[]>();

/** The forms of a built-in function, parsed once. */
export function formsOf(name: BuiltinName): readonly Form[] {
  let forms = parsed.get(name);
  if (!forms) {
    forms = SIGNATURES[name].map((form) => (form === "" ? [] : form.split(", ").map(parseParameter)));
    parsed.set(name, forms);
  }
  return forms;
}

function parseParameter(text: string): FormParameter {
  const [label = "", type = "*"] = text.split(": ");
  return {
    name: label.replace(/[?.]+$/, ""),
    type: type.charAt(0),
    optional: label.endsWith("?"),
    repeated: label.endsWith("..."),
    nullable: type === "*" || type.endsWith("?"),
  };
}
