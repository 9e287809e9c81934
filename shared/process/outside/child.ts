import type { EventOf } from "../event";
import { throwError } from "../run/errors";
import { raise } from "../run/incident";
import { findElement, nodeOf, type Run } from "../run/run";
import { trigger } from "../run/trigger";

/** What a call activity called is over. */
export function childEnded(
  run: Run,
  { element: id, outcome, error, message = "The called process did not complete.", reason, variables = {} }: EventOf<"childEnded">,
): void {
  const element = findElement(run, id);
  if (element?.phase !== "ACTIVATED" || nodeOf(run, element.node).type !== "callActivity") return;
  if (outcome === "completed") trigger(run, element, element.node, variables);
  else if (error !== undefined) throwError(run, element, error, message, "child", reason);
  else raise(run, element, "child", { code: "child-failed", message, ...(reason && { reason }) });
}
