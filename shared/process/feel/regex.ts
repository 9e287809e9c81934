// Regular expressions in linear time. The only file that knows the engine; patterns are XPath's, as FEEL asks.
import { RE2JS } from "re2js";
import { LIMITS } from "./limits";
import { translatePattern } from "./regex-syntax";

export type Pattern = {
  /** Instructions of the compiled pattern: time is in proportion to this and the text's length. */
  readonly size: number;
  test(text: string): boolean;
  /** `$1`… stand for groups. Null where the pattern matches the empty string or the replacement is malformed. `onPiece` hears the growing result. */
  replaceAll(text: string, replacement: string, onPiece: (piece: string) => void): string | null;
  split(text: string): string[];
};

const compiledPatterns = new Map<string, Pattern | null>();
const MAX_COMPILED = 32;

/** Compiling is a pure function, so its results are kept. */
export function compilePattern(pattern: string, flags: string): Pattern | null {
  const key = `${flags}/${pattern}`;
  let compiled = compiledPatterns.get(key);
  if (compiled === undefined) {
    if (compiledPatterns.size >= MAX_COMPILED) compiledPatterns.clear();
    compiled = compile(pattern, flags);
    compiledPatterns.set(key, compiled);
  }
  return compiled;
}

/** Null where pattern or flags (any of s, m, i, x) are malformed or need what no linear-time engine has, such as back-references. */
function compile(pattern: string, flags: string): Pattern | null {
  if (pattern.length > LIMITS.patternLength || !/^[smix]*$/.test(flags)) return null;
  const translated = translatePattern(pattern, { ignoreSpace: flags.includes("x"), dotAll: flags.includes("s") });
  if (translated === null) return null;
  let bits = 0;
  if (flags.includes("i")) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes("s")) bits |= RE2JS.DOTALL;
  if (flags.includes("m")) bits |= RE2JS.MULTILINE;
  try {
    return wrap(RE2JS.compile(translated, bits));
  } catch {
    return null; // the engine's way to say that the pattern is malformed
  }
}

function wrap(compiled: RE2JS): Pattern {
  return {
    size: compiled.programSize(),
    test: (text) => compiled.matcher(text).find(),
    replaceAll(text, replacement, onPiece) {
      const pieces = parseReplacement(replacement);
      if (pieces === null || compiled.matcher("").find()) return null;
      const matcher = compiled.matcher(text);
      let result = "";
      let end = 0;
      while (matcher.find()) {
        result += text.slice(end, matcher.start());
        for (const piece of pieces) result += typeof piece === "string" ? piece : groupText(matcher, piece);
        end = matcher.end();
        if (result.length > LIMITS.stringLength) onPiece(result);
      }
      return result + text.slice(end);
    },
    split(text) {
      const matcher = compiled.matcher(text);
      const parts: string[] = [];
      let end = 0;
      while (matcher.find()) {
        if (matcher.end() === matcher.start()) continue;
        parts.push(text.slice(end, matcher.start()));
        end = matcher.end();
      }
      return [...parts, text.slice(end)];
    },
  };
}

/** As many digits as there are groups make the number; the rest is text. */
function groupText(matcher: ReturnType<RE2JS["matcher"]>, digits: { digits: string }): string {
  let length = digits.digits.length;
  while (length > 1 && Number(digits.digits.slice(0, length)) > matcher.groupCount()) length--;
  const group = Number(digits.digits.slice(0, length));
  return (group > matcher.groupCount() ? "" : (matcher.group(group) ?? "")) + digits.digits.slice(length);
}

/** Text and `$1`; `\$` and `\\` stand for themselves, any other `$` or `\` is malformed. */
function parseReplacement(replacement: string): (string | { digits: string })[] | null {
  const pieces: (string | { digits: string })[] = [];
  for (const match of replacement.matchAll(/\$(\d{1,3})|\\([\\$])|([^\\$]+)|([\s\S])/g)) {
    if (match[4] !== undefined) return null;
    pieces.push(match[1] !== undefined ? { digits: match[1] } : (match[2] ?? match[3] ?? ""));
  }
  return pieces;
}
