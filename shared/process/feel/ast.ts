// The tree that a parsed expression is evaluated from; every node knows where it stands in the source.
import type { FeelValue, UnaryOperator } from "./values";

export type Span = { readonly from: number; readonly to: number };
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "**";

export type TypeNode =
  | { readonly type: "named"; readonly name: string }
  | { readonly type: "list" | "range"; readonly of: TypeNode }
  | { readonly type: "context"; readonly entries: readonly { readonly name: string; readonly of: TypeNode }[] }
  | { readonly type: "function"; readonly parameters: readonly TypeNode[]; readonly result: TypeNode };

export type Parameter = Span & { readonly name: string; readonly type: TypeNode | null };
export type IteratorNode = { readonly name: string; readonly source: Node; readonly end: Node | null };

export type Node = Span &
  (
    | { readonly kind: "literal"; readonly value: FeelValue }
    | { readonly kind: "at"; readonly text: string }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "input" }
    | { readonly kind: "path"; readonly target: Node; readonly name: string }
    | { readonly kind: "filter"; readonly target: Node; readonly condition: Node }
    | { readonly kind: "call"; readonly callee: Node; readonly names: readonly string[] | null; readonly args: readonly Node[] }
    | { readonly kind: "if"; readonly condition: Node; readonly consequence: Node; readonly otherwise: Node }
    | { readonly kind: "for"; readonly iterators: readonly IteratorNode[]; readonly body: Node }
    | { readonly kind: "quantified"; readonly every: boolean; readonly iterators: readonly IteratorNode[]; readonly body: Node }
    | { readonly kind: "logic"; readonly operator: "and" | "or"; readonly operands: readonly Node[] }
    | { readonly kind: "arithmetic"; readonly first: Node; readonly steps: readonly { readonly operator: ArithmeticOperator; readonly operand: Node }[] }
    | { readonly kind: "negate"; readonly operand: Node }
    | { readonly kind: "compare"; readonly operator: UnaryOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: "between"; readonly value: Node; readonly low: Node; readonly high: Node }
    | { readonly kind: "in"; readonly value: Node; readonly tests: readonly Node[] }
    | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Node }
    | { readonly kind: "interval"; readonly start: Node; readonly end: Node; readonly startIncluded: boolean; readonly endIncluded: boolean }
    | { readonly kind: "list"; readonly items: readonly Node[] }
    | { readonly kind: "context"; readonly entries: readonly (Span & { readonly key: string; readonly value: Node })[] }
    | { readonly kind: "function"; readonly parameters: readonly Parameter[]; readonly body: Node }
    | { readonly kind: "instance"; readonly value: Node; readonly type: TypeNode }
    | { readonly kind: "tests"; readonly tests: readonly Node[] | null; readonly negated: boolean }
  );

export type NodeOf<Kind extends Node["kind"]> = Extract<Node, { kind: Kind }>;

/** Direct children that are expressions, in source order. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "path":
      return [node.target];
    case "filter":
      return [node.target, node.condition];
    case "call":
      return [node.callee, ...node.args];
    case "if":
      return [node.condition, node.consequence, node.otherwise];
    case "for":
    case "quantified":
      return [...node.iterators.flatMap((it) => (it.end ? [it.source, it.end] : [it.source])), node.body];
    case "logic":
      return node.operands;
    case "arithmetic":
      return [node.first, ...node.steps.map((step) => step.operand)];
    case "compare":
      return [node.left, node.right];
    case "negate":
    case "unary":
      return [node.operand];
    case "between":
      return [node.value, node.low, node.high];
    case "in":
      return [node.value, ...node.tests];
    case "interval":
      return [node.start, node.end];
    case "list":
      return node.items;
    case "context":
      return node.entries.map((entry) => entry.value);
    case "function":
      return [node.body];
    case "instance":
      return [node.value];
    case "tests":
      return node.tests ?? [];
    default:
      return [];
  }
}
