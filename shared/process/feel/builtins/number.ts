// Numeric functions.
import { asInteger, Decimal, finite } from "../decimal";
import type { Machine } from "../machine";
import { DaysTimeDuration, type FeelValue, isList, isNumber, YearsMonthsDuration } from "../values";

/** decimal.js numbers its modes so. */
type Rounding = 0 | 1 | 2 | 3 | 4 | 5 | 6;
const MIN_SCALE = -6111;
const MAX_SCALE = 6176;

const rounding =
  (name: string, mode: Rounding) =>
  ([value, scale]: [Decimal, Decimal?], { rt }: Machine): FeelValue => {
    const places = scale === undefined ? 0 : asInteger(scale.trunc());
    if (places === null || places < MIN_SCALE || places > MAX_SCALE)
      return rt.warn("range", `${name}: the scale must be between ${MIN_SCALE} and ${MAX_SCALE}.`);
    return roundTo(value, places, mode);
  };

function roundTo(value: Decimal, places: number, mode: Rounding): Decimal | null {
  if (places >= 0) return finite(value.toDecimalPlaces(places, mode));
  // Digits before the point: the exponent of the first digit tells how many stay.
  const kept = value.e + 1 + places;
  if (value.isZero()) return value;
  if (kept > 0) return finite(value.toSignificantDigits(kept, mode));
  const unit = new Decimal(10).pow(-places);
  return finite(value.div(unit).toDecimalPlaces(0, mode).times(unit));
}

function abs([given]: [FeelValue], { rt }: Machine): FeelValue {
  const value = isList(given) && given.length === 1 ? (given[0] ?? null) : given;
  if (isNumber(value)) return value.abs();
  if (value instanceof YearsMonthsDuration) return new YearsMonthsDuration(Math.abs(value.months));
  if (value instanceof DaysTimeDuration) return new DaysTimeDuration(value.nanos < 0n ? -value.nanos : value.nanos);
  return rt.warn("type", "abs: needs a number or a duration.");
}

const orWarn = (name: string, value: Decimal | null, { rt }: Machine): FeelValue => value ?? rt.warn("range", `${name}: has no result here.`);

const parity =
  (remainder: 0 | 1) =>
  ([value]: [Decimal]): boolean =>
    value.isInteger() && value.mod(2).abs().eq(remainder);

export const numberFunctions = {
  decimal: rounding("decimal", Decimal.ROUND_HALF_EVEN),
  floor: rounding("floor", Decimal.ROUND_FLOOR),
  ceiling: rounding("ceiling", Decimal.ROUND_CEIL),
  "round up": rounding("round up", Decimal.ROUND_UP),
  "round down": rounding("round down", Decimal.ROUND_DOWN),
  "round half up": rounding("round half up", Decimal.ROUND_HALF_UP),
  "round half down": rounding("round half down", Decimal.ROUND_HALF_DOWN),
  abs,
  modulo: ([a, b]: [Decimal, Decimal], machine: Machine) => orWarn("modulo", b.isZero() ? null : finite(a.minus(b.times(a.div(b).floor()))), machine),
  sqrt: ([value]: [Decimal], machine: Machine) => orWarn("sqrt", finite(value.sqrt()), machine),
  log: ([value]: [Decimal], machine: Machine) => orWarn("log", value.lte(0) ? null : finite(value.ln()), machine),
  exp: ([value]: [Decimal], machine: Machine) => orWarn("exp", finite(value.exp()), machine),
  odd: parity(1),
  even: parity(0),
};
