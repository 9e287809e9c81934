// Whose turn it is: which tasks are open, held or waiting, and what the outside must be told of that.
import type { Mode } from "../elements/approval";
import type { Run } from "../run/run";
import { tell } from "../run/timeline";
import type { Element, Task, TaskStatus } from "../state";
import { seatsOf } from "./decide";
import { isUndone, peopleOf, view } from "./tasks";
import { modeOf } from "./user-node";

/** Sets the status of every task that is not done. */
export function arrange(run: Run, element: Element): void {
  const { work } = element;
  if (!work) return;
  const turn = seatsWithTurn(modeOf(run, element), work.tasks);
  for (const task of work.tasks.filter(isUndone)) {
    const status = element.heldBy && task.part !== "before" ? hold(task) : statusOf(task, work.tasks, turn);
    if (status !== task.status) change(run, element, task, status);
  }
}

/** One after another: only the first seat that has not voted; else all. */
function seatsWithTurn(mode: Mode, tasks: readonly Task[]): ReadonlySet<string> {
  const open = seatsOf(tasks).filter((seat) => seat.outcome === undefined);
  return new Set((mode.type === "sequence" ? open.slice(0, 1) : open).flatMap((seat) => seat.tasks.map((task) => task.seat)));
}

const hold = (task: Task): TaskStatus => (task.status === "waiting" ? "waiting" : "held");

function statusOf(task: Task, tasks: readonly Task[], turn: ReadonlySet<string>): TaskStatus {
  if (!turn.has(task.seat)) return "waiting";
  const host = tasks.find((other) => other.id === task.host);
  if (task.part === "after" && host && host.decision === null && host.status !== "dropped") return "waiting";
  return tasks.some((other) => other.part === "before" && other.host === task.id && isUndone(other)) ? "held" : "open";
}

function change(run: Run, element: Element, task: Task, status: TaskStatus): void {
  const isNew = task.status === "waiting";
  task.status = status;
  run.effects.push({ type: isNew ? "openTask" : "changeTask", task: view(element, task) });
  if (isNew && element.work?.kind === "decide") tellAsked(run, element, task);
  if (status === "open") run.effects.push({ type: "notify", notification: { about: "task", ...peopleOf(task), node: element.node, task: task.id } });
}

/** The timeline says who was asked, and by which rule. */
function tellAsked(run: Run, element: Element, task: Task): void {
  const { rule, from, because } = task.found;
  const after = { ...peopleOf(task), insteadOf: task.insteadOf, rule, from, ...(because ? { because } : {}) };
  tell(run, { actor: null, action: "ask", node: element.node, task: task.id, after });
}
