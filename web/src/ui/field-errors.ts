/** What the server refused, in the reader's language and where it belongs: by the code of each error, and its place in what was sent. */
import { type FieldError, Problem } from "../../../shared/contract/problem";
import { say, type Words } from "../i18n";
import { fieldWords } from "./field-words";
import { messageOf } from "./problem";
import { problemWords } from "./words";

/** A screen's own words for codes, or for "field code" where one code means something else at each field. */
export type RefusalWords = Words;

/** Undefined where only the server has a sentence for it. */
function known({ path, code = "" }: FieldError, own: RefusalWords): string | undefined {
  const said: Record<string, unknown> = { ...say(fieldWords), ...say(own) };
  const found = said[`${path.split("/").at(-1)} ${code}`] ?? said[code];
  return typeof found === "string" ? found : undefined;
}

/** An error as a whole, beside what was done: what is wrong in particular, where there are words for it. */
export function refusalOf(error: unknown, own: RefusalWords): string {
  const errors = (error instanceof Problem && error.errors) || [];
  const sentences = errors.map((one) => known(one, own));
  return errors.length > 0 && sentences.every(Boolean) ? sentences.join(" ") : messageOf(error);
}

/** What is wrong with the part of what was sent that has this JSON pointer. */
export type ErrorOf = (path: string) => string | undefined;

/** For a form: each field asks for its own, and `rest` says what none of them has asked for. */
export function located(error: unknown, own: RefusalWords = {}): { errorOf: ErrorOf; rest: () => string | undefined } {
  const errors = (error instanceof Problem && error.errors) || [];
  const asked = new Set<FieldError>();
  return {
    errorOf(path) {
      const found = errors.find((one) => one.path === `/body${path}`);
      if (!found) return undefined;
      asked.add(found);
      return known(found, own) ?? found.message;
    },
    rest() {
      const left = errors.filter((one) => !asked.has(one));
      if (errors.length > 0 && left.length === 0) return say(problemWords)["invalid-input"];
      return error ? refusalOf(error, own) : undefined;
    },
  };
}
