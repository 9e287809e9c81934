import { Refused } from "../../refusal";
import type { Task } from "../../state";
import { arrange } from "../arrange";
import { newTask } from "../tasks";
import { modeOf } from "../user-node";
import { atWork, changed, mustBeForPeople, mustBeNew, mustDecide, type Situation, take, tellTask, type Verb } from "./verb";

const mostTasks = 200;

/** 加签: people before me (I wait for their opinions), after me (they decide once I agreed), or beside me (they decide with me). */
export const addSign: Verb<"addSign"> = {
  guard: (at) => {
    mustBeForPeople(at);
    mustDecide(at);
  },
  apply: (at, { place, users, reason }) => {
    take(at);
    add(at, place, users, reason);
    changed(at);
    atWork(at);
    arrange(at.run, at.element);
  },
};

/** 后加签 in the breath of an approval. */
export const addAfter = (at: Situation, users: readonly string[]) => add(at, "after", users, undefined);

function add(at: Situation, place: "before" | "after" | "beside", users: readonly string[], reason: string | undefined): void {
  mustBeNew(at, users);
  const { work, task, actor, run } = at;
  if (work.tasks.length + users.length > mostTasks) throw new Refused("people-missing", `A step has ${mostTasks} people at most.`);
  for (const user of users) {
    const found = { rule: "added" as const, from: place };
    work.tasks.push(newTask(run, { ...placeOf(at, place), assignee: user, barred: task.barred, found, host: task.id, addedBy: actor.user }));
  }
  tellTask(at, `add-sign-${place}`, { after: [...users], ...(reason ? { comment: reason } : {}) });
}

/** Where all vote, somebody beside me is one more vote; elsewhere they share mine. */
function placeOf({ run, element, task }: Situation, place: "before" | "after" | "beside"): Pick<Task, "part"> & Partial<Task> {
  const { type } = modeOf(run, element);
  if (place === "beside" && (type === "all" || type === "vote")) return { part: "main" };
  return { part: place, seat: task.seat };
}
