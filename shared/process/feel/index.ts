// FEEL (DMN 1.3/1.4), deterministic and bounded: no clock, no I/O, exact decimals, linear-time regular expressions.
//
// Values: null, boolean, string, Decimal (34 digits), FeelDate, FeelTime, FeelDateTime, YearsMonthsDuration (months), DaysTimeDuration
// (nanoseconds, bigint), FeelRange, FeelFunction, lists as arrays, contexts as Maps. JSON goes in as it is; toJson takes it out again.
// Errors: parseExpression answers with located problems; evaluate answers `ok: false` only where a bound is reached or its options are
// malformed. What FEEL itself calls an error is the value null with a warning. Neither of them throws.
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
