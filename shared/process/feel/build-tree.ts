// The grammar's concrete tree → our tree; refuses what we don't support, with its place.
import type { parser } from "lezer-feel";
import type { ArithmeticOperator, IteratorNode, Node, Parameter } from "./ast";
import { buildType } from "./build-type";
import { decimalFrom } from "./decimal";
import { LIMITS } from "./limits";
import { ParseFailure } from "./parse-failure";
import { normalizeName, type UnaryOperator } from "./values";

export { ParseFailure } from "./parse-failure";
export type SyntaxNode = ReturnType<typeof parser.parse>["topNode"];

export function buildTree(top: SyntaxNode, source: string): Node {
  return new TreeBuilder(source).top(top);
}

export function childrenOfSyntax(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (!child.name.endsWith("Comment")) children.push(child);
  return children;
}

const FLIPPED = new Set(["(", "]"]);
const CHAINED = new Set(["ArithmeticExpression"]);

class TreeBuilder {
  private depth = 0;
  constructor(private readonly source: string) {}

  top(top: SyntaxNode): Node {
    const children = childrenOfSyntax(top);
    if (top.name !== "UnaryTests") return this.only(top);
    const span = { from: top.from, to: top.to };
    if (children[0]?.name === "Wildcard") return { ...span, kind: "tests", tests: null, negated: false };
    const list = children.find((child) => child.name === "PositiveUnaryTests");
    if (!list) throw new ParseFailure(top, "A unary test is missing.");
    return { ...span, kind: "tests", tests: this.tests(list), negated: children[0]?.name === "not" };
  }

  private text = (node: SyntaxNode): string => this.source.slice(node.from, node.to);
  private name = (node: SyntaxNode): string => normalizeName(this.text(node));
  private tests = (node: SyntaxNode): Node[] =>
    childrenOfSyntax(node)
      .filter((child) => child.name === "PositiveUnaryTest")
      .map(this.only);

  /** The one expression among a node's children. */
  private only = (node: SyntaxNode): Node => {
    const child = childrenOfSyntax(node).find(
      (candidate) => /^[A-Z?]|^null$/.test(candidate.name) && candidate.name !== "CompareOp" && candidate.name !== "ArithOp",
    );
    if (!child) throw new ParseFailure(node, "An expression is missing.");
    return this.build(child);
  };

  private build(node: SyntaxNode): Node {
    if (++this.depth > LIMITS.parseDepth) throw new ParseFailure(node, `Nested too deeply (${LIMITS.parseDepth} levels at most).`);
    const built = this.node(node, childrenOfSyntax(node));
    this.depth--;
    return built;
  }

  private at(children: SyntaxNode[], index: number, parent: SyntaxNode): Node {
    const child = children.at(index);
    if (!child) throw new ParseFailure(parent, "An expression is missing.");
    return this.build(child);
  }

  private node(node: SyntaxNode, children: SyntaxNode[]): Node {
    const span = { from: node.from, to: node.to };
    switch (node.name) {
      case "null":
        return { ...span, kind: "literal", value: null };
      case "BooleanLiteral":
        return { ...span, kind: "literal", value: this.text(node) === "true" };
      case "NumericLiteral":
        return { ...span, kind: "literal", value: this.number(node, children) };
      case "StringLiteral":
        return { ...span, kind: "literal", value: unquote(this.text(node)) };
      case "AtLiteral":
        return { ...span, kind: "at", text: unquote(this.text(node).slice(1)) };
      case "DateTimeLiteral":
        return children.length === 1 ? this.at(children, 0, node) : this.call(node, children);
      case "DateTimeConstructor":
      case "SpecialFunctionName":
      case "VariableName":
        return { ...span, kind: "name", name: this.name(node) };
      case "?":
        return { ...span, kind: "input" };
      case "ParenthesizedExpression":
      case "PositiveUnaryTest":
        return this.only(node);
      case "PathExpression":
        return { ...span, kind: "path", target: this.at(children, 0, node), name: children[2] ? this.name(children[2]) : "" };
      case "FilterExpression":
        return { ...span, kind: "filter", target: this.at(children, 0, node), condition: this.at(children, 2, node) };
      case "FunctionInvocation":
        return this.call(node, children);
      case "IfExpression":
        return { ...span, kind: "if", condition: this.at(children, 1, node), consequence: this.at(children, 3, node), otherwise: this.at(children, 5, node) };
      case "ForExpression":
        return { ...span, kind: "for", iterators: this.iterators(children[1]), body: this.at(children, -1, node) };
      case "QuantifiedExpression":
        return { ...span, kind: "quantified", every: children[0]?.name === "every", iterators: this.iterators(children[1]), body: this.at(children, -1, node) };
      case "Conjunction":
      case "Disjunction":
        return this.logic(node);
      case "ArithmeticExpression":
        return this.arithmetic(node, children);
      case "Comparison":
        return this.comparison(node, children);
      case "SimplePositiveUnaryTest":
        if (children[0]?.name === "Interval") return this.build(children[0]);
        return { ...span, kind: "unary", operator: this.operator(children[0]), operand: this.at(children, 1, node) };
      case "Interval":
        return this.interval(node, children);
      case "InstanceOfExpression":
        return { ...span, kind: "instance", value: this.at(children, 0, node), type: buildType(children.at(-1) ?? node, this.source) };
      default:
        return this.boxed(node, children);
    }
  }

