// The tasks of an instance that people still have before them, read from its state.
import type { State, TaskView } from "../../../shared/process";

type Shown = { view: TaskView; dueAt: string | null };

/** Those that have a row and are not closed. */
export function shownTasks(state: State | null): Map<string, Shown> {
  const shown = new Map<string, Shown>();
  for (const { id: element, node, work } of state?.elements ?? []) {
    const dueAt = state?.timers.find((timer) => timer.element === element && timer.purpose === "timeout")?.dueAt ?? null;
    for (const task of work?.tasks ?? [])
      if (task.status === "open" || task.status === "held") shown.set(task.id, { view: { ...task, element, node, kind: work?.kind ?? "decide" }, dueAt });
  }
  return shown;
}

export const openTasks = (state: State | null): TaskView[] => [...shownTasks(state).values()].flatMap(({ view }) => (view.status === "open" ? [view] : []));
