// What the verbs on a task share: whom they are for, and who is refused with which word.

import type { TimelineEntry } from "../../effect";
import type { Actor, EventOf, TaskEvent } from "../../event";
import { Refused } from "../../refusal";
import type { Run } from "../../run/run";
import { tell } from "../../run/timeline";
import type { Element, Task, Work } from "../../state";
import { absentFor, isCandidate } from "../offered";
import { view } from "../tasks";
import { modeOf } from "../user-node";

export type Situation = { run: Run; element: Element; work: Work; task: Task; actor: Actor };

export type Verb<T extends TaskEvent["type"]> = {
  /** Refuses whoever may not do this to the task now, whatever they would send. */
  guard(at: Situation): void;
  apply(at: Situation, event: EventOf<T>): void;
};

/** A person acts: the task is open, and theirs to decide. */
export function mustHandle(at: Situation): void {
  mustBeTheirs(at);
  const { task, run, element } = at;
  if (task.status === "held")
    throw new Refused("task-held", element.heldBy ? "It was returned; first that must come back." : "People were added before you: first they must answer.");
  if (task.status === "waiting") throw new Refused("task-waiting", "It is not your turn yet.");
  if (modeOf(run, element).type === "claim" && task.part === "main" && !task.assignee) throw new Refused("claim-first", "Claim it first.");
}

/** As mustHandle, and the decision is theirs, not only an opinion or a favour to the owner. */
export function mustDecide(at: Situation): void {
  mustHandle(at);
  if (at.task.part === "before") throw new Refused("opinion-only", "You are asked for an opinion only.");
  mustNotBeDelegated(at);
}

/** What waits for its creator to submit it again is nobody's to decide. */
export function mustBeForPeople(at: Situation): void {
  if (at.work.kind !== "submit") return;
  mustBeTheirs(at);
  throw new Refused("to-be-submitted", "It is with its creator, to be submitted again.");
}

export function mustNotBeDelegated({ task }: Situation): void {
  if (task.owner) throw new Refused("delegated", "It was delegated to you: complete it, and it returns to its owner.");
}

function mustBeTheirs({ task, work, actor }: Situation): void {
  mustBeUndone(task);
  const user = actor.user ?? "";
  if (task.barred === user) throw new Refused("self-approval", "You can't decide on what you asked for yourself.");
  if (task.assignee === user) return;
  if (task.owner === user) throw new Refused("delegated", "You delegated it; it comes back to you.", { holder: task.assignee ?? undefined });
  if (work.kind !== "submit" && absentFor(task, actor)) return;
  if (task.former.includes(user)) throw new Refused("handed-over", "You handed it on.", { holder: task.assignee ?? undefined });
  if (!isCandidate(task, user, actor.groups)) throw new Refused("not-handler", "It is not yours to do.");
  if (task.assignee) throw new Refused("claimed-by-other", "Somebody else has it.", { holder: task.assignee });
}

export function mustBeUndone(task: Task): void {
  if (task.status === "done") throw new Refused("task-closed", "It is already done.");
  if (task.status === "dropped") throw new Refused("task-closed", "It is not asked for any more.");
}

/** Whoever acts on what several could do, or stands in for whoever could, has it from then on. */
export function take({ task, actor }: Situation): void {
  const absent = absentFor(task, actor);
  if (actor.user !== null && absent !== undefined) Object.assign(task, { assignee: actor.user, insteadOf: { ...task.insteadOf, [actor.user]: absent } });
  else task.assignee ??= actor.user;
}

export function mustGiveReason(reason: string | undefined): void {
  if (!reason?.trim()) throw new Refused("reason-missing", "Say why.");
}

/** Nobody decides twice at one step, nor where they are barred. */
export function mustBeNew({ work, task }: Situation, users: readonly string[]): void {
  if (users.length === 0 || users.length > 50 || new Set(users).size < users.length) throw new Refused("people-missing", "Name up to 50 people, each once.");
  for (const user of users) {
    if (user === task.barred) throw new Refused("self-approval", "Whoever asked for it can't decide here.");
    const takesPart = work.tasks.some((it) => it.status !== "dropped" && (it.assignee ?? it.decision?.by) === user);
    if (takesPart) throw new Refused("already-takes-part", "Somebody you named takes part already.", { holder: user });
  }
}

/** The outside sees the task as it is now. */
export function changed({ run, element, task }: Situation): void {
  if (task.status !== "waiting" && task.status !== "done" && task.status !== "dropped") run.effects.push({ type: "changeTask", task: view(element, task) });
}

export function tellTask({ run, element, task, actor }: Situation, action: string, more: Partial<TimelineEntry> = {}): void {
  const onBehalfOf = actor.user === null ? undefined : task.insteadOf[actor.user];
  tell(run, { actor: actor.user, action, node: element.node, task: task.id, ...(onBehalfOf ? { onBehalfOf } : {}), ...more });
}

/** Somebody is at work on it: the ticket says so. */
export function atWork({ run }: Situation): void {
  if (run.state.inProgress) return;
  run.state.inProgress = true;
  run.effects.push({ type: "ticketState", state: "in_progress" });
}
