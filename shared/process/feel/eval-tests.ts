// `in` and unary tests: a value against ranges, comparisons, lists, values, and conditions on "?".
import { childrenOf, type Node, type NodeOf } from "./ast";
import { compare, contains, equal } from "./compare";
import type { Machine } from "./machine";
import type { Runtime } from "./runtime";
import { Frame, type Scope } from "./scope";
import { FeelRange, type FeelValue, isList, kindOf } from "./values";

export function evaluateIn(node: NodeOf<"in">, scope: Scope, machine: Machine): boolean | null {
  return anyTest(node.tests, machine.run(node.value, scope), scope, machine);
}

/** The top of the unary-tests dialect: the value to be tested is "?". */
export function evaluateTests(node: NodeOf<"tests">, scope: Scope, machine: Machine): boolean | null {
  if (node.tests === null) return true;
  const result = anyTest(node.tests, scope.lookup("?") ?? null, scope, machine);
  return node.negated && result !== null ? !result : result;
}

function anyTest(tests: readonly Node[], value: FeelValue, scope: Scope, machine: Machine): boolean | null {
  const frame = new Frame(scope).set("?", value);
  let unknown = false;
  for (const test of tests) {
    const result = runTest(test, value, frame, machine);
    if (result === true) return true;
    if (result === null) unknown = true;
  }
  return unknown ? null : false;
}

function runTest(test: Node, value: FeelValue, scope: Scope, { rt, run }: Machine): boolean | null {
  const result = run(test, scope);
  if (!readsInput(test)) return matches(value, result, rt);
  if (typeof result === "boolean") return result;
  return result === null ? rt.warn("type", "The test has no result.") : matches(value, result, rt);
}

const readsInput = (node: Node): boolean => node.kind === "input" || (node.kind !== "in" && childrenOf(node).some(readsInput));

function matches(value: FeelValue, test: FeelValue, rt: Runtime): boolean | null {
  if (test instanceof FeelRange && !(value instanceof FeelRange)) return contains(test, value, rt);
  if (!isList(test)) return sameValue(value, test, rt);
  if (isList(value) && equal(value, test, rt) === true) return true;
  return test.some((item) => (item instanceof FeelRange && !(value instanceof FeelRange) ? contains(item, value, rt) === true : sameValue(value, item, rt)));
}

/** Values of different kinds are just not the same here. */
const sameValue = (value: FeelValue, other: FeelValue, rt: Runtime): boolean => kindOf(value) === kindOf(other) && compare("=", value, other, rt) === true;
