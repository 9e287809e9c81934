// What no body may hold, whoever sends it: text that a queue or a database refuses, and shapes that only an attacker sends.
import { limits } from "../contract/limits";
import type { FieldError } from "../contract/problem";

// Not XML 1.0 characters (SQS refuses these), and lone surrogates, which no UTF-8 can hold.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are just what is looked for.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** Gives what is wrong with a parsed JSON value, located by JSON pointers under `at`; empty where nothing is. Ends at ten. */
export function guardText(value: unknown, at = "", mostKeys: number = limits.keys): FieldError[] {
  const errors: FieldError[] = [];
  let keys = 0;
  const visit = (part: unknown, path: string, depth: number): void => {
    if (errors.length >= 10) return;
    if (typeof part === "string") {
      if (forbidden.test(part))
        errors.push({ path, code: "forbidden-character", message: "Has a character that can't be stored (a control character or half of a surrogate pair)." });
    } else if (typeof part === "number") {
      if (!Number.isFinite(part) || tooWide(Math.abs(part))) errors.push({ path, code: "number-too-large", message: "Is a number out of range." });
    } else if (typeof part === "object" && part !== null) {
      if (depth > limits.depth) return void errors.push({ path, code: "too-deep", message: `Is nested deeper than ${limits.depth} levels.` });
      for (const [key, child] of Object.entries(part)) {
        keys += 1;
        if (keys > mostKeys)
          return void (keys === mostKeys + 1 && errors.push({ path: at, code: "too-many-keys", message: `Has more than ${mostKeys} keys and items.` }));
        const childPath = `${path}/${pointerPart(key)}`;
        if (key === "__proto__" || forbidden.test(key)) errors.push({ path: childPath, code: "forbidden-key", message: "Is not a key that may be used." });
        visit(child, childPath, depth + 1);
      }
    }
  };
  visit(value, at, 1);
  return errors;
}

/** Written out, as a database keeps it, it has more digits than we keep (`1e300`, `1e-300`). */
const [widest, smallest] = [Number(`1e${limits.digits}`), Number(`1e-${limits.digits}`)];
const tooWide = (size: number) => size >= widest || (size > 0 && size < smallest);

/** A number of more digits than a decimal of FEEL or PostgreSQL keeps would silently become another one: found in the JSON text itself. */
export function hasOverlongNumber(json: string): boolean {
  if (!/\d[\d.]{33}/.test(json)) return false;
  const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  for (const [text] of json.matchAll(token)) if (text[0] !== '"' && text.replace(/[eE].*$/, "").replace(/\D/g, "").length > limits.digits) return true;
  return false;
}

/** RFC 6901: one step of a JSON pointer. */
export const pointerPart = (key: string | number) => String(key).replaceAll("~", "~0").replaceAll("/", "~1").replace(forbidden, "�");
