import { arrange } from "../human/arrange";
import { armTimeout } from "../human/timeout-timer";
import { findElement, type Run } from "./run";

/** What was returned `straight` is back: the step that waited for it can be done again. */
export function release(run: Run, id: string): void {
  const element = findElement(run, id);
  if (!element) return;
  delete element.heldBy;
  arrange(run, element);
  armTimeout(run, element);
}
