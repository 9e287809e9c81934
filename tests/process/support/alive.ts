// Nothing is ever stuck in silence: each instance is done, waits for something with a name, or has an incident.
import type { Definition, State } from "../../../shared/process";
import { graphOf } from "../../../shared/process/graph";

export function isAlive(definition: Definition, state: State): boolean {
  if (state.status !== "active") return true;
  const { elements, tokens } = state;
  if (elements.length === 0 && tokens.length === 0) return false;
  return elements.every((element) => moves(state, element.id)) && tokens.every((token) => canStillFire(definition, state, token));
}

type Id = string;

/** It waits for people, an answer, a timer, a message, a job or a called process; or for what lives in it; or an incident stands on it. */
function moves(state: State, id: Id, seen = new Set<Id>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const element = state.elements.find((it) => it.id === id);
  if (!element) return false;
  const named =
    state.incidents.some((it) => it.element === id) ||
    state.questions.some((it) => it.element === id) ||
    state.timers.some((it) => it.element === id && it.purpose !== "timeout") ||
    state.subscriptions.some((it) => it.element === id) ||
    (element.job !== undefined && !element.job.waiting) ||
    element.calls !== undefined ||
    (element.work?.tasks.some((task) => task.status === "open") ?? false);
  if (named) return true;
  if (element.heldBy) return moves(state, element.heldBy, seen);
  const inner = state.elements.filter((it) => it.scope === id);
  return inner.some((it) => moves(state, it.id, new Set(seen))) || state.incidents.some((it) => it.scope === id);
}

/** A token at a join needs somebody else under way in its scope, or an incident at the join. */
function canStillFire(definition: Definition, state: State, token: State["tokens"][number]): boolean {
  const join = graphOf(definition).flows.get(token.flow)?.to;
  const others = state.elements.some((element) => element.scope === token.scope && !element.returnTo);
  return (
    others ||
    state.incidents.some((it) => it.scope === token.scope && it.resume === "join" && it.node === join) ||
    state.incidents.some((it) => it.scope === token.scope)
  );
}
