// Functions over all items of a list, given as one list or as several arguments.
import { conjunction, order } from "../compare";
import { Decimal, finite, ZERO } from "../decimal";
import type { Machine } from "../machine";
import { arithmetic } from "../operators";
import { DaysTimeDuration, type FeelValue, isList, isNumber, YearsMonthsDuration } from "../values";

type Arguments = [readonly FeelValue[]];

/** One list is the list; otherwise the arguments are its items. */
const itemsOf = ([given]: Arguments): readonly FeelValue[] => {
  const only = given.length === 1 ? given[0] : undefined;
  return only !== undefined && isList(only) ? only : given;
};

/** A function of numbers only; `empty` is its result for no items. */
const ofNumbers =
  (name: string, compute: (numbers: readonly Decimal[]) => FeelValue, empty: FeelValue | "error" = "error") =>
  (args: Arguments, { rt }: Machine): FeelValue => {
    const items = itemsOf(args);
    rt.items(items.length);
    if (!items.every(isNumber)) return rt.warn("type", `${name}: all items must be numbers.`);
    if (items.length > 0) return compute(items) ?? rt.warn("range", `${name}: has no result here.`);
    return empty === "error" ? rt.warn("range", `${name}: the list is empty.`) : empty;
  };

const extreme =
  (name: string, sign: 1 | -1) =>
  (args: Arguments, { rt }: Machine): FeelValue => {
    const [first, ...rest] = itemsOf(args);
    if (first === undefined || first === null) return rt.warn("type", `${name}: there is nothing to compare.`);
    let best: FeelValue = first;
    if (order(first, first, rt) === null) return null;
    for (const item of rest) {
      const found = order(item, best, rt);
      if (found === null) return null;
      if (found * sign > 0) best = item;
    }
    return best;
  };

const isDurations = (items: readonly FeelValue[]): boolean =>
  items.length > 0 && (items.every((item) => item instanceof YearsMonthsDuration) || items.every((item) => item instanceof DaysTimeDuration));

const total = (items: readonly FeelValue[], { rt }: Machine): FeelValue => items.reduce((sum, item) => arithmetic("+", sum, item, rt));

const numericSum = ofNumbers("sum", (numbers) => finite(numbers.reduce((sum, number) => sum.plus(number))), null);
const numericMean = ofNumbers("mean", (numbers) => finite(numbers.reduce((sum, number) => sum.plus(number)).div(numbers.length)));

function sum(args: Arguments, machine: Machine): FeelValue {
  return isDurations(itemsOf(args)) ? total(itemsOf(args), machine) : numericSum(args, machine);
}

function mean(args: Arguments, machine: Machine): FeelValue {
  const items = itemsOf(args);
  return isDurations(items) ? arithmetic("/", total(items, machine), new Decimal(items.length), machine.rt) : numericMean(args, machine);
}

function median(numbers: readonly Decimal[]): FeelValue {
  const sorted = [...numbers].sort((a, b) => a.cmp(b));
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low && high ? finite(low.plus(high).div(2)) : null;
}

/** Of the sample, so at least two numbers are needed. */
function deviation(numbers: readonly Decimal[]): FeelValue {
  if (numbers.length < 2) return null;
  const middle = numbers.reduce((all, number) => all.plus(number)).div(numbers.length);
  const squares = numbers.reduce((all, number) => all.plus(number.minus(middle).pow(2)), ZERO);
  return finite(squares.div(numbers.length - 1).sqrt());
}

/** The most frequent numbers, ascending. */
function mode(numbers: readonly Decimal[]): FeelValue {
  const counts = new Map<string, { value: Decimal; count: number }>();
  for (const value of numbers) {
    const entry = counts.get(value.toString()) ?? { value, count: 0 };
    entry.count++;
    counts.set(value.toString(), entry);
  }
  const most = Math.max(...[...counts.values()].map((entry) => entry.count));
  return [...counts.values()]
    .filter((entry) => entry.count === most)
    .map((entry) => entry.value)
    .sort((a, b) => a.cmp(b));
}

const logical =
  (name: string, decisive: boolean) =>
  (args: Arguments, { rt }: Machine): FeelValue => {
    const [only] = args[0];
    if (args[0].length === 1 && only === null) return rt.warn("type", `${name}: null is not a list.`);
    const results = itemsOf(args).map((item) => (typeof item === "boolean" ? item !== decisive : null));
    rt.items(results.length);
    const undecided = conjunction(...results);
    if (undecided === null && !itemsOf(args).every((item) => item === null || typeof item === "boolean"))
      rt.warn("type", `${name}: all items must be booleans.`);
    return undecided === null ? null : undecided !== decisive;
  };

export const statisticsFunctions = {
  min: extreme("min", -1),
  max: extreme("max", 1),
  sum,
  mean,
  median: ofNumbers("median", median, null),
  stddev: ofNumbers("stddev", deviation),
  mode: ofNumbers("mode", mode, []),
  product: ofNumbers("product", (numbers) => finite(numbers.reduce((all, number) => all.times(number)))),
  all: logical("all", false),
  any: logical("any", true),
};
