// Finds a call's form among the function's signatures, brings the arguments into it, and runs the function.
import type { Machine } from "../machine";
import { type BuiltinName, type Form, type FormParameter, formsOf } from "../signatures";
import {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelFunction,
  FeelRange,
  FeelTime,
  type FeelValue,
  isContext,
  isList,
  isNumber,
  YearsMonthsDuration,
} from "../values";
import { contextFunctions } from "./context";
import { conversionFunctions } from "./conversion";
import { listFunctions } from "./list";
import { numberFunctions } from "./number";
import { rangeFunctions } from "./range";
import { statisticsFunctions } from "./statistics";
import { stringFunctions } from "./string";
import { temporalFunctions } from "./temporal";

/** `args` are in the order of the form, missing optional ones as undefined, repeated ones as one list; checked and coerced. */
export type Builtin = (args: never, machine: Machine) => FeelValue;

/** Marked as pure, so that who only parses doesn't get the functions and their regular expression engine into the bundle. */
const FUNCTIONS: Record<BuiltinName, Builtin> = /* @__PURE__ */ Object.assign(
  {},
  conversionFunctions,
  stringFunctions,
  listFunctions,
  statisticsFunctions,
  numberFunctions,
  contextFunctions,
  temporalFunctions,
  rangeFunctions,
);

const MISFIT = Symbol("misfit");
type Arranged = (FeelValue | undefined)[];

export function runBuiltin(name: BuiltinName, args: readonly FeelValue[], names: readonly string[] | null, machine: Machine): FeelValue {
  machine.rt.burn();
  let arityFits = false;
  const forms = [...formsOf(name)];
  // `before(range: …, point: …)` fits two forms; the one in the call's own order is meant.
  const inOrder = (form: Form) => Number(names?.every((label, index) => form[index]?.name === label));
  if (names !== null) forms.sort((a, b) => inOrder(b) - inOrder(a));
  for (const form of forms) {
    const arranged = names === null ? byPosition(form, args) : byName(form, args, names);
    if (arranged === null) continue;
    arityFits = true;
    const coerced = form.map((parameter, position) => coerce(arranged[position], parameter));
    // The types were just checked against the signature that the function is written for.
    if (!coerced.includes(MISFIT)) return FUNCTIONS[name](coerced as never, machine);
  }
  return arityFits
    ? machine.rt.warn("type", `${name}: an argument has the wrong type.`)
    : machine.rt.warn("arguments", `${name}: wrong number or names of arguments.`);
}

function byPosition(form: Form, args: readonly FeelValue[]): Arranged | null {
  const last = form.at(-1);
  if (last?.repeated) {
    const single = form.length - 1;
    return args.length > single ? [...args.slice(0, single), args.slice(single)] : null;
  }
  return args.length <= form.length && form.slice(args.length).every((parameter) => parameter.optional) ? [...args] : null;
}

function byName(form: Form, args: readonly FeelValue[], names: readonly string[]): Arranged | null {
  if (!names.every((name) => form.some((parameter) => parameter.name === name))) return null;
  if (!form.every((parameter) => parameter.optional || names.includes(parameter.name))) return null;
  return form.map((parameter) => {
    const index = names.indexOf(parameter.name);
    const value = index < 0 ? undefined : (args[index] ?? null);
    return parameter.repeated && value !== undefined ? [value] : value;
  });
}

const CHECKS: Record<string, (value: FeelValue) => boolean> = {
  "*": () => true,
  s: (value) => typeof value === "string",
  n: isNumber,
  b: (value) => typeof value === "boolean",
  l: isList,
  c: isContext,
  f: (value) => value instanceof FeelFunction,
  t: (value) => value instanceof FeelTime,
  d: (value) => value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration,
  D: (value) => value instanceof FeelDate || value instanceof FeelDateTime,
  r: (value) => value instanceof FeelRange,
};

/** A list of one stands for its item where an item is asked for, and an item for a list of one. */
function coerce(value: FeelValue | undefined, parameter: FormParameter): FeelValue | undefined | typeof MISFIT {
  if (value === undefined) return undefined;
  if (value === null) return parameter.nullable ? null : MISFIT;
  const fits = CHECKS[parameter.type] ?? (() => false);
  if (fits(value)) return value;
  if (parameter.type === "l") return [value];
  const only = isList(value) && value.length === 1 ? (value[0] ?? null) : null;
  return only !== null && fits(only) ? only : MISFIT;
}
