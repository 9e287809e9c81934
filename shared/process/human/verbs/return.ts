import type { EventOf } from "../../event";
import { Refused } from "../../refusal";
import { create } from "../../run/element";
import { activate } from "../../run/moves";
import { nodeOf } from "../../run/run";
import { backToCreator, hold } from "../return-to-creator";
import { besideNode, withdrawSince } from "../rewind";
import { atWork, mustBeForPeople, mustDecide, mustGiveReason, type Situation, take, tellTask, type Verb } from "./verb";

/** 驳回 to the creator, 退回 to a step that was done: to run again from there, or to come straight back. */
export const returnTask: Verb<"return"> = {
  guard: (at) => {
    mustBeForPeople(at);
    mustDecide(at);
  },
  apply: (at, event) => {
    mustGiveReason(event.reason);
    const { run, element } = at;
    mustBeReturnable(at, event);
    take(at);
    atWork(at);
    tellTask(at, "return", { comment: event.reason, after: { to: event.to ?? run.graph.start()?.id ?? "", mode: event.mode } });
    if (event.to === undefined) backToCreator(run, element, event.mode);
    else if (event.mode === "straight") visit(at, event.to);
    else rerun(at, event.to);
  },
};

function mustBeReturnable(at: Situation, { to, mode }: EventOf<"return">): void {
  if (to === undefined) return;
  const { id, type } = nodeOf(at.run, to);
  if (type !== "userTask") throw new Refused("target-not-allowed", `Nobody does anything at "${id}".`);
  const target = returnTargets(at).find(({ node }) => node === id);
  if (!target) throw new Refused("not-done", `"${id}" was not done before this.`);
  if (!target.modes.includes(mode)) throw new Refused("not-done", `The path to here does not go through "${id}": it can only come straight back from there.`);
}

type Target = { node: string; modes: EventOf<"return">["mode"][] };

/** Steps that were done. Run again can only what lies on the very path to here, and not in one branch of a join since. */
export function returnTargets({ run, element }: Pick<Situation, "run" | "element">): Target[] {
  return Object.entries(run.state.done).flatMap(([node, done]) => {
    if (!run.graph.nodes.has(node) || node === element.node || !besideNode(run, element, node)) return [];
    return [{ node, modes: element.past[node] === done.seq ? ["rerun", "straight"] : ["straight"] } satisfies Target];
  });
}

function visit({ run, element }: Situation, node: string): void {
  const beside = besideNode(run, element, node);
  if (!beside) return;
  const visitor = create(run, { node, scope: beside.scope, past: element.past, returnTo: element.id });
  hold(run, element, visitor);
  activate(run, visitor);
}

function rerun({ run, element }: Situation, node: string): void {
  const [beside, seq] = [besideNode(run, element, node), element.past[node]];
  if (!beside || seq === undefined) return;
  const past = withdrawSince(run, node, seq, element.past);
  run.agenda.push({ do: "enter", node: nodeOf(run, node).id, scope: beside.scope, past });
}
