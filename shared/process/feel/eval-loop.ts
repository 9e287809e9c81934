// `for`, `some` and `every`: iteration over lists and ranges, each round paid for.
import type { IteratorNode, NodeOf } from "./ast";
import { daysOf } from "./calendar";
import { asInteger, Decimal } from "./decimal";
import type { Machine } from "./machine";
import { Frame, type Scope } from "./scope";
import { addDuration, NANOS_PER_DAY } from "./temporal";
import { DaysTimeDuration, FeelDate, FeelRange, type FeelValue, isList, isNumber, kindOf } from "./values";

const ONE_DAY = new DaysTimeDuration(NANOS_PER_DAY);

export function evaluateFor(node: NodeOf<"for">, scope: Scope, machine: Machine): FeelValue {
  const results: FeelValue[] = [];
  const complete = iterate(node.iterators, scope, machine, (inner) => {
    // Each round has its own copy, since `partial` is a value like any other and may be kept.
    machine.rt.limitItems(results.length + 1);
    results.push(machine.run(node.body, new Frame(inner).set("partial", [...results])));
    return true;
  });
  return complete === null ? null : results;
}

/** `some` is an "or" over the rounds and `every` an "and": null if it is not decided and a round has no boolean. */
export function evaluateQuantified(node: NodeOf<"quantified">, scope: Scope, machine: Machine): FeelValue {
  let unknown = false;
  let decided = false;
  const complete = iterate(node.iterators, scope, machine, (inner) => {
    const value = machine.run(node.body, inner);
    if (typeof value !== "boolean") unknown = true;
    decided = value === !node.every;
    return !decided;
  });
  if (complete === null) return null;
  if (decided) return !node.every;
  return unknown ? machine.rt.warn("type", `A condition of "${node.every ? "every" : "some"}" is not a boolean.`) : node.every;
}

/** Goes through all combinations, the last iterator fastest, until `round` returns false. Null where something can't be iterated. */
function iterate(iterators: readonly IteratorNode[], scope: Scope, machine: Machine, round: (scope: Scope) => boolean): boolean | null {
  const [first, ...rest] = iterators;
  if (!first) return round(scope);
  const items = itemsOf(first, scope, machine);
  if (items === null) return null;
  for (const item of items) {
    machine.rt.burn();
    const inner = new Frame(scope).set(first.name, item);
    const result = iterate(rest, inner, machine, round);
    if (result !== true) return result;
  }
  return true;
}

function itemsOf(iterator: IteratorNode, scope: Scope, machine: Machine): Iterable<FeelValue> | null {
  const { rt, run } = machine;
  const source = run(iterator.source, scope);
  if (iterator.end) return span(source, run(iterator.end, scope), machine);
  if (source === null) return rt.warn("type", "Null can't be iterated.");
  if (source instanceof FeelRange) return itemsOfRange(source, machine);
  return isList(source) ? source : [source];
}

/** A range counts upwards only, and leaves out the ends that don't belong to it. */
function itemsOfRange(range: FeelRange, machine: Machine): Iterable<FeelValue> | null {
  const { start, end } = range;
  const [low, high] =
    start instanceof FeelDate && end instanceof FeelDate
      ? [daysOf(start), daysOf(end)]
      : [isNumber(start) ? start.toNumber() : 1, isNumber(end) ? end.toNumber() : 1];
  if (low > high) return machine.rt.warn("range", "A range is iterated upwards only.");
  const items = span(start, end, machine);
  if (items === null) return null;
  const all = [...items];
  return all.slice(range.startIncluded ? 0 : 1, range.endIncluded ? undefined : -1);
}

/** Whole numbers or dates from one end to the other, in either direction, ends included. */
function span(start: FeelValue, end: FeelValue, { rt }: Machine): Iterable<FeelValue> | null {
  if (isNumber(start) && isNumber(end)) {
    const [from, to] = [asInteger(start), asInteger(end)];
    if (from !== null && to !== null) {
      rt.items(Math.abs(to - from) + 1);
      const step = from <= to ? 1 : -1;
      return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => new Decimal(from + index * step));
    }
  }
  if (start instanceof FeelDate && end instanceof FeelDate) {
    const days = daysOf(end) - daysOf(start);
    rt.items(Math.abs(days) + 1);
    const dates: FeelValue[] = [start];
    for (let date: FeelDate | null = start; dates.length <= Math.abs(days) && date; dates.push(date)) date = addDuration(date, ONE_DAY, days > 0 ? 1 : -1);
    return dates;
  }
  return rt.warn("type", `A ${kindOf(start)} to a ${kindOf(end)} can't be iterated.`);
}
