import type { EventOf } from "../event";
import { timedOut } from "../human/timeout";
import { attempt } from "../run/incident";
import { tryAgain } from "../run/jobs";
import { drop, findElement, type Run } from "../run/run";
import { trigger } from "../run/trigger";

/** Late, double, stale and early ones change nothing. */
export function timer(run: Run, { timer: id, generation }: EventOf<"timer">): void {
  const [due] = run.state.timers.filter((it) => it.id === id && it.generation === generation && it.dueAt <= run.now);
  const element = due && findElement(run, due.element);
  if (!element) return;
  drop(run.state.timers, (it) => it.id === id);
  if (due.purpose === "event") trigger(run, element, due.node, {});
  else if (due.purpose === "timeout") timedOut(run, element);
  else attempt(run, element, "job", () => tryAgain(run, element));
}
