// Source text → parsed expression: limits, grammar (lezer-feel with the known names), tree, and calls of functions that don't exist.
import { parser, trackVariables } from "lezer-feel";
import type { Node } from "./ast";
import { buildTree, ParseFailure, type SyntaxNode } from "./build-tree";
import { LIMITS } from "./limits";
import { unknownCalls } from "./names";
import { SIGNATURES } from "./signatures";

export type ParseOptions = {
  /** Known variable names; they may contain spaces and signs ("monthly fee", "net-price"). */
  names?: readonly string[];
  /** "unaryTests" reads `< 5, [7..9]`, tested against the context entry "?". Default "expression". */
  dialect?: "expression" | "unaryTests";
};

/** `from` and `to` are offsets into the source, in UTF-16 units. */
export type ParseProblem = { from: number; to: number; message: string };

/** Immutable; may be kept and evaluated any number of times. */
export type ParsedExpression = { readonly source: string; readonly names: readonly string[]; readonly root: Node };
export type ParseResult = { ok: true; expression: ParsedExpression } | { ok: false; problems: ParseProblem[] };

const MAX_PROBLEMS = 5;

/** Reads an expression. Never throws: whatever is wrong comes back as problems with their place. */
export function parseExpression(source: string, options: ParseOptions = {}): ParseResult {
  const names = options.names ?? [];
  if (source.length > LIMITS.sourceLength) {
    return refuse({ from: LIMITS.sourceLength, to: source.length, message: `An expression may have ${LIMITS.sourceLength} characters at most.` });
  }
  const tooDeep = deepBracket(source);
  if (tooDeep !== null) return refuse({ from: tooDeep, to: tooDeep + 1, message: `Nested too deeply (${LIMITS.parseDepth} levels at most).` });
  try {
    const read = readGrammar(source, names, options.dialect === "unaryTests" ? "UnaryTests" : "Expression");
    if (read.errors.length > 0) return refuse(...read.errors);
    const root = buildTree(read.top, source);
    const unknown = unknownCalls(root, names);
    if (unknown.length > 0) return refuse(...unknown.slice(0, MAX_PROBLEMS));
    return { ok: true, expression: Object.freeze({ source, names: Object.freeze([...names]), root }) };
  } catch (error) {
    if (error instanceof ParseFailure) return refuse({ from: error.from, to: error.to, message: error.message });
    // The grammar's context tracker throws a plain Error on some malformed names.
    return refuse({ from: 0, to: source.length, message: "This is not a FEEL expression." });
  }
}

const refuse = (...problems: ParseProblem[]): ParseResult => ({ ok: false, problems });

function readGrammar(source: string, names: readonly string[], dialect: string): { top: SyntaxNode; errors: ParseProblem[] } {
  const known: Record<string, object> = Object.create(null);
  for (const name of [...Object.keys(SIGNATURES), ...names]) if (/[^\p{L}\p{N}_]/u.test(name)) known[name] = {};
  const grammar = parser.configure({ top: dialect, contextTracker: trackVariables(known) });
  const read = (text: string) => {
    const top = grammar.parse(text).topNode;
    return { top, errors: grammarErrors(top, source) };
  };
  const first = read(source);
  const hidden = hideRangeTypes(source);
  const second = first.errors.length > 0 && hidden !== source ? read(hidden) : first;
  return second.errors.length === 0 ? second : first;
}

/** The grammar has no `range<T>`; as `list <T>` it reads the same, at the same offsets, and the tree builder looks at the source again. */
const hideRangeTypes = (source: string): string => source.replace(/(\bof\s+|[<,:>]\s*)range(\s*<)/g, "$1list $2");

function grammarErrors(top: SyntaxNode, source: string): ParseProblem[] {
  const problems: ParseProblem[] = [];
  const cursor = top.cursor();
  do {
    if (!cursor.type.isError) continue;
    const text = source.slice(cursor.from, cursor.to).trim();
    const message = text === "" ? "Something is missing here." : `Unexpected "${text.length > 40 ? `${text.slice(0, 40)}…` : text}".`;
    problems.push({ from: cursor.from, to: cursor.to, message });
  } while (problems.length < MAX_PROBLEMS && cursor.next());
  return problems;
}

/** The offset of the first bracket that stands too deep; strings and comments don't count. */
function deepBracket(source: string): number | null {
  let depth = 0;
  for (const match of source.matchAll(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[([{]|[)\]}]/g)) {
    if ("([{".includes(match[0])) depth++;
    else if (")]}".includes(match[0])) depth = Math.max(0, depth - 1);
    if (depth > LIMITS.parseDepth) return match.index;
  }
  return null;
}
