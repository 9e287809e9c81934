import type { FieldOf, Option } from "../../../contract/form-definition";
import { Refusal } from "../refusal";
import { type FieldProblem, type FieldType, type Reader, wrongOrder } from "./field";

const values = (options: readonly Option[]) => options.map(({ value }) => value);

const one: FieldType<FieldOf<"select"> | FieldOf<"radio">> = {
  reader: ({ options }): Reader => {
    const known = new Set<unknown>(values(options));
    return (given) => (typeof given === "string" && known.has(given) ? { value: given, feel: given } : new Refusal("not-an-option"));
  },
  schema: ({ options }) => ({ type: "string", oneOf: options.map(({ value, label }) => ({ const: value, title: label })) }),
  problems: ({ options }) => badOptions(options),
};

export const select: FieldType<FieldOf<"select">> = one;
export const radio: FieldType<FieldOf<"radio">> = one;

export const multiselect: FieldType<FieldOf<"multiselect">> = {
  reader: ({ options, minItems = 0, maxItems = options.length }): Reader => {
    const known = new Set<unknown>(values(options));
    return (given) => {
      if (!Array.isArray(given)) return new Refusal("not-a-list");
      // More than there are options has one twice at least: no need to look at all of them.
      if (given.length > known.size || new Set(given).size < given.length)
        return new Refusal(given.every((it) => known.has(it)) ? "chosen-twice" : "not-an-option");
      if (!given.every((it): it is string => known.has(it))) return new Refusal("not-an-option");
      if (given.length < minItems) return new Refusal("too-few", { min: minItems });
      if (given.length > maxItems) return new Refusal("too-many", { max: maxItems });
      // A copy: what is stored must not change with what was sent.
      return { value: [...given], feel: [...given] };
    };
  },
  schema: ({ options, minItems, maxItems }) => ({
    type: "array",
    items: { oneOf: options.map(({ value, label }) => ({ const: value, title: label })) },
    uniqueItems: true,
    ...(minItems && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  }),
  problems: ({ options, minItems = 0, maxItems = options.length }) => [
    ...badOptions(options),
    ...wrongOrder("minItems", "maxItems", minItems > maxItems),
    ...(minItems > options.length ? [{ path: "/minItems", code: "too-few-options", message: "Asks for more than there are options." }] : []),
  ],
};

function badOptions(options: readonly Option[]): FieldProblem[] {
  if (options.length === 0) return [{ path: "/options", code: "no-options", message: "Needs at least one option." }];
  const seen = new Set<string>();
  return options.flatMap(({ value, label }, index) => {
    const twice = seen.has(value);
    seen.add(value);
    return [
      ...(twice ? [{ path: `/options/${index}/value`, code: "duplicate-option", message: `The value "${value}" stands twice.` }] : []),
      ...(label === "" ? [{ path: `/options/${index}/label`, code: "no-label", message: "An option needs a label." }] : []),
    ];
  });
}
