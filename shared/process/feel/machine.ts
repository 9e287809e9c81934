// What the parts of the evaluator need of each other.
import type { Node, Parameter } from "./ast";
import type { Runtime } from "./runtime";
import type { Scope } from "./scope";
import type { BuiltinName } from "./signatures";
import { FeelFunction, type FeelValue } from "./values";

export type Machine = {
  readonly rt: Runtime;
  run(node: Node, scope: Scope): FeelValue;
  /** Calls a function value with positional arguments. */
  call(callee: FeelFunction, args: readonly FeelValue[]): FeelValue;
};

export class BuiltinFunction extends FeelFunction {
  readonly kind = "builtin";
  constructor(readonly name: BuiltinName) {
    super();
  }
}

export class LiteralFunction extends FeelFunction {
  readonly kind = "literal";
  constructor(
    readonly parameters: readonly Parameter[],
    readonly body: Node,
    readonly scope: Scope,
  ) {
    super();
  }
}