  private boxed(node: SyntaxNode, children: SyntaxNode[]): Node {
    const span = { from: node.from, to: node.to };
    if (node.name === "List")
      return {
        ...span,
        kind: "list",
        items: children
          .slice(1, -1)
          .filter((child) => child.name !== ",")
          .map((child) => this.build(child)),
      };
    if (node.name === "Context") {
      const entries = children.filter((child) => child.name === "ContextEntry").map((entry) => this.entry(entry));
      return { ...span, kind: "context", entries };
    }
    if (node.name !== "FunctionDefinition") throw new ParseFailure(node, "This is not supported here.");
    const external = children.find((child) => child.name === "external");
    if (external) throw new ParseFailure(external, "External functions are not supported.");
    const formal = children.find((child) => child.name === "FormalParameters");
    const body = children.find((child) => child.name === "FunctionBody");
    if (!body) throw new ParseFailure(node, "The function has no body.");
    return { ...span, kind: "function", parameters: formal ? childrenOfSyntax(formal).flatMap((child) => this.parameter(child)) : [], body: this.only(body) };
  }

  private parameter(node: SyntaxNode): Parameter[] {
    if (node.name !== "FormalParameter") return [];
    const [name, ...rest] = childrenOfSyntax(node);
    const type = rest.find((child) => child.name === "Type");
    return [{ from: node.from, to: node.to, name: this.name(name ?? node), type: type ? buildType(type, this.source) : null }];
  }

  private entry(node: SyntaxNode) {
    const [key, ...rest] = childrenOfSyntax(node);
    const inner = key && childrenOfSyntax(key)[0];
    if (!inner) throw new ParseFailure(node, "The entry has no name.");
    const text = this.text(inner);
    return { from: node.from, to: node.to, key: inner.name === "StringLiteral" ? unquote(text) : text.replace(/\s+/g, " "), value: this.at(rest, -1, node) };
  }

  private call(node: SyntaxNode, children: SyntaxNode[]): Node {
    const span = { from: node.from, to: node.to };
    const callee = this.at(children, 0, node);
    const list = children.find((child) => child.name === "NamedParameters" || child.name === "PositionalParameters");
    const given = list ? childrenOfSyntax(list).filter((child) => child.name !== ",") : [];
    if (list?.name !== "NamedParameters") return { ...span, kind: "call", callee, names: null, args: given.map((child) => this.build(child)) };
    const pairs = given.map((child) => childrenOfSyntax(child).filter((part) => part.name !== ":"));
    return { ...span, kind: "call", callee, names: pairs.map(([name]) => this.name(name ?? node)), args: pairs.map((pair) => this.at(pair, 1, node)) };
  }

