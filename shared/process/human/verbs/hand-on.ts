import { Refused } from "../../refusal";
import {
  atWork,
  changed,
  mustBeForPeople,
  mustBeNew,
  mustDecide,
  mustGiveReason,
  mustHandle,
  mustNotBeDelegated,
  type Situation,
  take,
  tellTask,
  type Verb,
} from "./verb";

/** 转办: the new person does it, the old one is out. */
export const transfer: Verb<"transfer"> = {
  guard: (at) => {
    mustBeForPeople(at);
    mustHandle(at);
    mustNotBeDelegated(at);
  },
  apply: (at, { to, reason }) => {
    mustGiveReason(reason);
    const { task } = at;
    take(at);
    const from = mustBeAnother(at, to);
    Object.assign(task, { assignee: to, users: [to], groups: [], former: [...task.former.filter((user) => user !== to), from] });
    passOn(at, "transfer", from, reason);
  },
};

/** 委派: another does it, then it returns to the owner, who decides. */
export const delegate: Verb<"delegate"> = {
  guard: (at) => {
    mustBeForPeople(at);
    mustDecide(at);
  },
  apply: (at, { to, reason }) => {
    take(at);
    const from = mustBeAnother(at, to);
    Object.assign(at.task, { assignee: to, owner: from });
    passOn(at, "delegate", from, reason);
  },
};

function mustBeAnother(at: Situation, to: string): string {
  const from = at.actor.user ?? "";
  if (to === from || to === "") throw new Refused("target-not-allowed", "Name somebody else.");
  mustBeNew(at, [to]);
  return from;
}

function passOn(at: Situation, action: string, from: string, reason: string | undefined): void {
  const { run, element, task } = at;
  tellTask(at, action, { before: from, after: task.assignee, ...(reason ? { comment: reason } : {}) });
  changed(at);
  atWork(at);
  run.effects.push({
    type: "notify",
    notification: { about: "task", users: task.assignee ? [task.assignee] : [], groups: [], node: element.node, task: task.id },
  });
}
