// FEEL as the engine needs it: parsed once, on JSON variables, and Stuck where there is no clear answer.

import { evaluate, type ParseResult, parseExpression, toJson, type Warning } from "./feel";
import type { Json, Variables } from "./json";
import type { GivenReason } from "./reason";
import { Stuck } from "./run/stuck";

export type Moment = { now: string; timeZone: string | null };

const parsed = new Map<string, ParseResult>();
const keptAtMost = 1_000;

/** Names with spaces or signs must be known to the parser, so they are part of the key. */
function parse(source: string, names: readonly string[]): ParseResult {
  const odd = names.filter((name) => /[^\p{L}\p{N}_]/u.test(name)).sort();
  const key = JSON.stringify([source, odd]);
  const found = parsed.get(key) ?? parseExpression(source, { names: odd });
  if (parsed.size >= keptAtMost) parsed.clear();
  parsed.set(key, found);
  return found;
}

function evaluated(source: string, variables: Variables, { now, timeZone }: Moment) {
  const reading = parse(source, Object.keys(variables));
  if (!reading.ok)
    throw new Stuck("expression-failed", `"${source}" is no FEEL expression: ${reading.problems[0]?.message ?? ""}`, { code: "no-feel", params: { source } });
  const result = evaluate(reading.expression, variables, { now, ...(timeZone ? { timeZone } : {}) });
  if (!result.ok)
    throw new Stuck("expression-failed", `"${source}" could not be evaluated: ${result.message}`, { code: `feel-${result.code}`, params: { source } });
  return result;
}

/** The value as JSON. */
export const valueIn = (source: string, variables: Variables, moment: Moment): Json => toJson(evaluated(source, variables, moment).value) as Json;

/** True or false; anything else, null above all, is no answer. */
export function decide(source: string, variables: Variables, moment: Moment): boolean {
  const { value, warnings } = evaluated(source, variables, moment);
  if (typeof value === "boolean") return value;
  const why = warnings[0] ? `: ${warnings[0].message}` : "";
  throw new Stuck(
    "condition-undecided",
    `The condition "${source}" is ${value === null ? "null" : "not true or false"}${why}`,
    undecided(source, value, warnings[0]),
  );
}

const undecided = (source: string, value: unknown, warning?: Warning): GivenReason =>
  value !== null
    ? { code: "condition-other", params: { source } }
    : warning?.name === undefined
      ? { code: "condition-null", params: { source } }
      : { code: "condition-missing", params: { source, name: warning.name } };

/** Text as it stands, or the value of the FEEL after its `=`. */
export function textOf(template: string, variables: Variables, moment: Moment): string {
  if (!template.startsWith("=")) return template;
  const value = valueIn(template.slice(1), variables, moment);
  if (value === null || typeof value === "object")
    throw new Stuck("expression-failed", `"${template}" does not give a text.`, { code: "no-text", params: { source: template } });
  return String(value);
}
