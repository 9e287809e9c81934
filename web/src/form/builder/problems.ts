// What is wrong with a draft, in the reader's language and by its place: the server's own check, and the contract's for what it would not even take.
import { FormDefinition } from "../../../../shared/contract/form-definition";
import { checkDefinition } from "../../../../shared/rules/form";
import { pointerPart } from "../../../../shared/rules/text-guard";
import { type Locale, say } from "../../i18n";
import { problemWords } from "../words";
import type { Place } from "./draft";

export type Located = { path: Place; code: string; message: string };

export function problemsOf(definition: FormDefinition): Located[] {
  const parsed = FormDefinition.safeParse(definition);
  const refused = parsed.success ? [] : parsed.error.issues.map(({ path, message, code }) => ({ path: pointer(path), code: codeOf(path, code), message }));
  const known = new Set(refused.map(({ path }) => path));
  return [...refused, ...checkDefinition(definition).filter(({ path }) => !known.has(path))];
}

/** Whether the server takes it as a draft; publishing asks for more. */
export const canBeKept = (definition: FormDefinition) => FormDefinition.safeParse(definition).success;

const pointer = (path: readonly PropertyKey[]) => path.map((part) => `/${pointerPart(String(part))}`).join("");
const codeOf = (path: readonly PropertyKey[], code: string) => (path.at(-1) === "key" ? "bad-key" : code === "too_small" ? "not-filled" : "not-accepted");

/** Sentences of the checks quote the name that they are about, and say at which character an expression fails. */
export function sentenceOf({ code, message }: Pick<Located, "code" | "message">, locale: Locale): string {
  const words = say(problemWords, locale);
  if (!Object.hasOwn(words, code)) return message;
  const name = /"([^"]*)"/.exec(message)?.[1] ?? "";
  const at = /at character (\d+)/.exec(message)?.[1];
  return words[code as keyof typeof words](name, at ? Number(at) : null);
}

/** As `/fields/3` is the place of `/fields/3/options/0/label`. */
export const isWithin = (path: Place, place: Place) => path === place || path.startsWith(`${place}/`);

/** The field, column or rule in which a problem is: what a click on it selects. */
export const ownerOf = (path: Place): Place => /^\/fields\/\d+\/columns\/\d+|^\/(fields|rules)\/\d+/.exec(path)?.[0] ?? "";
