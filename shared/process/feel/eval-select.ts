// Paths (`order.total`) and filters (`orders[total > 10]`, `orders[1]`).
import type { NodeOf } from "./ast";
import { asInteger, type Decimal } from "./decimal";
import type { Machine } from "./machine";
import { propertyOf } from "./properties";
import type { Runtime } from "./runtime";
import { ItemScope, type Scope } from "./scope";
import { entryOf, type FeelValue, isContext, isList, isNumber, kindOf } from "./values";

export const evaluatePath = (node: NodeOf<"path">, scope: Scope, { rt, run }: Machine): FeelValue => select(run(node.target, scope), node.name, rt);

/** On a list, the path of every item. */
function select(target: FeelValue, name: string, rt: Runtime): FeelValue {
  if (isList(target)) return rt.list(target.map((item) => selectOne(item, name, rt)));
  return selectOne(target, name, rt);
}

function selectOne(target: FeelValue, name: string, rt: Runtime): FeelValue {
  rt.burn();
  const value = isContext(target) ? entryOf(target, name) : propertyOf(target, name);
  return value === undefined ? rt.warn("missing", `A ${kindOf(target)} has no "${name}".`, name) : value;
}

/** A number picks by position, from 1 or from the end; otherwise the items stay for which the condition is true. */
export function evaluateFilter(node: NodeOf<"filter">, scope: Scope, { rt, run }: Machine): FeelValue {
  const target = run(node.target, scope);
  if (target === null) return rt.warn("type", "Null can't be filtered.");
  const list = isList(target) ? target : [target];
  const kept: FeelValue[] = [];
  for (const [index, item] of (list.length === 0 ? [null] : list).entries()) {
    const chosen = run(node.condition, new ItemScope(item, scope));
    if (isNumber(chosen) && index === 0) return itemAt(list, chosen, rt);
    if (chosen !== null && typeof chosen !== "boolean") return rt.warn("type", `A filter needs a number or a boolean, not a ${kindOf(chosen)}.`);
    if (chosen === true && list.length > 0) kept.push(item);
  }
  return rt.list(kept);
}

function itemAt(list: readonly FeelValue[], position: Decimal, rt: Runtime): FeelValue {
  const index = asInteger(position);
  const item = index === null || index === 0 ? undefined : list.at(index > 0 ? index - 1 : index);
  return item === undefined ? rt.warn("range", `The list has no item ${position.toFixed()}.`) : item;
}
