// Tokens that wait at joins: when they go on together.
import type { NodeType } from "../definition";
import type { Kind } from "../elements/kind";
import type { Past, Token } from "../state";
import { clearIncidents, raiseAtJoin } from "./incident";
import { inclusiveMayFire, type Marking, parallelStarves } from "./join-rule";
import { drop, newId, nodeOf, type Run } from "./run";
import { tell } from "./timeline";

export const joinsAs = (run: Run, node: string): Kind<NodeType>["joins"] =>
  run.graph.incoming(node).length > 1 ? run.kinds[nodeOf(run, node).type].joins : undefined;

/** A token comes to wait. A parallel join that has all of them fires. */
export function arriveAtJoin(run: Run, join: string, arriving: Omit<Token, "id">): void {
  run.state.tokens.push({ id: newId(run, "k"), ...arriving });
  if (joinsAs(run, join) !== "all") return;
  const filled = new Set(tokensAt(run, join, arriving.scope).map((token) => token.flow));
  if (run.graph.incoming(join).every((flow) => filled.has(flow.id))) fire(run, join, arriving.scope);
}

/** One token of each flow that has any becomes one token in the gateway. */
export function fire(run: Run, join: string, scope: string | null): void {
  const firsts = new Map<string, Token>();
  for (const token of tokensAt(run, join, scope)) if (!firsts.has(token.flow)) firsts.set(token.flow, token);
  const consumed = drop(run.state.tokens, (token) => firsts.get(token.flow)?.id === token.id);
  clearIncidents(run, (incident) => incident.resume === "join" && incident.node === join && incident.scope === scope);
  run.agenda.push({ do: "enter", node: join, scope, past: common(consumed.map((token) => token.past)) });
}

/** Once nothing else moves: lets one inclusive join fire, or the first of those that only wait for each other. */
export function fireInclusive(run: Run): boolean {
  for (const scope of scopesThatWait(run)) {
    const marking = markingOf(run, scope);
    const joins = waitingJoins(run, scope, "reach");
    const ready = joins.find((join) => inclusiveMayFire(run.graph, join, marking));
    const first = ready ?? (marking.nodes.length === 0 ? joins[0] : undefined);
    if (first === undefined) continue;
    if (!ready)
      tell(run, { actor: null, action: "join-forced", node: first, comment: "Joins only waited for each other; the one with the smallest id went on." });
    fire(run, first, scope);
    return true;
  }
  return false;
}

/** Parallel joins that wait in vain get an incident. */
export function reportStarved(run: Run): void {
  for (const scope of scopesThatWait(run)) {
    const marking = markingOf(run, scope);
    for (const join of waitingJoins(run, scope, "all")) if (parallelStarves(run.graph, join, marking)) raiseAtJoin(run, join, scope);
  }
}

const tokensAt = (run: Run, join: string, scope: string | null) =>
  run.state.tokens.filter((token) => token.scope === scope && run.graph.flows.get(token.flow)?.to === join);
const scopesThatWait = (run: Run) => new Set(run.state.tokens.map((token) => token.scope));

function waitingJoins(run: Run, scope: string | null, joins: "all" | "reach"): string[] {
  const nodes = run.state.tokens.filter((token) => token.scope === scope).flatMap((token) => run.graph.flows.get(token.flow)?.to ?? []);
  return [...new Set(nodes)].filter((node) => joinsAs(run, node) === joins).sort();
}

/** A step that only comes back to whoever returned it sends no token on: it does not count. */
function markingOf(run: Run, scope: string | null): Marking {
  const nodes = run.state.elements.filter((element) => element.scope === scope && !element.returnTo).map((element) => element.node);
  return { nodes, flows: run.state.tokens.filter((token) => token.scope === scope).map((token) => token.flow) };
}

/** What all of them went through: a step of one branch alone can't be done again once the branches are one. */
function common(pasts: readonly Past[]): Past {
  const [first = {}, ...rest] = pasts;
  return Object.fromEntries(Object.entries(first).filter(([node, seq]) => rest.every((past) => past[node] === seq)));
}
