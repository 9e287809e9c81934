import type { NodeOf } from "../definition";
import type { Actor } from "../event";
import { arrange } from "../human/arrange";
import { besideNode, withdrawSince } from "../human/rewind";
import { newTask } from "../human/tasks";
import { Refused } from "../refusal";
import { create, ready } from "../run/element";
import { attempt } from "../run/incident";
import type { Run } from "../run/run";
import { tell } from "../run/timeline";
import type { Element, Past } from "../state";
import { type InstanceVerb, mustBeActive } from "./verb";

/** 拿回: whoever decided a step last takes it back while nobody after them has acted. */
export const takeBack: InstanceVerb<"takeBack"> = {
  guard: (run, actor) => {
    mustBeActive(run);
    if (takeBackTargets(run, actor).length > 0) return;
    const didSomething = Object.values(run.state.done).some((done) => done.last === actor.user);
    if (didSomething) throw new Refused("too-late", "Somebody has acted since.");
    throw new Refused("not-previous-handler", "Only whoever did the step before may take it back.");
  },
  apply: (run, { actor, node, reason }) => {
    if (!takeBackTargets(run, actor).includes(node)) throw new Refused("too-late", "That step can't be taken back any more.");
    const [next, seq] = [cameOf(run, node)[0], run.state.done[node]?.seq];
    const beside = next && besideNode(run, next, node);
    if (!beside || seq === undefined) return;
    const { scope } = beside;
    const past = withdrawSince(run, node, seq, next.past);
    tell(run, { actor: actor.user, action: "take-back", node, ...(reason ? { comment: reason } : {}) });
    reopen(run, create(run, { node, scope, past }), actor);
  },
};

/** The steps that this person may take back now. */
export function takeBackTargets(run: Run, { user }: Actor): string[] {
  return Object.entries(run.state.done).flatMap(([node, { last, seq }]) => {
    const next = cameOf(run, node);
    const isSingle = !(run.graph.nodes.get(node) as NodeOf<"userTask"> | undefined)?.loop;
    const isOpen = user !== null && last === user && isSingle && next.length > 0 && next.every((element) => isUntouched(run, element, seq));
    return isOpen ? [node] : [];
  });
}

const cameOf = (run: Run, node: string) => run.state.elements.filter((element) => element.past[node] === run.state.done[node]?.seq);

/** Nobody has done anything there, or on the way there. */
function isUntouched(run: Run, element: Element, seq: number): boolean {
  if (isLaterThan(element.past, seq) || element.heldBy || element.returnTo || element.job) return false;
  if (!element.work) return run.state.elements.some((child) => child.scope === element.id);
  return element.work.tasks.every((task) => !task.decision && task.former.length === 0 && task.addedBy === null && !task.owner && !isClaimed(task));
}

const isLaterThan = (past: Past, seq: number) => Object.values(past).some((since) => since > seq);
const isClaimed = ({ assignee, users, groups }: { assignee: string | null; users: string[]; groups: string[] }) =>
  assignee !== null && (users.length > 1 || groups.length > 0);

/** Open for this person alone: what the others of the step said stands. */
function reopen(run: Run, element: Element, { user }: Actor): void {
  attempt(run, element, "enter", () => {
    ready(run, element);
    element.work = { kind: "decide", reminders: 0, tasks: [newTask(run, { assignee: user, found: { rule: "take-back", from: "handler" } })] };
    arrange(run, element);
  });
}
