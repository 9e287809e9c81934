// What stands in the way of publishing, in the reader's language and by its element.
import type { FieldError } from "../../../../shared/contract/problem";
import { Definition } from "../../../../shared/process/definition";
import { type Locale, say } from "../../i18n";
import { problemWords } from "../words";

export type Located = { elementId: string; code: string; message: string };

/** Whether the server takes it as a draft; publishing asks for more. */
export const canBeKept = (definition: Definition) => Definition.safeParse(definition).success;

/** The server says of each error which element it means; of those about the whole, none. */
export const locatedErrors = (errors: readonly FieldError[]): Located[] =>
  errors.map(({ elementId = "process", code = "", message }) => ({ elementId, code, message }));

/** Sentences of the checks quote the name that they are about. */
export function sentenceOf({ code, message }: Pick<Located, "code" | "message">, locale: Locale): string {
  const words = say(problemWords, locale);
  if (!Object.hasOwn(words, code)) return message;
  return words[code as keyof typeof words](/"([^"]*)"/.exec(message)?.[1] ?? "");
}
