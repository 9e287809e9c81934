// The tasks of an element: making, showing and ending them.
import type { CloseReason, TaskView } from "../effect";
import { newId, type Run } from "../run/run";
import type { Element, Found, Task, Work } from "../state";

export const view = (element: Element, task: Task): TaskView => ({
  ...structuredClone(task),
  element: element.id,
  node: element.node,
  kind: element.work?.kind ?? "decide",
});

type Given = Partial<Task> & { found: Found };

/** Without a seat of somebody else's it has one of its own. */
export function newTask(run: Run, given: Given): Task {
  const id = newId(run, "t");
  const users = given.users ?? (given.assignee ? [given.assignee] : []);
  const empty = { host: null, assignee: null, groups: [], barred: null, owner: null, insteadOf: {}, addedBy: null, former: [], decision: null };
  return { ...empty, id, seat: id, part: "main", status: "waiting", ...given, users };
}

export const isUndone = (task: Task) => task.status !== "done" && task.status !== "dropped";
export const undone = (work: Work) => work.tasks.filter(isUndone);

/** What is not done vanishes from everybody's list. */
export function dropTasks(run: Run, element: Element, reason: CloseReason, tasks = element.work ? undone(element.work) : []): void {
  for (const task of tasks) {
    const shown = task.status !== "waiting";
    task.status = "dropped";
    if (shown) run.effects.push({ type: "closeTask", task: view(element, task), reason });
  }
}

/** Everybody who may take it, or has it. */
export const peopleOf = (task: Task) => (task.assignee ? { users: [task.assignee], groups: [] } : { users: task.users, groups: task.groups });
