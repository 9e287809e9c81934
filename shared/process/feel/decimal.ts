// The one decimal type of FEEL: 34 significant digits, half-even, exponents of IEEE 754 decimal128; a clone, so no other user of the library is affected.
import { Decimal as Library } from "decimal.js";

export const Decimal = /* @__PURE__ */ Library.clone({
  precision: 34,
  rounding: Library.ROUND_HALF_EVEN,
  modulo: Library.ROUND_FLOOR,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -6200,
  toExpPos: 6200,
  defaults: true,
});
export type Decimal = Library;

/** A number from its text, rounded to 34 digits; null where the text is no number or out of range. */
export function decimalFrom(text: string): Decimal | null {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,6})?$/.test(text)) return null;
  return finite(new Decimal(text).toSignificantDigits(34));
}

/** FEEL has no infinity and no NaN: what can't be represented is null. */
export const finite = (value: Decimal): Decimal | null => (value.isFinite() ? (value.isZero() ? ZERO : value) : null);

export const ZERO = new Decimal(0);

/** A whole number within ±2^53, or null. */
export const asInteger = (value: Decimal): number | null => (value.isInteger() && value.abs().lte(Number.MAX_SAFE_INTEGER) ? value.toNumber() : null);
