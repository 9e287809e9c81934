// After every change of an element's tasks: goes on once the outcome is certain, else arranges whose turn it is.
import { complete } from "../run/element";
import { finish } from "../run/finish";
import { attempt } from "../run/incident";
import type { Run } from "../run/run";
import { assign } from "../run/variables";
import type { Element, Outcome } from "../state";
import { arrange } from "./arrange";
import { outcomeOf } from "./decide";
import { backToCreator } from "./return-to-creator";
import { dropTasks } from "./tasks";
import { modeOf, userNodeOf } from "./user-node";

export function settle(run: Run, element: Element): void {
  const outcome = element.work && outcomeOf(modeOf(run, element), element.work.tasks);
  if (outcome) decided(run, element, outcome);
  else arrange(run, element);
}

function decided(run: Run, element: Element, outcome: Outcome): void {
  dropTasks(run, element, "decided");
  recordDone(run, element, outcome);
  const policy = userNodeOf(run, element)?.onRefusal;
  if (outcome === "refused" && policy === "reject") return void finish(run, "rejected", { message: lastComment(element), told: true });
  if (outcome === "refused" && policy === "return") return void backToCreator(run, element, "rerun");
  attempt(run, element, "complete", () => complete(run, element));
}

/** Remembers who did it, for rules and returns. The path from here on went through this. */
export function recordDone(run: Run, element: Element, outcome: Outcome): void {
  const { state } = run;
  const decisions = (element.work?.tasks ?? []).filter((task) => task.part !== "before" && task.decision).map((task) => task.decision);
  const people = decisions.flatMap((decision) => decision?.by ?? []);
  const earlier = element.role === "item" ? (state.done[element.node]?.handlers ?? []) : [];
  const seq = seqOf(run, element);
  const last = decisions.toSorted((a, b) => (a?.at ?? "").localeCompare(b?.at ?? "")).at(-1)?.by ?? null;
  state.done[element.node] = { seq, at: run.now, outcome, handlers: [...new Set([...earlier, ...people])], last };
  element.past = { ...element.past, [element.node]: seq };
  const variable = userNodeOf(run, element)?.resultVariable;
  if (variable) assign(run, element, { [variable]: outcome });
}

/** A step that was visited from a later one (退回 `straight`) is still the one through which the path went there. */
function seqOf({ state }: Run, { node, past, returnTo }: Element): number {
  const known = state.done[node]?.seq;
  if (returnTo && known !== undefined && past[node] === known) return known;
  state.counters.done += 1;
  return state.counters.done;
}

const lastComment = (element: Element) => element.work?.tasks.findLast((task) => task.decision?.outcome === "refused")?.decision?.comment ?? undefined;
