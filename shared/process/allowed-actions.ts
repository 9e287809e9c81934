// What a reader may do now, by the very guards that will decide when they do it.
import type { Definition } from "./definition";
import { kinds } from "./elements/registry";
import type { Actor } from "./event";
import { userNodeOf } from "./human/user-node";
import { type TaskVerb, taskVerbs } from "./human/verbs";
import { returnTargets } from "./human/verbs/return";
import type { Situation } from "./human/verbs/verb";
import { type InstanceVerbName, instanceVerbs } from "./instance";
import { takeBackTargets } from "./instance/take-back";
import { Refused } from "./refusal";
import { openRun } from "./run/run";
import type { Fields, State, Task } from "./state";

export type AllowedOnTask = {
  task: string;
  element: string;
  node: string;
  /** An opinion, a favour to the owner, a vote, or the creator's own submission. */
  part: Task["part"] | "delegated" | "submit";
  actions: TaskVerb[];
  /** By field; one that is not named may be read. */
  fields: Fields;
  /** Where it may be returned to, beside the creator. */
  returnTo: { node: string; modes: ("rerun" | "straight")[] }[];
};

export type AllowedActions = { instance: InstanceVerbName[]; takeBack: string[]; tasks: AllowedOnTask[] };

/** Tasks on which the reader may do nothing are left out. */
export function allowedActions(definition: Definition, state: State, reader: Actor, now: string): AllowedActions {
  const run = openRun(definition, kinds, state, now);
  const instance = names(instanceVerbs).filter((name) => passes(() => instanceVerbs[name].guard(run, reader)));
  const tasks = state.elements.flatMap((element) => {
    const { work } = element;
    return work ? work.tasks.flatMap((task) => onTask({ run, element, work, task, actor: reader })) : [];
  });
  return { instance, takeBack: takeBackTargets(run, reader), tasks };
}

function onTask(at: Situation): AllowedOnTask[] {
  const actions = names(taskVerbs).filter((name) => passes(() => taskVerbs[name].guard(at)));
  if (actions.length === 0) return [];
  const { run, element, task, work } = at;
  const part = work.kind === "submit" ? "submit" : task.owner ? "delegated" : task.part;
  const fields = userNodeOf(run, element)?.fields ?? {};
  return [{ task: task.id, element: element.id, node: element.node, part, actions, fields, returnTo: actions.includes("return") ? returnTargets(at) : [] }];
}

const names = <K extends string>(verbs: Readonly<Record<K, unknown>>) => Object.keys(verbs) as K[];

function passes(guard: () => void): boolean {
  try {
    guard();
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
