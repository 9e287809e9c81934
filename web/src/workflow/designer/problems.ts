// What stands in the way of publishing, in the reader's language and by its element.
import type { FieldError } from "../../../../shared/contract/problem";
import { Definition, type Flow, type Node } from "../../../../shared/process/definition";
import { type Locale, say } from "../../i18n";
import { nameOf } from "../kinds";
import { incompleteWords, problemWords } from "../words";
import { flowOf, nodeOf } from "./draft";

/** `source` where one of several texts of the element is meant. */
export type Located = { elementId: string; code: string; message: string; source?: string };

/** Whether the server takes it as a draft; publishing asks for more. */
export const canBeKept = (definition: Definition) => Definition.safeParse(definition).success;

/** The server says of each error which element it means; of those about the whole, none. */
export const locatedErrors = (errors: readonly FieldError[]): Located[] =>
  errors.map(({ elementId = "process", code = "", message }) => ({ elementId, code, message }));

/** A flow without a name is called by its ends. */
export function flowName(definition: Definition, { id, name, from, to }: Flow, locale: Locale): string {
  const [source, target] = [nodeOf(definition, from), nodeOf(definition, to)];
  return name || (source && target ? `${nameOf(source, locale)} → ${nameOf(target, locale)}` : id);
}

/** What is missing differs from element to element. */
function missing(node: Node | undefined): keyof typeof incompleteWords | undefined {
  if (!node) return undefined;
  const event = "eventDefinition" in node ? (node.eventDefinition as { type: string } | undefined)?.type : undefined; // what is only kept says it too
  if (node.type === "receiveTask" || event === "message") return "message";
  if (node.type === "serviceTask") return node.connector ? "address" : "connector";
  if (node.type === "userTask") return "address";
  if (node.type === "eventBasedGateway" || node.type === "callActivity") return node.type;
  return event === "error" ? "error" : undefined;
}

/** Sentences of the checks quote the name that they are about. */
export function sentenceOf({ elementId, code, message }: Located, definition: Definition, locale: Locale): string {
  const words = say(problemWords, locale);
  if (!Object.hasOwn(words, code)) return message;
  const lacks = code === "incomplete" ? missing(nodeOf(definition, elementId)) : undefined;
  if (lacks) return say(incompleteWords, locale)[lacks];
  const flow = code === "flow-not-allowed" ? flowOf(definition, elementId) : undefined;
  if (flow && nodeOf(definition, flow.from)?.type === "eventBasedGateway") return say(incompleteWords, locale).afterEventBased;
  return words[code as keyof typeof words](/"([^"]*)"/.exec(message)?.[1] ?? "");
}

/** What is wrong with an element: the first of `codes`, where some are given. */
export const errorsOf =
  (problems: readonly Located[], definition: Definition, locale: Locale) =>
  (id: string, ...codes: string[]): string | undefined => {
    const problem = problems.find((one) => one.elementId === id && (codes.length === 0 || codes.includes(one.code)));
    return problem && sentenceOf(problem, definition, locale);
  };

/** What is wrong with one text of an element, by what is written there. */
export const errorsIn =
  (problems: readonly Located[], definition: Definition, locale: Locale) =>
  (id: string, source: string | undefined): string | undefined => {
    const problem = problems.find((one) => one.elementId === id && source !== undefined && one.source === source);
    return problem && sentenceOf(problem, definition, locale);
  };
