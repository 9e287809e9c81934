// Calls: arguments by position or by name, for functions of the expression and built-in ones.
import type { Node, NodeOf } from "./ast";
import { runBuiltin } from "./builtins/index";
import { BuiltinFunction, LiteralFunction, type Machine } from "./machine";
import { Frame, type Scope } from "./scope";
import { isBuiltin } from "./signatures";
import { conforms } from "./types";
import { FeelFunction, type FeelValue, isList, kindOf } from "./values";

export function evaluateCall(node: NodeOf<"call">, scope: Scope, machine: Machine): FeelValue {
  const { rt, run } = machine;
  const callee = calleeOf(node.callee, scope, machine);
  if (!(callee instanceof FeelFunction)) return rt.warn("type", `A ${kindOf(callee)} can't be called.`);
  const args = node.args.map((argument) => run(argument, scope));
  if (node.names === null) return callFunction(callee, args, machine);
  if (new Set(node.names).size < args.length) return rt.warn("arguments", "A parameter is named twice.");
  if (callee instanceof BuiltinFunction) return runBuiltin(callee.name, args, node.names, machine);
  if (!(callee instanceof LiteralFunction)) return null;
  const { names } = node;
  if (names.length !== callee.parameters.length) return rt.warn("arguments", "The function has other parameters.");
  const ordered = callee.parameters.map((parameter) => names.indexOf(parameter.name));
  if (ordered.includes(-1)) return rt.warn("arguments", "The function has other parameters.");
  return callFunction(
    callee,
    ordered.map((index) => args[index] ?? null),
    machine,
  );
}

/** A variable that is no function doesn't hide the built-in function of its name: a form may well have a field "date" or "count". */
function calleeOf(node: Node, scope: Scope, machine: Machine): FeelValue {
  const value = machine.run(node, scope);
  return !(value instanceof FeelFunction) && node.kind === "name" && isBuiltin(node.name) ? new BuiltinFunction(node.name) : value;
}

export function callFunction(callee: FeelFunction, args: readonly FeelValue[], machine: Machine): FeelValue {
  if (callee instanceof BuiltinFunction) return runBuiltin(callee.name, args, null, machine);
  if (!(callee instanceof LiteralFunction)) return null;
  if (args.length !== callee.parameters.length)
    return machine.rt.warn("arguments", `The function takes ${callee.parameters.length} arguments, not ${args.length}.`);
  const frame = new Frame(callee.scope);
  for (const [index, parameter] of callee.parameters.entries()) {
    const given = args[index] ?? null;
    const value = parameter.type && isList(given) && given.length === 1 && !conforms(given, parameter.type, machine.rt) ? (given[0] ?? null) : given;
    if (parameter.type && value !== null && !conforms(value, parameter.type, machine.rt)) {
      return machine.rt.warn("type", `The argument "${parameter.name}" has the wrong type: a ${kindOf(value)}.`);
    }
    frame.set(parameter.name, value);
  }
  return machine.run(callee.body, frame);
}
