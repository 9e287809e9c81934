import type { EventOf } from "../event";
import type { GivenReason } from "../reason";
import { attempt } from "../run/incident";
import { jobDone, jobFailed } from "../run/jobs";
import { drop, findElement, type Run } from "../run/run";
import { Stuck } from "../run/stuck";
import type { Element } from "../state";

/** From any try: the key is the same. One that is over changes nothing. */
export function jobCompleted(run: Run, { element: id, key, result = null }: EventOf<"jobCompleted">): void {
  const element = findElement(run, id);
  if (element?.job?.key === key) jobDone(run, element, result);
}

/** Only of the try that is under way. */
export function jobFailure(run: Run, event: EventOf<"jobFailed">): void {
  const element = findElement(run, event.element);
  if (element && !element.job) lookUpFailed(run, element, event);
  if (element?.job?.key === event.key && element.job.attempt === event.attempt && !element.job.waiting) jobFailed(run, element, event);
}

/** People who can't be looked up: an incident says why, and resolving it asks again. */
function lookUpFailed(run: Run, element: Element, { key, message, reason = { code: "said", said: message } }: EventOf<"jobFailed">): void {
  const [question] = drop(
    run.state.questions,
    (it) => it.kind === "people" && it.byJob && it.element === element.id && key === `${run.state.instance}:${it.id}`,
  );
  if (question?.kind !== "people") return;
  attempt(run, element, question.purpose === "escalate" ? "people" : "enter", () => {
    throw new Stuck("job-failed", message, reason as GivenReason); // it was given as one
  });
}
