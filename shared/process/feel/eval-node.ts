// Evaluates one node of a parsed expression, and hands the larger kinds to their own files.
import type { Node, NodeOf } from "./ast";
import { compare, conjunction } from "./compare";
import { callFunction, evaluateCall } from "./eval-call";
import { evaluateFor, evaluateQuantified } from "./eval-loop";
import { evaluateFilter, evaluatePath } from "./eval-select";
import { evaluateIn, evaluateTests } from "./eval-tests";
import { BuiltinFunction, LiteralFunction, type Machine } from "./machine";
import { arithmetic, negate } from "./operators";
import type { Runtime } from "./runtime";
import { Frame, type Scope } from "./scope";
import { isBuiltin } from "./signatures";
import { parseTemporal } from "./temporal-text";
import { isInstance } from "./types";
import { FeelRange, type FeelValue, kindOf } from "./values";

export function createMachine(rt: Runtime): Machine {
  const machine: Machine = {
    rt,
    run(node, scope) {
      rt.enter();
      const value = evaluateNode(node, scope, machine);
      rt.leave();
      return value;
    },
    call: (callee, args) => callFunction(callee, args, machine),
  };
  return machine;
}

function evaluateNode(node: Node, scope: Scope, machine: Machine): FeelValue {
  const { rt, run } = machine;
  switch (node.kind) {
    case "literal":
      return node.value;
    case "at":
      return parseTemporal(node.text) ?? rt.warn("invalid", `"${node.text}" is no date, time or duration.`);
    case "name":
      return evaluateName(node.name, scope, rt);
    case "input":
      return scope.lookup("?") ?? null;
    case "path":
      return evaluatePath(node, scope, machine);
    case "filter":
      return evaluateFilter(node, scope, machine);
    case "call":
      return evaluateCall(node, scope, machine);
    case "if":
      return evaluateIf(node, scope, machine);
    case "for":
      return evaluateFor(node, scope, machine);
    case "quantified":
      return evaluateQuantified(node, scope, machine);
    case "logic":
      return evaluateLogic(node, scope, machine);
    case "arithmetic":
      return node.steps.reduce((left, step) => arithmetic(step.operator, left, run(step.operand, scope), rt), run(node.first, scope));
    case "negate":
      return negate(run(node.operand, scope), rt);
    case "compare":
      return compare(node.operator, run(node.left, scope), run(node.right, scope), rt);
    case "between":
      return evaluateBetween(node, scope, machine);
    case "in":
      return evaluateIn(node, scope, machine);
    case "unary":
      return unaryRange(node, run(node.operand, scope));
    case "interval":
      return evaluateInterval(node, scope, machine);
    case "list":
      return rt.list(node.items.map((item) => run(item, scope)));
    case "context":
      return evaluateContext(node, scope, machine);
    case "function":
      return new LiteralFunction(node.parameters, node.body, scope);
    case "instance":
      return isInstance(run(node.value, scope), node.type, rt);
    case "tests":
      return evaluateTests(node, scope, machine);
  }
}

function evaluateName(name: string, scope: Scope, rt: Runtime): FeelValue {
  const value = scope.lookup(name);
  if (value !== undefined) return value;
  return isBuiltin(name) ? new BuiltinFunction(name) : rt.warn("missing", `There is no variable "${name}".`, name);
}

function evaluateIf(node: NodeOf<"if">, scope: Scope, { rt, run }: Machine): FeelValue {
  const condition = run(node.condition, scope);
  if (typeof condition !== "boolean") rt.warn("type", `The condition of "if" is a ${kindOf(condition)}, which counts as not true.`);
  return run(condition === true ? node.consequence : node.otherwise, scope);
}

/** Three-valued: what is no boolean counts as null, and evaluation stops where the result is certain. */
function evaluateLogic(node: NodeOf<"logic">, scope: Scope, { rt, run }: Machine): FeelValue {
  const decisive = node.operator === "or";
  let unknown = false;
  for (const operand of node.operands) {
    const value = run(operand, scope);
    if (value === decisive) return decisive;
    if (typeof value === "boolean") continue;
    unknown = true;
    if (value !== null) rt.warn("type", `"${node.operator}" needs booleans, not a ${kindOf(value)}.`);
  }
  return unknown ? null : !decisive;
}

function evaluateBetween(node: NodeOf<"between">, scope: Scope, { rt, run }: Machine): FeelValue {
  const value = run(node.value, scope);
  return conjunction(compare(">=", value, run(node.low, scope), rt), compare("<=", value, run(node.high, scope), rt));
}

function unaryRange({ operator }: NodeOf<"unary">, bound: FeelValue): FeelRange {
  if (operator === "<" || operator === "<=") return new FeelRange(null, bound, false, operator === "<=", operator);
  if (operator === ">" || operator === ">=") return new FeelRange(bound, null, operator === ">=", false, operator);
  return new FeelRange(bound, bound, true, true, operator);
}

function evaluateInterval(node: NodeOf<"interval">, scope: Scope, { rt, run }: Machine): FeelValue {
  const [start, end] = [run(node.start, scope), run(node.end, scope)];
  if (start !== null && end !== null && kindOf(start) !== kindOf(end))
    return rt.warn("type", `A range from a ${kindOf(start)} to a ${kindOf(end)} is not defined.`);
  return new FeelRange(start, end, node.startIncluded, node.endIncluded);
}

/** Each entry sees those before it; a key that stands twice makes the whole null. */
function evaluateContext(node: NodeOf<"context">, scope: Scope, { rt, run }: Machine): FeelValue {
  const frame = new Frame(scope);
  const entries = new Map<string, FeelValue>();
  for (const { key, value: source } of node.entries) {
    if (entries.has(key)) return rt.warn("invalid", `The key "${key}" stands twice.`);
    const value = run(source, frame);
    entries.set(key, value);
    frame.set(key, value);
  }
  return entries;
}
