// `instance of`, and whether an argument fits a parameter's type.
import type { Node, TypeNode } from "./ast";
import { BuiltinFunction, LiteralFunction } from "./machine";
import type { Runtime } from "./runtime";
import { formsOf } from "./signatures";
import { FeelFunction, FeelRange, type FeelValue, isContext, isList, kindOf } from "./values";

/** Null is an instance of the type Null only, not even of Any. */
export const isInstance = (value: FeelValue, type: TypeNode, rt: Runtime): boolean =>
  value === null ? type.type === "named" && type.name === "null" : conforms(value, type, rt);

/** Inside of lists and contexts, null fits every type. */
export function conforms(value: FeelValue, type: TypeNode, rt: Runtime): boolean {
  rt.burn();
  if (value === null) return true;
  switch (type.type) {
    case "named":
      return type.name === "any" || type.name === kindOf(value);
    case "list":
      return isList(value) && value.every((item) => conforms(item, type.of, rt));
    case "range":
      return value instanceof FeelRange && [value.start, value.end].every((bound) => conforms(bound, type.of, rt));
    case "context":
      return isContext(value) && type.entries.every((entry) => value.has(entry.name) && conforms(value.get(entry.name) ?? null, entry.of, rt));
    case "function":
      return value instanceof FeelFunction && functionConforms(value, type);
  }
}

/** Parameters may be asked for more special than declared; the result's type is known for plain literals only. */
function functionConforms(value: FeelFunction, type: Extract<TypeNode, { type: "function" }>): boolean {
  if (value instanceof BuiltinFunction) return formsOf(value.name).some((form) => form.length === type.parameters.length);
  if (!(value instanceof LiteralFunction) || value.parameters.length !== type.parameters.length) return false;
  const parametersFit = value.parameters.every((parameter, index) => parameter.type === null || isSubtype(type.parameters[index], parameter.type));
  return parametersFit && resultFits(value.body, type.result);
}

const resultFits = (body: Node, type: TypeNode): boolean =>
  isAny(type) || (type.type === "named" && body.kind === "literal" && kindOf(body.value) === type.name);
const isAny = (type: TypeNode): boolean => type.type === "named" && type.name === "any";
const isSubtype = (type: TypeNode | undefined, of: TypeNode): boolean => isAny(of) || JSON.stringify(type) === JSON.stringify(of);
