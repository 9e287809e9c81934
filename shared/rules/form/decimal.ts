// Numbers as people type them and programs send them, without any rounding on the way.

import type { DecimalValue } from "../../contract/form-definition";
import { Decimal, toJson } from "../../process/feel";
import { Refusal } from "./refusal";

const most = 34;
/** Every decimal of up to 15 digits is exactly one double and comes back as itself; beyond, JSON.parse may already have rounded it. */
const exactInDouble = 15;
const plain = /^-?\d{1,34}(?:\.\d{1,34})?$/;

/** A JSON number, decimal text, or what an expression gave; at most 34 digits when written out. */
export function readDecimal(value: unknown): Decimal | Refusal {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value === "string") return plain.test(value.trim()) ? bounded(new Decimal(value.trim())) : new Refusal("not-a-number");
  return value instanceof Decimal ? bounded(rounded(value)) : new Refusal("not-a-number");
}

/** A number where a double holds it exactly, else its text: the one form in which it is stored, and FEEL's own. */
export const writeDecimal = (value: Decimal) => toJson(value) as number | string;

/** Of a definition that was checked by its contract. */
export const decimalOf = (value: DecimalValue) => new Decimal(value);

function fromNumber(value: number): Decimal | Refusal {
  if (!Number.isFinite(value)) return new Refusal("not-a-number");
  const decimal = new Decimal(value);
  return decimal.precision() > exactInDouble ? new Refusal("not-exact") : bounded(decimal);
}

function bounded(value: Decimal): Decimal | Refusal {
  if (value.isZero()) return zero;
  return wholeDigits(value) + value.decimalPlaces() > most ? new Refusal("too-many-digits", { max: most }) : value;
}

/** 1 ÷ 300 has 34 digits after its zeros: what an expression gave is cut to what may be written. */
const rounded = (value: Decimal) => (wholeDigits(value) > most ? value : value.toDecimalPlaces(most - wholeDigits(value), Decimal.ROUND_HALF_EVEN));

const wholeDigits = (value: Decimal) => Math.max(0, value.e + 1);
const zero = new Decimal(0);
