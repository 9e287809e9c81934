// What one type of field is: how a value of it is read, what a default or rule of its own may be, and its JSON Schema.
import type { Field } from "../../../contract/form-definition";
import type { FeelInput } from "../../../process/feel";
import { Refusal } from "../refusal";
import type { Run } from "../run";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonSchema = { readonly [key: string]: unknown };

/** A good value, as it is stored and as conditions see it. */
export type Good = { value: Json; feel: FeelInput };
/** A value with parts that are refused; their errors stand in the run already. */
export const broken: unique symbol = Symbol("broken");

/** Never sees an empty value. */
export type Read = Good | Refusal | typeof broken;
export type Reader = (value: unknown, path: string, run: Run) => Read;

/** Wrong with a field's own definition; `path` is below the field. */
export type FieldProblem = { path: string; code: string; message: string };

export type FieldType<F extends Field> = {
  reader(field: F): Reader;
  /** Of a stored value. */
  schema(field: F): JsonSchema;
  problems?(field: F): FieldProblem[];
};

export const isGood = (read: Read): read is Good => !(read instanceof Refusal) && read !== broken;

/** `min` above `max`, of whatever can be compared. */
export const wrongOrder = (low: string, high: string, wrong: boolean): FieldProblem[] =>
  wrong ? [{ path: `/${low}`, code: "min-above-max", message: `${low} is above ${high}: no value is both.` }] : [];
