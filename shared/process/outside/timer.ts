import type { EventOf } from "../event";
import { timedOut } from "../human/timeout";
import { attempt, raise } from "../run/incident";
import { tryAgain } from "../run/jobs";
import { drop, findElement, type Run } from "../run/run";
import { trigger } from "../run/trigger";
import type { Timer } from "../state";

/** Late, double, stale and early ones change nothing. */
export function timer(run: Run, { timer: id, generation }: EventOf<"timer">): void {
  const due = take(run, id, generation);
  const element = due && findElement(run, due.element);
  if (!element) return;
  if (due.purpose === "event") trigger(run, element, due.node, {});
  else if (due.purpose === "timeout") timedOut(run, element);
  else attempt(run, element, "job", () => tryAgain(run, element));
}

export function timerFailed(run: Run, { timer: id, generation, message }: EventOf<"timerFailed">): void {
  const due = take(run, id, generation);
  const element = due && findElement(run, due.element);
  if (element) raise(run, element, "timer", { code: "too-large", message }, due);
}

function take({ state, now }: Run, id: string, generation: number): Timer | undefined {
  const [due] = state.timers.filter((it) => it.id === id && it.generation === generation && it.dueAt <= now);
  if (due && state.elements.some((element) => element.id === due.element)) drop(state.timers, (it) => it.id === id);
  return due;
}
