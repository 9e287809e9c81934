import { besideNode } from "../human/rewind";
import { mustGiveReason } from "../human/verbs/verb";
import { Refused } from "../refusal";
import { terminate as end } from "../run/element";
import { finish } from "../run/finish";
import { nodeOf, type Run } from "../run/run";
import { tell } from "../run/timeline";
import { assign } from "../run/variables";
import type { Element } from "../state";
import { type InstanceVerb, mustBeActive, mustBeAdmin } from "./verb";

/** 跳转: an admin moves a token to any node that stands beside it, or outside of its sub-process. */
export const jump: InstanceVerb<"jump"> = {
  guard: (run, actor) => {
    mustBeAdmin(actor);
    mustBeActive(run);
  },
  apply: (run, { actor, element: id, from, to, reason }) => {
    mustGiveReason(reason);
    const { type } = nodeOf(run, to);
    const element = tokenToMove(run, id, from);
    const beside = besideNode(run, element, to);
    if (!beside || element.returnTo || type === "startEvent" || type === "boundaryEvent")
      throw new Refused("target-not-allowed", `Nothing can jump to "${to}" from there.`);
    tell(run, { actor: actor.user, action: "jump", node: element.node, comment: reason, before: element.node, after: to });
    const { scope } = beside;
    const { past } = element;
    end(run, beside, "returned");
    run.agenda.push({ do: "enter", node: to, scope, past });
  },
};

/** The one named, the one at a node, or the only one there is. */
function tokenToMove(run: Run, id: string | undefined, node: string | undefined): Element {
  const { elements } = run.state;
  const leaves = elements.filter((element) => !elements.some((other) => other.scope === element.id) && !element.returnTo);
  const named = id === undefined ? leaves : elements.filter((element) => element.id === id);
  const [only, ...more] = node === undefined ? named : named.filter((element) => element.node === node);
  if (!only && id === undefined && node === undefined) throw new Refused("not-waiting", "There is no token that could be moved.");
  if (!only) throw new Refused("no-element", node === undefined ? "There is no such token." : `No token is at "${node}".`);
  if (more.length > 0)
    throw new Refused(
      "several-elements",
      `There are several tokens: say from where (${[...new Set(more.concat(only).map((one) => one.node))].sort().join(", ")}).`,
    );
  return only;
}

/** 终止: ends everything, for a reason. */
export const terminate: InstanceVerb<"terminate"> = {
  guard: (run, actor) => {
    const mayAsCreator = run.definition.settings.creatorMayTerminate && actor.user === run.state.initiator;
    if (!mayAsCreator) mustBeAdmin(actor);
    const { status } = run.state;
    if (status !== "active" && status !== "rejected" && status !== "withdrawn") throw new Refused("not-active", `It is ${status}.`);
  },
  apply: (run, { actor, reason }) => {
    mustGiveReason(reason);
    tell(run, { actor: actor.user, action: "terminate", comment: reason });
    finish(run, "terminated", { message: reason, told: true });
  },
};

/** Corrects the data; incidents are resolved by themselves. */
export const setVariables: InstanceVerb<"setVariables"> = {
  guard: (run, actor) => {
    mustBeAdmin(actor);
    mustBeActive(run);
  },
  apply: (run, { actor, variables, reason }) => {
    const before = Object.fromEntries(Object.keys(variables).map((name) => [name, run.state.variables[name] ?? null]));
    assign(run, undefined, variables);
    tell(run, { actor: actor.user, action: "set-variables", before, after: variables, ...(reason ? { comment: reason } : {}) });
  },
};
