// String functions; positions and lengths count Unicode code points.
import { asInteger, Decimal } from "../decimal";
import type { Machine } from "../machine";
import { compilePattern, type Pattern } from "../regex";
import type { Runtime } from "../runtime";
import type { FeelValue } from "../values";

function codePoints(text: string, rt: Runtime): string[] {
  rt.burn(Math.ceil(text.length / 200));
  return Array.from(text);
}

function substring([text, start, length]: [string, Decimal, Decimal?], { rt }: Machine): FeelValue {
  const points = codePoints(text, rt);
  const position = asInteger(start.trunc());
  const count = length === undefined ? points.length : asInteger(length.trunc());
  if (position === null || position === 0 || Math.abs(position) > points.length) return rt.warn("range", "substring: the start position is not in the string.");
  if (count === null || (length !== undefined && count < 1)) return rt.warn("range", "substring: the length is less than 1.");
  const from = position > 0 ? position - 1 : points.length + position;
  return points.slice(from, from + count).join("");
}

function join([list, delimiter]: [readonly FeelValue[], (string | null)?], { rt }: Machine): FeelValue {
  const parts = list.filter((item) => item !== null);
  if (!parts.every((part) => typeof part === "string")) return rt.warn("type", "string join: all items must be strings.");
  const length = parts.reduce((sum, part) => sum + part.length + (delimiter?.length ?? 0), 0);
  rt.burn(Math.ceil(length / 100));
  return rt.text(length > 200_000 ? " ".repeat(200_000) : parts.join(delimiter ?? ""));
}

function before([text, match]: [string, string]): string {
  const index = text.indexOf(match);
  return index < 0 ? "" : text.slice(0, index);
}

function after([text, match]: [string, string]): string {
  const index = text.indexOf(match);
  return index < 0 ? "" : text.slice(index + match.length);
}

/** Regular expressions cost time in proportion to text and pattern. */
function withPattern(pattern: string, flags: string | null | undefined, text: string, { rt }: Machine, use: (pattern: Pattern) => FeelValue): FeelValue {
  rt.burn(20 + pattern.length);
  const compiled = compilePattern(pattern, flags ?? "");
  if (compiled === null) return rt.warn("invalid", `"${pattern.slice(0, 80)}" is not a supported regular expression.`);
  rt.burn(Math.ceil((compiled.size * text.length) / 500));
  return use(compiled);
}

const matches = ([text, pattern, flags]: [string, string, (string | null)?], machine: Machine): FeelValue =>
  withPattern(pattern, flags, text, machine, (compiled) => compiled.test(text));

function replace([text, pattern, replacement, flags]: [string, string, string, (string | null)?], machine: Machine): FeelValue {
  return withPattern(pattern, flags, text, machine, (compiled) => {
    const replaced = compiled.replaceAll(text, replacement, (piece) => machine.rt.text(piece));
    return replaced ?? machine.rt.warn("invalid", "replace: the pattern matches an empty string, or the replacement is malformed.");
  });
}

function split([text, delimiter]: [string, string], machine: Machine): FeelValue {
  return withPattern(delimiter, "", text, machine, (compiled) => machine.rt.list(compiled.split(text)));
}

export const stringFunctions = {
  substring,
  "string length": ([text]: [string], { rt }: Machine) => new Decimal(codePoints(text, rt).length),
  "upper case": ([text]: [string], { rt }: Machine) => rt.text(text.toUpperCase()),
  "lower case": ([text]: [string], { rt }: Machine) => rt.text(text.toLowerCase()),
  "substring before": before,
  "substring after": after,
  replace,
  contains: ([text, match]: [string, string]) => text.includes(match),
  "starts with": ([text, match]: [string, string]) => text.startsWith(match),
  "ends with": ([text, match]: [string, string]) => text.endsWith(match),
  matches,
  split,
  "string join": join,
};
