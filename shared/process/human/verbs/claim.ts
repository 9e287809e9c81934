import { Refused } from "../../refusal";
import { absentFor, isCandidate } from "../offered";
import { atWork, changed, mustBeUndone, take, tellTask, type Verb } from "./verb";

/** 认领: exactly one winner; the others learn who. */
export const claim: Verb<"claim"> = {
  guard: ({ task, actor, work }) => {
    mustBeUndone(task);
    if (task.barred === actor.user) throw new Refused("self-approval", "You can't decide on what you asked for yourself.");
    const isTheirs = isCandidate(task, actor.user, actor.groups) || (!task.assignee && absentFor(task, actor) !== undefined);
    if (!isTheirs || work.kind === "submit") throw new Refused("not-candidate", "It is not offered to you.");
    if (task.assignee)
      throw new Refused("claimed-by-other", task.assignee === actor.user ? "You have it already." : "Somebody else has it.", { holder: task.assignee });
  },
  apply: (at) => {
    take(at);
    tellTask(at, "claim");
    changed(at);
    atWork(at);
  },
};

/** 取消认领: back to everybody to whom it was offered. */
export const unclaim: Verb<"unclaim"> = {
  guard: ({ task, actor }) => {
    mustBeUndone(task);
    if (!task.assignee && isCandidate(task, actor.user, actor.groups)) throw new Refused("not-claimed", "Nobody has claimed it.");
    if (task.assignee !== actor.user) throw new Refused("not-handler", "It is not yours to give back.");
    const isOffered = task.users.length > 1 || task.groups.length > 0;
    if (!isOffered || task.owner) throw new Refused("not-claimed", "It was given to you alone.");
  },
  apply: (at) => {
    at.task.assignee = null;
    tellTask(at, "unclaim");
    changed(at);
  },
};
