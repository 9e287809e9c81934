import type { EventOf } from "../event";
import { picked } from "../human/appoint";
import { peopleFound } from "../human/find-people";
import { escalateTo } from "../human/timeout";
import { attempt } from "../run/incident";
import { drop, findElement, type Run } from "../run/run";

/** An answer to a question that is no longer open changes nothing. */
export function answer(run: Run, event: EventOf<"answer">): void {
  const [question] = drop(run.state.questions, (it) => it.id === event.question && (it.kind === "people" ? "people" in event : "random" in event));
  const element = question && findElement(run, question.element);
  if (!element) return;
  if (question.kind === "random") {
    if ("random" in event) attempt(run, element, "enter", () => picked(run, element, question.found, event.random));
  } else if ("people" in event) {
    if (question.purpose === "escalate") attempt(run, element, "people", () => escalateTo(run, element, question, event.people));
    else attempt(run, element, "enter", () => peopleFound(run, element, question, event.people));
  }
}
