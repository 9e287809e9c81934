import type { EventOf } from "../event";
import { jobDone, jobFailed } from "../run/jobs";
import { findElement, type Run } from "../run/run";

/** From any try: the key is the same. One that is over changes nothing. */
export function jobCompleted(run: Run, { element: id, key, result = null }: EventOf<"jobCompleted">): void {
  const element = findElement(run, id);
  if (element?.job?.key === key) jobDone(run, element, result);
}

/** Only of the try that is under way. */
export function jobFailure(run: Run, event: EventOf<"jobFailed">): void {
  const element = findElement(run, event.element);
  if (element?.job?.key === event.key && element.job.attempt === event.attempt && !element.job.waiting) jobFailed(run, element, event);
}
