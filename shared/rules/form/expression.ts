// A condition or computed value over the fields of one scope (a form, or a table's row), parsed once.
import { evaluate, type FeelInput, type FeelValue, namesUsed, type ParsedExpression, parseExpression, type UsedName } from "../../process/feel";
import { Refusal } from "./refusal";

export type Values = Readonly<Record<string, FeelInput>>;
export type Clock = { now: string; timeZone: string | undefined };

export type Expression = {
  /** Keys of the scope that it reads. */
  needs: readonly string[];
  /** Throws nothing; undefined where it fails, or did not parse. */
  value(values: Values, clock: Clock): FeelValue | undefined;
};

export type Names = readonly string[];

export function compileExpression(source: string, names: Names): Expression {
  const parsed = parseExpression(source, { names });
  if (!parsed.ok) return { needs: [], value: () => undefined };
  const { expression } = parsed;
  const needs = needsOf(expression, names);
  return {
    needs,
    value(values, { now, timeZone }) {
      // Only what it reads: each name given costs the evaluator time.
      const given: Record<string, FeelInput> = {};
      for (const key of needs) given[key] = values[key] ?? null;
      const result = evaluate(expression, given, { now, timeZone });
      return result.ok ? result.value : undefined;
    },
  };
}

export const maybe = (source: string | undefined, names: Names) => (source === undefined ? undefined : compileExpression(source, names));

/** Wrong with an expression: its text, or a name in it. */
export type ExpressionProblem = { code: "bad-expression" | "unknown-field" | "hidden-function"; message: string };

/** `columnsOf` gives a table's column keys, and undefined for what is no table. */
export function checkExpression(source: string, names: Names, columnsOf: (key: string) => Names | undefined): ExpressionProblem[] {
  const parsed = parseExpression(source, { names });
  if (!parsed.ok) return parsed.problems.slice(0, 1).map(({ message, from }) => ({ code: "bad-expression", message: `${message} (at character ${from + 1})` }));
  const known = new Set(names);
  const columns = new Set(names.flatMap((name) => columnsOf(name) ?? []));
  const problems: ExpressionProblem[] = [];
  for (const used of namesUsed(parsed.expression)) {
    const unknown = unknownIn(used, known, columns, columnsOf);
    if (unknown !== undefined) problems.push({ code: "unknown-field", message: `There is no field "${unknown}".` });
    else if (known.has(used.name) && /^\s*\(/.test(source.slice(used.to)) && isFunction(used.name))
      problems.push({ code: "hidden-function", message: `The field "${used.name}" hides the function of that name; rename the field.` });
  }
  return problems;
}

function unknownIn(
  { name, path, inFilter }: UsedName,
  known: ReadonlySet<string>,
  columns: ReadonlySet<string>,
  columnsOf: (key: string) => Names | undefined,
) {
  // In a filter a name may be a property of the items: items[amount > 5].
  if (!known.has(name)) return inFilter && columns.has(name) ? undefined : name;
  const [property] = path;
  const own = columnsOf(name);
  return own && property !== undefined && !own.includes(property) ? `${name}.${property}` : undefined;
}

const reserved = new Set("and or if then else for in return some every satisfies between instance function external null true false".split(" "));

/** A word of FEEL itself can't be a name in its expressions. */
export const canBeName = (key: string) => !reserved.has(key);

const isFunction = (name: string) => parseExpression(`${name}()`).ok;

const needsOf = (expression: ParsedExpression, names: Names) => {
  const known = new Set(names);
  return [...new Set(namesUsed(expression).map(({ name }) => name))].filter((name) => known.has(name));
};

export const conditionFailed = new Refusal("condition-failed");
export const computationFailed = new Refusal("computation-failed");
