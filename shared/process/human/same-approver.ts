import type { Run } from "../run/run";
import type { Element } from "../state";
import { userNodeOf } from "./user-node";

/** Whether this person's approval counts again here without being asked: by the node's rule `sameApprover`. */
export function approvedBefore(run: Run, element: Element, user: string): boolean {
  const rule = userNodeOf(run, element)?.rules.sameApprover;
  if (rule !== "once" && rule !== "consecutive") return false;
  const steps = Object.entries(run.state.done).filter(([, done]) => done.outcome === "approved");
  if (rule === "once") return steps.some(([, done]) => done.handlers.includes(user));
  const latest = Math.max(0, ...Object.values(element.past));
  return steps.some(([node, done]) => done.handlers.includes(user) && done.seq === latest && element.past[node] === latest);
}
