import { textOf } from "../expression";
import type { Run } from "../run/run";
import { Stuck } from "../run/stuck";
import { visible } from "../run/variables";
import { cancelWaits, moment, setTimer } from "../run/waits";
import type { Element } from "../state";
import { later } from "../time";
import { userNodeOf } from "./user-node";

/** The next reminder, or what comes after the last; counted from now. */
export function armTimeout(run: Run, element: Element): void {
  const timeout = userNodeOf(run, element)?.timeout;
  if (!timeout || !element.work || element.heldBy) return;
  cancelWaits(run, element.id, "timeout");
  const after = textOf(timeout.after, visible(run, element), moment(run));
  const dueAt = later(run.now, after);
  if (dueAt === null) throw new Stuck("bad-timer", `"${after}" is no duration that a timer can wait for.`, { code: "no-duration", params: { written: after } });
  setTimer(run, element, { node: element.node, purpose: "timeout", dueAt });
}
