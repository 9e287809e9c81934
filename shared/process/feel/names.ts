// Which names an expression takes from outside, and which functions it calls that don't exist.
import { childrenOf, type IteratorNode, type Node, type NodeOf } from "./ast";
import type { ParsedExpression, ParseProblem } from "./parse";
import { isBuiltin } from "./signatures";
import { normalizeName } from "./values";

/**
 * A free variable and the path read from it (`order.customer.name` → name "order", path ["customer", "name"]).
 * `inFilter`: the name stands in a filter's condition, so it may also be a property of the filtered items.
 */
export type UsedName = { name: string; path: string[]; from: number; to: number; inFilter: boolean };

type Visitor = { free: (used: UsedName) => void; call: (callee: NodeOf<"name">, known: boolean) => void };
type Scope = { bound: ReadonlySet<string>; inFilter: boolean };

/** Free variables in source order, one entry per occurrence; built-in functions are not among them. */
export function namesUsed(expression: ParsedExpression): UsedName[] {
  const given = new Map(expression.names.map((name) => [normalizeName(name), name]));
  const used: UsedName[] = [];
  const free = (found: UsedName) => {
    if (given.has(found.name) || !isBuiltin(found.name)) used.push({ ...found, name: given.get(found.name) ?? found.name });
  };
  walk(expression.root, { bound: new Set(), inFilter: false }, { free, call: () => {} });
  return used.sort((a, b) => a.from - b.from);
}

/** Calls of names that are neither built in, nor known variables, nor bound in the expression. */
export function unknownCalls(root: Node, names: readonly string[]): ParseProblem[] {
  const given = new Set(names.map(normalizeName));
  const problems: ParseProblem[] = [];
  const call = (callee: NodeOf<"name">, known: boolean) => {
    if (known || isBuiltin(callee.name) || given.has(callee.name)) return;
    problems.push({ from: callee.from, to: callee.to, message: `There is no function "${callee.name}".` });
  };
  walk(root, { bound: new Set(), inFilter: false }, { free: () => {}, call });
  return problems;
}

function walk(node: Node, scope: Scope, visitor: Visitor): void {
  if (node.kind === "name" || node.kind === "path") {
    walkPath(node, scope, visitor);
    return;
  }
  if (node.kind === "context") {
    walkContext(node, scope, visitor);
    return;
  }
  if (node.kind === "call" && node.callee.kind === "name") visitor.call(node.callee, scope.bound.has(node.callee.name));
  const [outside, body, inner] = bodyOf(node, scope, visitor);
  for (const child of outside) walk(child, scope, visitor);
  if (body) walk(body, inner, visitor);
}

/** The part of a node that sees names which the node itself binds, with the scope in which it does. */
function bodyOf(node: Node, scope: Scope, visitor: Visitor): [outside: readonly Node[], body: Node | null, inner: Scope] {
  switch (node.kind) {
    case "filter":
      return [[node.target], node.condition, { bound: bind(scope, ["item"]), inFilter: true }];
    case "for":
      return [[], node.body, { ...scope, bound: bind(walkIterators(node.iterators, scope, visitor), ["partial"]) }];
    case "quantified":
      return [[], node.body, walkIterators(node.iterators, scope, visitor)];
    case "function": {
      const parameters = node.parameters.map((parameter) => parameter.name);
      return [[], node.body, { ...scope, bound: bind(scope, parameters) }];
    }
    default:
      return [childrenOf(node), null, scope];
  }
}

const bind = (scope: Scope, names: readonly string[]): ReadonlySet<string> => new Set([...scope.bound, ...names.map(normalizeName)]);

/** A name, with the path that is read from it. */
function walkPath(node: NodeOf<"name" | "path">, scope: Scope, visitor: Visitor): void {
  const path: string[] = [];
  let target: Node = node;
  for (; target.kind === "path"; target = target.target) path.unshift(target.name);
  if (target.kind !== "name") walk(target, scope, visitor);
  else if (!scope.bound.has(target.name)) visitor.free({ name: target.name, path, from: node.from, to: node.to, inFilter: scope.inFilter });
}

function walkIterators(iterators: readonly IteratorNode[], scope: Scope, visitor: Visitor): Scope {
  let inner = scope;
  for (const iterator of iterators) {
    walk(iterator.source, inner, visitor);
    if (iterator.end) walk(iterator.end, inner, visitor);
    inner = { ...inner, bound: bind(inner, [iterator.name]) };
  }
  return inner;
}

/** An entry sees those before it; a function also sees its own name, so it may call itself. */
function walkContext(node: NodeOf<"context">, scope: Scope, visitor: Visitor): void {
  let inner = scope;
  for (const entry of node.entries) {
    const extended = { ...inner, bound: bind(inner, [entry.key]) };
    walk(entry.value, entry.value.kind === "function" ? extended : inner, visitor);
    inner = extended;
  }
}
