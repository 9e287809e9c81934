// Timers and message subscriptions of element instances: set while they are ACTIVATED, gone with them.
import type { MessageDefinition, TimerDefinition } from "../elements/event-definition";
import { textOf } from "../expression";
import type { Element, Timer } from "../state";
import { instant, later } from "../time";
import { drop, newId, type Run } from "./run";
import { Stuck } from "./stuck";
import { visible } from "./variables";

/** A receive task names its message without saying that it is one. */
export type Waited = TimerDefinition | MessageDefinition | Omit<MessageDefinition, "type">;

/** Waits for the event of `node` (its own, one on its edge, or one behind a gateway) on behalf of an element. */
export function waitFor(run: Run, element: Element, node: string, event: Waited): void {
  if ("type" in event && event.type === "timer") setTimer(run, element, { node, purpose: "event", dueAt: dueOf(run, element, event) });
  else subscribe(run, element, node, event);
}

function dueOf(run: Run, element: Element, { duration, date }: TimerDefinition): string {
  const written = textOf(duration ?? date ?? "", visible(run, element), moment(run));
  const dueAt = duration === undefined ? instant(written, run.state.timeZone) : later(run.now, written);
  if (dueAt === null)
    throw new Stuck("bad-timer", `"${written}" is no ${duration === undefined ? "instant" : "duration"} that a timer can wait for.`, {
      code: duration === undefined ? "no-instant" : "no-duration",
      params: { written },
    });
  return dueAt;
}

export function setTimer(run: Run, element: Element, given: Pick<Timer, "node" | "purpose" | "dueAt">, generation = 1): void {
  const timer: Timer = { id: newId(run, "w"), element: element.id, generation, ...given };
  run.state.timers.push(timer);
  run.effects.push({ type: "setTimer", timer });
}

function subscribe(run: Run, element: Element, node: string, { name, correlationKey }: Omit<MessageDefinition, "type">): void {
  const key = textOf(correlationKey, visible(run, element), moment(run));
  const subscription = { id: newId(run, "m"), element: element.id, node, name, correlationKey: key };
  run.state.subscriptions.push(subscription);
  run.effects.push({ type: "subscribe", subscription });
}

/** Ends what an element waits for; with `purpose`, only its timers of that purpose. */
export function cancelWaits(run: Run, element: string, purpose?: Timer["purpose"]): void {
  for (const timer of drop(run.state.timers, (it) => it.element === element && (!purpose || it.purpose === purpose)))
    run.effects.push({ type: "cancelTimer", timer });
  if (purpose) return;
  for (const subscription of drop(run.state.subscriptions, (it) => it.element === element)) run.effects.push({ type: "unsubscribe", subscription });
}

export const moment = (run: Run) => ({ now: run.now, timeZone: run.state.timeZone });
