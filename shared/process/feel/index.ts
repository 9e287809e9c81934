// FEEL (DMN 1.3/1.4), deterministic and bounded: no clock, no I/O, exact decimals, linear-time regular expressions.
export { Decimal } from "./decimal";
export { type EvaluateOptions, type EvaluationFailure, type EvaluationResult, evaluate, test, type Warning } from "./evaluate";
export { type FeelInput, fromJson, toJson } from "./json";
export { LIMITS } from "./limits";
export { namesUsed, type UsedName } from "./names";
export { type ParsedExpression, type ParseOptions, type ParseProblem, type ParseResult, parseExpression } from "./parse";
export {
  DaysTimeDuration,
  type FeelContext,
  FeelDate,
  FeelDateTime,
  type FeelDuration,
  FeelFunction,
  FeelRange,
  FeelTime,
  type FeelValue,
  YearsMonthsDuration,
} from "./values";
