// Short ways to parse and evaluate an expression in tests; both throw where a test expects success.
import {
  type EvaluationResult,
  evaluate,
  type FeelInput,
  type ParsedExpression,
  type ParseOptions,
  type ParseProblem,
  parseExpression,
  toJson,
} from "../../../shared/process/feel/index";

export const NOW = "2024-02-29T12:34:56Z";

export function parse(source: string, options?: ParseOptions): ParsedExpression {
  const result = parseExpression(source, options);
  if (!result.ok) throw new Error(`${source}: ${result.problems[0]?.message}`);
  return result.expression;
}

export function problems(source: string, options?: ParseOptions): ParseProblem[] {
  const result = parseExpression(source, options);
  return result.ok ? [] : result.problems;
}

export function run(source: string, context: Record<string, FeelInput> = {}, timeZone?: string): EvaluationResult {
  return evaluate(parse(source, { names: Object.keys(context) }), context, { now: NOW, timeZone });
}

/** The value as JSON; null also where evaluation answers null with warnings. */
export function value(source: string, context: Record<string, FeelInput> = {}, timeZone?: string): unknown {
  const result = run(source, context, timeZone);
  if (!result.ok) throw new Error(`${source}: ${result.message}`);
  return toJson(result.value);
}
