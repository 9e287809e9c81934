import type { Run } from "../run/run";
import type { Element } from "../state";
import { userNodeOf } from "./user-node";

/** Whose approval counts again here without being asked: by the node's rule `sameApprover`. */
export function approversBefore(run: Run, element: Element): Set<string> {
  const rule = userNodeOf(run, element)?.rules.sameApprover;
  if (rule !== "once" && rule !== "consecutive") return new Set();
  const latest = Math.max(0, ...Object.values(element.past));
  const isLatest = (node: string, seq: number) => seq === latest && element.past[node] === latest;
  const steps = Object.entries(run.state.done).filter(([node, { outcome, seq }]) => outcome === "approved" && (rule === "once" || isLatest(node, seq)));
  return new Set(steps.flatMap(([, { handlers }]) => handlers));
}
