// List functions; positions count from 1, or from the end when negative.
import { compare, equal } from "../compare";
import { asInteger, Decimal } from "../decimal";
import type { Machine } from "../machine";
import type { Runtime } from "../runtime";
import { type FeelFunction, type FeelValue, isList, isNumber } from "../values";

type List = readonly FeelValue[];

/** Whether two items count as the same: equal, and nulls among themselves. Other kinds are just different. */
const same = (a: FeelValue, b: FeelValue, rt: Runtime): boolean => typeof a === typeof b && equalQuietly(a, b, rt);

function equalQuietly(a: FeelValue, b: FeelValue, rt: Runtime): boolean {
  const before = rt.warnings.length;
  const result = equal(a, b, rt) === true;
  rt.warnings.length = before;
  return result;
}

/** The index of a position; null and a warning where the list has none. */
function indexOf(list: List, position: Decimal, rt: Runtime): number | null {
  const number = asInteger(position);
  const index = number === null || number === 0 ? -1 : number > 0 ? number - 1 : list.length + number;
  return index >= 0 && index < list.length ? index : rt.warn("range", `The list has no position ${position.toFixed()}.`);
}

function sublist([list, start, length]: [List, Decimal, Decimal?], { rt }: Machine): FeelValue {
  const from = indexOf(list, start, rt);
  if (from === null) return null;
  const count = length === undefined ? list.length - from : asInteger(length);
  if (count === null || count < 0 || from + count > list.length || (length !== undefined && count === 0))
    return rt.warn("range", "sublist: the list is not that long.");
  return rt.list(list.slice(from, from + count));
}

function concatenate([lists]: [List], { rt }: Machine): FeelValue {
  if (lists.includes(null)) return rt.warn("type", "concatenate: null is not a list.");
  return rt.list(lists.flatMap((item) => (isList(item) ? item : [item])));
}

function distinct(list: List, rt: Runtime): FeelValue {
  const kept: FeelValue[] = [];
  for (const item of list) if (!kept.some((other) => same(item, other, rt))) kept.push(item);
  return rt.list(kept);
}

function union(args: [List], machine: Machine): FeelValue {
  const all = concatenate(args, machine);
  return isList(all) ? distinct(all, machine.rt) : null;
}

function insertBefore([list, position, item]: [List, Decimal, FeelValue], { rt }: Machine): FeelValue {
  const index = indexOf(list, position, rt);
  return index === null ? null : rt.list(list.toSpliced(index, 0, item));
}

function remove([list, position]: [List, Decimal], { rt }: Machine): FeelValue {
  const index = indexOf(list, position, rt);
  return index === null ? null : rt.list(list.toSpliced(index, 1));
}

/** By position, or every item for which `match(item, newItem)` is true. */
function replaceItems([list, where, newItem]: [List, Decimal | FeelFunction, FeelValue], machine: Machine): FeelValue {
  if (isNumber(where)) {
    const index = indexOf(list, where, machine.rt);
    return index === null ? null : machine.rt.list(list.with(index, newItem));
  }
  const matched = list.map((item) => machine.call(where, [item, newItem]));
  if (!matched.every((result) => typeof result === "boolean")) return machine.rt.warn("type", "list replace: the function must answer with a boolean.");
  return machine.rt.list(list.map((item, index) => (matched[index] ? newItem : item)));
}

function flatten(list: List, rt: Runtime): FeelValue[] {
  rt.items(list.length);
  rt.enter();
  const flat: FeelValue[] = [];
  for (const item of list) {
    if (isList(item)) flat.push(...flatten(item, rt));
    else flat.push(item);
  }
  rt.leave();
  return rt.list(flat);
}

/** Merge sort, since a function that contradicts itself must neither hang nor differ between JavaScript engines. */
function sort([list, precedes]: [List, FeelFunction?], { rt, call }: Machine): FeelValue {
  let failed = false;
  const goesFirst = (a: FeelValue, b: FeelValue): boolean => {
    const result = precedes ? call(precedes, [a, b]) : compare("<", a, b, rt);
    if (typeof result !== "boolean") failed = true;
    return result === true;
  };
  const mergeSort = (items: List): List => {
    if (items.length < 2) return items;
    const middle = items.length >> 1;
    const [left, right] = [mergeSort(items.slice(0, middle)), mergeSort(items.slice(middle))];
    const merged: FeelValue[] = [];
    let [l, r] = [0, 0];
    while (l < left.length && r < right.length && !failed) {
      rt.burn();
      merged.push(goesFirst(right[r] ?? null, left[l] ?? null) ? (right[r++] ?? null) : (left[l++] ?? null));
    }
    return [...merged, ...left.slice(l), ...right.slice(r)];
  };
  const sorted = mergeSort(list);
  return failed ? rt.warn("type", "sort: the items can't be put in order.") : rt.list(sorted);
}

export const listFunctions = {
  "list contains": ([list, element]: [List, FeelValue], { rt }: Machine) => list.some((item) => same(item, element, rt)),
  count: ([list]: [List]) => new Decimal(list.length),
  sublist,
  append: ([list, items]: [List, List], { rt }: Machine) => rt.list([...list, ...items]),
  concatenate,
  union,
  "insert before": insertBefore,
  remove,
  "list replace": replaceItems,
  reverse: ([list]: [List], { rt }: Machine) => rt.list(list.toReversed()),
  "index of": ([list, match]: [List, FeelValue], { rt }: Machine) =>
    rt.list(list.flatMap((item, index) => (same(item, match, rt) ? [new Decimal(index + 1)] : []))),
  "distinct values": ([list]: [List], { rt }: Machine) => distinct(list, rt),
  flatten: ([list]: [List], { rt }: Machine) => flatten(list, rt),
  sort,
};
