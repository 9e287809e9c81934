// Type names in `instance of` and function parameters.
import type { TypeNode } from "./ast";
import { childrenOfSyntax, type SyntaxNode } from "./build-tree";
import { ParseFailure } from "./parse-failure";

const NAMES: Record<string, string> = {
  any: "any",
  Any: "any",
  Null: "null",
  null: "null",
  number: "number",
  string: "string",
  boolean: "boolean",
  date: "date",
  time: "time",
  dateTime: "date and time",
  "date and time": "date and time",
  dayTimeDuration: "days and time duration",
  "days and time duration": "days and time duration",
  yearMonthDuration: "years and months duration",
  "years and months duration": "years and months duration",
  list: "list",
  context: "context",
  function: "function",
  range: "range",
};

export const ANY: TypeNode = { type: "named", name: "any" };

export function buildType(node: SyntaxNode, source: string): TypeNode {
  const [inner] = childrenOfSyntax(node);
  if (!inner) throw new ParseFailure(node, "A type is missing.");
  const parts = childrenOfSyntax(inner);
  const nested = parts.filter((part) => part.name === "Type");
  const last = nested.at(-1);
  switch (inner.name) {
    case "ListType":
      if (!last) throw new ParseFailure(inner, "A type is missing.");
      return { type: source.startsWith("range", inner.from) ? "range" : "list", of: buildType(last, source) };
    case "ContextType":
      return { type: "context", entries: listed(parts, "ContextEntryTypes").map((entry) => contextEntry(entry, source)) };
    case "FunctionType":
      if (!last) throw new ParseFailure(inner, "The result type is missing.");
      return {
        type: "function",
        parameters: listed(parts, "ArgumentTypes").map((argument) => buildType(childrenOfSyntax(argument)[0] ?? argument, source)),
        result: buildType(last, source),
      };
    default: {
      const name = NAMES[source.slice(inner.from, inner.to).replace(/\s+/g, " ")];
      if (!name) throw new ParseFailure(inner, `There is no type "${source.slice(inner.from, inner.to)}".`);
      return { type: "named", name };
    }
  }
}

const listed = (parts: SyntaxNode[], name: string): SyntaxNode[] => {
  const list = parts.find((part) => part.name === name);
  return list ? childrenOfSyntax(list).filter((child) => child.name !== ",") : [];
};

function contextEntry(node: SyntaxNode, source: string) {
  const parts = childrenOfSyntax(node);
  const [name, type] = [parts[0], parts.at(-1)];
  if (!name || !type) throw new ParseFailure(node, "A type is missing.");
  return { name: source.slice(name.from, name.to).replace(/\s+/g, " "), of: buildType(type, source) };
}
