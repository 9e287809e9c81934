// The door to the evaluator: budget, clock and scope are set up here, and what exhausts them ends here.
import { createMachine } from "./eval-node";
import type { FeelInput } from "./json";
import { LIMITS } from "./limits";
import type { ParsedExpression } from "./parse";
import { Exhausted, measure, Runtime, type Warning } from "./runtime";
import { Variables } from "./scope";
import { fromInstant, instantOf, isZoned } from "./temporal";
import { parseDateTime } from "./temporal-text";
import { type FeelDateTime, FeelTime, type FeelValue } from "./values";
import { isZone } from "./zones";

export type { Warning } from "./runtime";

export type EvaluateOptions = {
  /** What `now()` and `today()` say: an ISO 8601 instant with "Z" or an offset. */
  now: string;
  /** IANA zone in which `now()` and `today()` are read. Default: the offset in `now`. */
  timeZone?: string;
  /** Steps; default and upper bound 10,000. */
  fuel?: number;
};

/** fuel: more steps, list items or characters than allowed; depth: nested too deeply; options: `now` or `timeZone` is malformed. */
export type EvaluationFailure = { ok: false; code: "fuel" | "depth" | "options"; message: string };
export type EvaluationResult = { ok: true; value: FeelValue; warnings: Warning[] } | EvaluationFailure;

/** Never throws. Where FEEL has no answer (wrong types, missing names) the value is null and `warnings` say why. */
export function evaluate(expression: ParsedExpression, context: Readonly<Record<string, FeelInput>>, options: EvaluateOptions): EvaluationResult {
  const now = readClock(options);
  if (!now) return { ok: false, code: "options", message: "now must be an ISO instant with an offset, and timeZone an IANA zone." };
  const rt = new Runtime(Math.min(options.fuel ?? LIMITS.fuel, LIMITS.fuel), now);
  try {
    const value = createMachine(rt).run(expression.root, new Variables(context, rt));
    measure(value, new Runtime(LIMITS.resultSize, now));
    return { ok: true, value, warnings: rt.warnings };
  } catch (error) {
    if (error instanceof Exhausted) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

/** For conditions: true or false, and null where there is no boolean, be it for want of an answer or of fuel. */
export function test(expression: ParsedExpression, context: Readonly<Record<string, FeelInput>>, options: EvaluateOptions): boolean | null {
  const result = evaluate(expression, context, options);
  return result.ok && typeof result.value === "boolean" ? result.value : null;
}

function readClock({ now, timeZone }: EvaluateOptions): FeelDateTime | null {
  const given = parseDateTime(now);
  if (!given || !isZoned(given.time) || (timeZone !== undefined && !isZone(timeZone))) return null;
  return timeZone === undefined ? given : fromInstant(instantOf(given), new FeelTime(0, 0, 0, 0, null, timeZone));
}
