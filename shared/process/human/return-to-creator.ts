// 驳回: back to the creator, who submits again.
import { create } from "../run/element";
import type { Run } from "../run/run";
import { cancelWaits } from "../run/waits";
import type { Element } from "../state";
import { arrange } from "./arrange";
import { withdrawAll } from "./rewind";
import { newTask } from "./tasks";

/**
 * `rerun`: everything under way ends, and the submission starts from the beginning. `straight`: this step
 * waits for the submission and is then done again, by the same people; other branches go on.
 */
export function backToCreator(run: Run, element: Element, mode: "rerun" | "straight"): void {
  const start = run.graph.start();
  if (!start) return;
  if (mode === "rerun") withdrawAll(run);
  // With everything back in the creator's hands, they may also let it be.
  if (mode === "rerun") run.state.withdrawClosed = run.definition.settings.withdrawUntil.type === "never";
  const waiting = create(run, {
    node: start.id,
    scope: null,
    past: mode === "rerun" ? {} : element.past,
    ...(mode === "straight" ? { returnTo: element.id } : {}),
  });
  waiting.phase = "ACTIVATED";
  waiting.work = { kind: "submit", reminders: 0, tasks: [newTask(run, { assignee: run.state.initiator, found: { rule: "creator", from: "initiator" } })] };
  if (mode === "straight") hold(run, element, waiting);
  arrange(run, waiting);
  run.effects.push({ type: "ticketState", state: "open" });
}

/** The element waits until `visitor` comes back to it. */
export function hold(run: Run, element: Element, visitor: Element): void {
  element.heldBy = visitor.id;
  cancelWaits(run, element.id, "timeout");
  arrange(run, element);
}
