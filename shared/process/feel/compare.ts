// Equality and order between values; null where FEEL doesn't define them (other kinds, one side zoned and the other local).

import { daysOf } from "./calendar";
import type { Runtime } from "./runtime";
import { floorDiv, instantOf, instantOfTime, isZoned, NANOS } from "./temporal";
import { asDates } from "./temporal-text";
import {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelRange,
  FeelTime,
  type FeelValue,
  isContext,
  isList,
  isNumber,
  kindOf,
  type UnaryOperator,
  YearsMonthsDuration,
} from "./values";

/** `a = b`. Times are equal to the second, as the standard's tests demand. */
export function equal(a: FeelValue, b: FeelValue, rt: Runtime): boolean | null {
  rt.burn();
  if (a === null || b === null) return a === b;
  const dates = asDates(a, b);
  if (dates) return equal(...dates, rt);
  if (kindOf(a) !== kindOf(b)) return rt.warn("type", `A ${kindOf(a)} can't be compared with a ${kindOf(b)}.`);
  if (isNumber(a) && isNumber(b)) return a.eq(b);
  if (a instanceof FeelDate && b instanceof FeelDate) return daysOf(a) === daysOf(b);
  if (a instanceof FeelTime && b instanceof FeelTime) return isZoned(a) === isZoned(b) && sameSecond(instantOfTime(a), instantOfTime(b));
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) return isZoned(a.time) === isZoned(b.time) && sameSecond(instantOf(a), instantOf(b));
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return a.months === b.months;
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return a.nanos === b.nanos;
  rt.enter();
  const same = equalComposite(a, b, rt);
  rt.leave();
  return same;
}

function equalComposite(a: FeelValue, b: FeelValue, rt: Runtime): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null, rt) === true);
  if (a instanceof FeelRange && b instanceof FeelRange) {
    const shape = a.operator === b.operator && a.startIncluded === b.startIncluded && a.endIncluded === b.endIncluded;
    return shape && equal(a.start, b.start, rt) === true && equal(a.end, b.end, rt) === true;
  }
  if (isContext(a) && isContext(b)) return a.size === b.size && [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key) ?? null, rt) === true);
  return a === b;
}

const sameSecond = (a: bigint, b: bigint): boolean => floorDiv(a, NANOS) === floorDiv(b, NANOS);
const sign = (a: bigint | number, b: bigint | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Negative, zero or positive; null where the two have no order. */
export function order(a: FeelValue, b: FeelValue, rt: Runtime): number | null {
  rt.burn();
  if (isNumber(a) && isNumber(b)) return a.cmp(b);
  if (typeof a === "string" && typeof b === "string") return orderStrings(a, b);
  if (a instanceof FeelDate && b instanceof FeelDate) return sign(daysOf(a), daysOf(b));
  if (a instanceof FeelTime && b instanceof FeelTime && isZoned(a) === isZoned(b)) return sign(instantOfTime(a), instantOfTime(b));
  if (a instanceof FeelDateTime && b instanceof FeelDateTime && isZoned(a.time) === isZoned(b.time)) return sign(instantOf(a), instantOf(b));
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return sign(a.months, b.months);
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return sign(a.nanos, b.nanos);
  const dates = asDates(a, b);
  if (dates) return order(...dates, rt);
  return rt.warn("type", `A ${kindOf(a)} and a ${kindOf(b)} have no order.`);
}

/** By code points; UTF-16 would put the astral planes before U+E000. */
function orderStrings(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left === right) continue;
    const surrogates = [left, right].map((code) => code >= 0xd800 && code <= 0xdfff);
    return surrogates[0] === surrogates[1] ? left - right : surrogates[0] ? 1 : -1;
  }
  return a.length - b.length;
}

export function compare(operator: UnaryOperator, a: FeelValue, b: FeelValue, rt: Runtime): boolean | null {
  if (operator === "=" || operator === "!=") {
    const same = equal(a, b, rt);
    return same === null ? null : same === (operator === "=");
  }
  const found = order(a, b, rt);
  if (found === null) return null;
  if (operator === "<") return found < 0;
  if (operator === "<=") return found <= 0;
  return operator === ">" ? found > 0 : found >= 0;
}

/** Ternary logic over several results: true or false decides, else null if any is. */
export function conjunction(...results: (boolean | null)[]): boolean | null {
  if (results.includes(false)) return false;
  return results.includes(null) ? null : true;
}

/** Whether a point lies in a range; null where that can't be told. */
export function contains(range: FeelRange, point: FeelValue, rt: Runtime): boolean | null {
  const bound = range.operator?.startsWith("<") ? range.end : range.start;
  if (range.operator) return compare(range.operator, point, bound, rt);
  const low = compare(range.startIncluded ? ">=" : ">", point, range.start, rt);
  const high = compare(range.endIncluded ? "<=" : "<", point, range.end, rt);
  return low === null || high === null ? null : low && high;
}
