// Arithmetic between values: numbers, text, and dates, times and durations by the standard's table of combinations.
import type { ArithmeticOperator } from "./ast";
import { Decimal, finite } from "./decimal";
import type { Runtime } from "./runtime";
import { addDuration, daysTime, difference, instantOfTime, isZoned, yearsMonths } from "./temporal";
import { asDates } from "./temporal-text";
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelTime, type FeelValue, isNumber, kindOf, YearsMonthsDuration } from "./values";

export function arithmetic(operator: ArithmeticOperator, a: FeelValue, b: FeelValue, rt: Runtime): FeelValue {
  if (isNumber(a) && isNumber(b)) return numeric(operator, a, b) ?? rt.warn("range", `${operator} has no result here.`);
  if (operator === "+" && typeof a === "string" && typeof b === "string") return rt.text(a + b);
  const result =
    operator === "+" ? add(a, b) : operator === "-" ? subtract(a, b) : operator === "*" ? multiply(a, b) : operator === "/" ? divide(a, b) : undefined;
  const dates = result === undefined && asDates(a, b);
  if (dates) return arithmetic(operator, ...dates, rt);
  if (result === undefined) return rt.warn("type", `A ${kindOf(a)} ${operator} a ${kindOf(b)} is not defined.`);
  return result ?? rt.warn("range", `${operator} has no result here.`);
}

function numeric(operator: ArithmeticOperator, a: Decimal, b: Decimal): Decimal | null {
  if (operator === "+") return finite(a.plus(b));
  if (operator === "-") return finite(a.minus(b));
  if (operator === "*") return finite(a.times(b));
  if (operator === "/") return b.isZero() ? null : finite(a.div(b));
  return finite(a.pow(b));
}

const isPoint = (value: FeelValue): value is FeelDate | FeelTime | FeelDateTime =>
  value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime;
const isDay = (value: FeelValue): value is FeelDate | FeelDateTime => value instanceof FeelDate || value instanceof FeelDateTime;
const isDuration = (value: FeelValue): value is YearsMonthsDuration | DaysTimeDuration =>
  value instanceof YearsMonthsDuration || value instanceof DaysTimeDuration;

/** undefined: the combination is not defined; null: it is, but has no result. */
function add(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return yearsMonths(a.months + b.months);
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return daysTime(a.nanos + b.nanos);
  if (isPoint(a) && isDuration(b)) return shift(a, b, 1);
  return isDuration(a) && isPoint(b) ? shift(b, a, 1) : undefined;
}

function subtract(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return yearsMonths(a.months - b.months);
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return daysTime(a.nanos - b.nanos);
  if (isPoint(a) && isDuration(b)) return shift(a, b, -1);
  if (isDay(a) && isDay(b)) return difference(a, b);
  if (a instanceof FeelTime && b instanceof FeelTime) return isZoned(a) === isZoned(b) ? daysTime(instantOfTime(a) - instantOfTime(b)) : null;
  return undefined;
}

const shift = (point: FeelDate | FeelTime | FeelDateTime, by: YearsMonthsDuration | DaysTimeDuration, sign: 1 | -1) =>
  point instanceof FeelTime && by instanceof YearsMonthsDuration ? undefined : addDuration(point, by, sign);

function multiply(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (isNumber(a) && isDuration(b)) return multiply(b, a);
  if (!isNumber(b)) return undefined;
  if (a instanceof YearsMonthsDuration) return yearsMonths(b.times(a.months).trunc().toNumber());
  return a instanceof DaysTimeDuration ? nanosFrom(b.times(a.nanos.toString())) : undefined;
}

function divide(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return b.months === 0 ? null : new Decimal(a.months).div(b.months);
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return b.nanos === 0n ? null : new Decimal(a.nanos.toString()).div(b.nanos.toString());
  if (!isNumber(b) || !isDuration(a)) return undefined;
  if (b.isZero()) return null;
  if (a instanceof YearsMonthsDuration) return yearsMonths(new Decimal(a.months).div(b).trunc().toNumber());
  return nanosFrom(new Decimal(a.nanos.toString()).div(b));
}

const nanosFrom = (nanos: Decimal) => (nanos.isFinite() && nanos.abs().lt("1e27") ? daysTime(BigInt(nanos.trunc().toFixed(0))) : null);

export function negate(operand: FeelValue, rt: Runtime): FeelValue {
  if (isNumber(operand)) return finite(operand.neg());
  if (operand instanceof YearsMonthsDuration) return yearsMonths(-operand.months);
  if (operand instanceof DaysTimeDuration) return daysTime(-operand.nanos);
  return rt.warn("type", `A ${kindOf(operand)} can't be negated.`);
}
