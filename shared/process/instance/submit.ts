import { view } from "../human/tasks";
import { Refused } from "../refusal";
import { complete } from "../run/element";
import { drop, type Run } from "../run/run";
import { tell } from "../run/timeline";
import { assign } from "../run/variables";
import type { Element } from "../state";
import { type InstanceVerb, mustBeCreator } from "./verb";

const waitingSubmission = (run: Run): Element | undefined => run.state.elements.find((element) => element.work?.kind === "submit");

/** The creator submits again: a new round after a refusal or withdrawal, or what was returned. */
export const submit: InstanceVerb<"submit"> = {
  guard: (run, actor) => {
    mustBeCreator(run, actor);
    const { status } = run.state;
    if (status !== "rejected" && status !== "withdrawn" && !waitingSubmission(run)) throw new Refused("not-waiting", "There is nothing to submit now.");
  },
  apply: (run, { actor, variables = {}, chosen, comment }) => {
    const returned = waitingSubmission(run);
    if (!returned?.returnTo) run.state.round += 1;
    assign(run, undefined, variables);
    if (chosen) run.state.chosen = { ...run.state.chosen, ...chosen };
    tell(run, { actor: actor.user, action: "submit", ...(comment ? { comment } : {}) });
    if (returned) closeSubmission(run, returned);
    if (!returned?.returnTo) begin(run);
    else complete(run, returned);
  },
};

/** A fresh round from the start. */
export function begin(run: Run): void {
  const start = run.graph.start();
  if (!start) throw new Refused("not-started", "The process has no start.");
  Object.assign(run.state, { status: "active", done: {}, inProgress: false, urgedAt: null });
  run.state.withdrawClosed = run.definition.settings.withdrawUntil.type === "never";
  run.effects.push({ type: "ticketState", state: "open" });
  run.agenda.push({ do: "enter", node: start.id, scope: null, past: {} });
}

function closeSubmission(run: Run, element: Element): void {
  for (const task of element.work?.tasks ?? []) {
    task.status = "done";
    run.effects.push({ type: "closeTask", task: view(element, task), reason: "completed" });
  }
  if (!element.returnTo) drop(run.state.elements, (it) => it.id === element.id);
}
