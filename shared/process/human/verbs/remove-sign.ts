import { Refused } from "../../refusal";
import type { Task } from "../../state";
import { seatsOf, votesNeeded } from "../decide";
import { settle } from "../settle";
import { dropTasks, isUndone } from "../tasks";
import { modeOf } from "../user-node";
import { mustBeUndone, type Situation, tellTask, type Verb } from "./verb";

/** 减签: the task's person leaves: somebody added, or who has not voted; never the last. */
export const removeSign: Verb<"removeSign"> = {
  guard: (at) => {
    const { task, actor, work } = at;
    mustBeUndone(task);
    const isMine = task.assignee === actor.user;
    const takesPart = work.tasks.some((it) => isUndone(it) && it.part !== "before" && it.assignee === actor.user && it.assignee !== null);
    const notTheirs = new Refused("not-handler", "Only somebody else at this step, or an admin, can remove a person.");
    if (!actor.admin && !isMine && !takesPart && task.addedBy !== actor.user) throw notTheirs;
    mustLeaveEnough(at);
    if (!actor.admin && isMine) throw notTheirs;
  },
  apply: (at, { reason }) => {
    const { run, element, work, task } = at;
    tellTask(at, "remove-sign", { before: task.assignee, ...(reason ? { comment: reason } : {}) });
    dropTasks(run, element, "removed", withAdded(work.tasks, task));
    settle(run, element);
  },
};

function mustLeaveEnough({ run, element, work, task }: Situation): void {
  const leaving = withAdded(work.tasks, task);
  const rest = seatsOf(work.tasks.filter((it) => !leaving.includes(it)));
  const mode = modeOf(run, element);
  if (rest.length === 0) throw new Refused("last-person", "Somebody must be left to decide.");
  if (mode.type === "vote" && votesNeeded(mode, rest.length) > rest.length)
    throw new Refused("last-person", "Too few would be left for the votes that are needed.");
}

/** Whoever leaves takes along those they added. */
function withAdded(tasks: readonly Task[], task: Task): Task[] {
  const added = tasks.filter((it) => it.host === task.id && it.part !== "main" && isUndone(it));
  return [task, ...added.flatMap((it) => withAdded(tasks, it))];
}