  private iterators(node: SyntaxNode | undefined): IteratorNode[] {
    const found = node ? childrenOfSyntax(node).filter((child) => child.name === "InExpression") : [];
    return found.map((child) => {
      const [name, , context] = childrenOfSyntax(child);
      const bounds = context ? childrenOfSyntax(context).filter((part) => part.name !== "..") : [];
      return { name: this.name(name ?? child), source: this.at(bounds, 0, child), end: bounds.length > 1 ? this.at(bounds, 1, child) : null };
    });
  }

  /** `a and b and c` becomes one node, so that long chains are not deep. */
  private logic(node: SyntaxNode): Node {
    const operands: SyntaxNode[] = [];
    let rest = node;
    for (;;) {
      const parts = childrenOfSyntax(rest);
      const [left, right] = [parts[0], parts.at(-1)];
      if (!left || !right) throw new ParseFailure(rest, "An expression is missing.");
      operands.push(right);
      if (left.name !== node.name) {
        operands.push(left);
        break;
      }
      rest = left;
    }
    const built = operands.reverse().map((operand) => this.build(operand));
    return { from: node.from, to: node.to, kind: "logic", operator: node.name === "Conjunction" ? "and" : "or", operands: built };
  }

  /** `a + b - c` becomes one node with steps, so that long chains are not deep. */
  private arithmetic(node: SyntaxNode, children: SyntaxNode[]): Node {
    if (children.length === 2) {
      const operand = this.at(children, 1, node);
      if (this.text(children[0] ?? node) === "+") throw new ParseFailure(node, "A plus sign has nothing on its left.");
      return { from: node.from, to: node.to, kind: "negate", operand };
    }
    const steps: SyntaxNode[][] = [];
    let first: SyntaxNode = node;
    for (let parts = children; CHAINED.has(first.name) && parts.length === 3; parts = childrenOfSyntax(first)) {
      steps.push(parts);
      first = parts[0] ?? node;
    }
    const built = steps.reverse().map((parts) => {
      const sign = this.text(parts[1] ?? node);
      const operator = (sign === "^" ? "**" : sign) as ArithmeticOperator; // the grammar knows no other sign
      return { operator, operand: this.at(parts, 2, node) };
    });
    return { from: node.from, to: node.to, kind: "arithmetic", first: this.build(first), steps: built };
  }

  private comparison(node: SyntaxNode, children: SyntaxNode[]): Node {
    const span = { from: node.from, to: node.to };
    const word = children[1];
    const value = this.at(children, 0, node);
    if (word?.name === "between") return { ...span, kind: "between", value, low: this.at(children, 2, node), high: this.at(children, 4, node) };
    if (word?.name !== "in") return { ...span, kind: "compare", operator: this.operator(word), left: value, right: this.at(children, 2, node) };
    const several = children.find((child) => child.name === "PositiveUnaryTests");
    return { ...span, kind: "in", value, tests: several ? this.tests(several) : [this.at(children, 2, node)] };
  }

  private interval(node: SyntaxNode, children: SyntaxNode[]): Node {
    const [open, start, , end, close] = children;
    if (!open || !start || !end || !close) throw new ParseFailure(node, "The range is not complete.");
    const included = { startIncluded: !FLIPPED.has(open.name), endIncluded: close.name === "]" };
    return { from: node.from, to: node.to, kind: "interval", start: this.build(start), end: this.build(end), ...included };
  }

  private number(node: SyntaxNode, children: SyntaxNode[]) {
    const digits = this.source.slice(children.at(-1)?.to ?? node.from, node.to).trim();
    const value = decimalFrom(children.length > 0 ? `-${digits}` : digits);
    if (!value) throw new ParseFailure(node, "The number is out of range.");
    return value;
  }

  /** The grammar lets no other text stand here. */
  private operator = (node: SyntaxNode | undefined): UnaryOperator => (node ? this.text(node) : "=") as UnaryOperator;
}

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", '"': '"', "'": "'", "\\": "\\" };

/** A string literal's value; an unknown escape keeps its backslash, which regular expressions rely on. */
function unquote(literal: string): string {
  return literal.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (all, four, six, other) => {
    if (other !== undefined) return ESCAPES[other] ?? all;
    const code = Number.parseInt(four ?? six, 16);
    return code > 0x10ffff ? all : four === undefined ? String.fromCodePoint(code) : String.fromCharCode(code);
  });
}
