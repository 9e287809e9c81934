import type { DecimalValue, FieldOf } from "../../../contract/form-definition";
import { decimalOf, readDecimal, writeDecimal } from "../decimal";
import { Refusal } from "../refusal";
import { type FieldProblem, type FieldType, type Reader, wrongOrder } from "./field";

const limit = (value: DecimalValue | undefined) => (value === undefined ? undefined : decimalOf(value));

export const number: FieldType<FieldOf<"number">> = {
  reader: (field): Reader => {
    const [min, max, step] = [limit(field.min), limit(field.max), limit(field.step)];
    return (given) => {
      const value = readDecimal(given);
      if (value instanceof Refusal) return value;
      if (min?.gt(value)) return new Refusal("too-small", { min: String(min) });
      if (max?.lt(value)) return new Refusal("too-large", { max: String(max) });
      if (step && !isMultiple(value, step)) return new Refusal("not-a-step", { step: String(step) });
      return { value: writeDecimal(value), feel: value };
    };
  },
  // Keywords about numbers say nothing about the text of a longer one.
  schema: ({ min, max, step }) => ({
    type: ["number", "string"],
    pattern: "^-?\\d{1,34}(\\.\\d{1,34})?$",
    ...(typeof min === "number" && { minimum: min }),
    ...(typeof max === "number" && { maximum: max }),
    // Validators divide doubles: 19.99 is no multiple of 0.01 to them.
    ...(typeof step === "number" && Number.isSafeInteger(step) && { multipleOf: step }),
  }),
  problems: ({ min, max, step }) => [
    ...Object.entries({ min, max, step }).flatMap(([name, value]) => notExact(name, value)),
    ...wrongOrder("min", "max", min !== undefined && max !== undefined && decimalOf(min).gt(decimalOf(max))),
    ...(step !== undefined && decimalOf(step).lte(0) ? [{ path: "/step", code: "bad-step", message: "A step must be above zero." }] : []),
  ],
};

/** 34 digits divided by 34 digits: the remainder of whole numbers, which no precision cuts. */
function isMultiple(value: ReturnType<typeof decimalOf>, step: ReturnType<typeof decimalOf>): boolean {
  const places = Math.max(value.decimalPlaces(), step.decimalPlaces());
  const whole = (it: typeof value) => BigInt(it.toFixed(places).replace(".", ""));
  return whole(value) % whole(step) === 0n;
}

function notExact(name: string, value: DecimalValue | undefined): FieldProblem[] {
  const read = value === undefined ? undefined : readDecimal(value);
  return read instanceof Refusal ? [{ path: `/${name}`, code: read.code, message: read.at("").message }] : [];
}
