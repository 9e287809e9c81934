import { type Changed, Problem } from "../../../shared/contract/problem";
import { Unreachable } from "../api";
import { locale, say } from "../i18n";
import { relative } from "../i18n/formats";
import { knownName } from "../identity/people";
import { problemWords, uiWords } from "./words";

/** What a person reads about an error, in their language. The server's own sentence is kept where it knows more than the code. */
export function messageOf(error: unknown): string {
  if (error instanceof Problem) {
    if (error.changed) return say(uiWords).changedBy(...whoAndWhen(error.changed));
    const known = say(problemWords)[error.code];
    const telling = error.code === "conflict" || error.code === "illegal-transition" || error.code === "not-published";
    return telling && locale.get() === "en" ? error.detail : known;
  }
  if (error instanceof Unreachable && error.status !== null) return say(uiWords).faulty(error.status);
  return say(uiWords).unreachable;
}

/** Who was faster, and how long ago, in words; who reads it in a component asks for the name first (`useChanger`). */
export const whoAndWhen = ({ by, at }: Changed): [who: string, ago: string] => [
  (by && knownName(by)) || say(uiWords).somebody,
  relative(at, Math.max(Date.now(), Date.parse(at)), locale.get()),
];

/** The same of a read: it changed nothing, whatever became of it. */
export const messageOfRead = (error: unknown) => (isCode(error, "database-away") ? say(uiWords).databaseAway : messageOf(error));

export const isCode = (error: unknown, ...codes: Problem["code"][]) => error instanceof Problem && codes.includes(error.code);
