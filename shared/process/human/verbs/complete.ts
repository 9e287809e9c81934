import type { EventOf } from "../../event";
import { type Json, same, type Variables } from "../../json";
import { Refused } from "../../refusal";
import { assign, visible } from "../../run/variables";
import { arrange } from "../arrange";
import { mustBeFilled, mustBeWritable } from "../fields";
import { settle } from "../settle";
import { view } from "../tasks";
import { userNodeOf } from "../user-node";
import { addAfter } from "./add-sign";
import { atWork, changed, mustBeForPeople, mustHandle, type Situation, take, tellTask, type Verb } from "./verb";

/** 同意 / 拒绝, or the opinion that was asked for. */
export const complete: Verb<"complete"> = {
  guard: (at) => {
    mustBeForPeople(at);
    mustHandle(at);
  },
  apply: (at, event) => {
    mustFit(at, event);
    const written = write(at, event);
    take(at);
    atWork(at);
    if (at.task.owner) return giveBack(at, event);
    decide(at, event, written);
    if (event.after) addAfter(at, event.after);
    settle(at.run, at.element);
  },
};

function mustFit({ task }: Situation, { outcome, comment, after }: EventOf<"complete">): void {
  if (task.part === "before" && outcome !== "opinion") throw new Refused("opinion-only", "You are asked for an opinion only.");
  if (task.part !== "before" && !task.owner && outcome === "opinion") throw new Refused("outcome-not-allowed", "Approve or refuse it.");
  if (outcome === "refuse" && !comment?.trim()) throw new Refused("comment-missing", "Say why you refuse.");
  if (after && outcome !== "approve") throw new Refused("outcome-not-allowed", "Only with an approval can people be added after you.");
}

/** Writes the fields that came along, within the rights of the node; gives back what changed. */
function write(
  { run, element, task }: Situation,
  { variables: given = {}, computed = {}, outcome }: EventOf<"complete">,
): { before: Json; after: Json } | undefined {
  const rights = task.part === "before" ? {} : (userNodeOf(run, element)?.fields ?? {});
  mustBeWritable(rights, given);
  const variables = { ...computed, ...given };
  const values = { ...visible(run, element), ...variables };
  if (outcome === "approve" && !task.owner) mustBeFilled(rights, values);
  const names = Object.keys(variables).filter((name) => !same(visible(run, element)[name], variables[name]));
  const of = (values: Variables): Json => Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  const change: { before: Json; after: Json } = { before: of(visible(run, element)), after: of(values) };
  assign(run, element, variables);
  return names.length > 0 ? change : undefined;
}

function decide(at: Situation, { outcome, comment }: EventOf<"complete">, written: { before: Json; after: Json } | undefined): void {
  const { run, element, task, actor } = at;
  const word = { approve: "approved", refuse: "refused", opinion: "opinion" } as const;
  task.status = "done";
  task.decision = { outcome: word[outcome], by: actor.user, at: run.now, comment: comment ?? null };
  if (task.part !== "before" && run.definition.settings.withdrawUntil.type === "firstDecision") run.state.withdrawClosed = true;
  tellTask(at, outcome, { ...(comment ? { comment } : {}), ...written });
  run.effects.push({ type: "closeTask", task: view(element, task), reason: "completed" });
}

/** 委派: what was done for the owner returns to them, who decides. */
function giveBack(at: Situation, { outcome, comment }: EventOf<"complete">): void {
  const { task, actor, run, element } = at;
  tellTask(at, "delegate-return", { ...(comment ? { comment } : {}), after: { outcome, owner: task.owner } });
  Object.assign(task, { assignee: task.owner, owner: null, former: actor.user ? [...task.former, actor.user] : task.former });
  changed(at);
  run.effects.push({
    type: "notify",
    notification: { about: "returned", users: task.assignee ? [task.assignee] : [], groups: [], node: element.node, task: task.id },
  });
  arrange(run, element);
}
