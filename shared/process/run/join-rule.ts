// When a join may fire: BPMN 2.0.2 §13.3.3, on nothing but a graph and where its tokens are.
import type { Graph } from "../graph";

/** The tokens of one scope: in nodes, and waiting on flows into joins. */
export type Marking = { readonly nodes: readonly string[]; readonly flows: readonly string[] };

/**
 * The incoming flows of `join` that a token can come to from these flows without visiting `join`. Boundary
 * events count as ways out of their activity: it is active when the token is there.
 */
export function arrivals(graph: Graph, from: readonly string[], join: string): ReadonlySet<string> {
  const seen = new Set(from);
  const arriving = new Set<string>();
  for (const id of seen) {
    const to = graph.flows.get(id)?.to;
    if (to === join) arriving.add(id);
    else if (to !== undefined) for (const flow of graph.after(to)) seen.add(flow.id);
  }
  return arriving;
}

/** By token that is not at `join` already: where it can come in. */
function others(graph: Graph, join: string, { nodes, flows }: Marking): ReadonlySet<string>[] {
  const inNodes = [...new Set(nodes)].map((node) => graph.after(node).map((flow) => flow.id));
  const onFlows = [...new Set(flows)].filter((flow) => graph.flows.get(flow)?.to !== join).map((flow) => [flow]);
  return [...inNodes, ...onFlows].map((from) => arrivals(graph, from, join));
}

/** An inclusive join fires with a token on some flow, unless another can still come to an empty one, and to none of the others. */
export function inclusiveMayFire(graph: Graph, join: string, marking: Marking): boolean {
  const filled = new Set(marking.flows.filter((flow) => graph.flows.get(flow)?.to === join));
  if (filled.size === 0) return false;
  return others(graph, join, marking).every((arriving) => arriving.size === 0 || [...arriving].some((flow) => filled.has(flow)));
}

/** A parallel join with an empty flow to which no token can come any more. */
export function parallelStarves(graph: Graph, join: string, marking: Marking): boolean {
  const comings = others(graph, join, marking);
  const empty = graph.incoming(join).filter((flow) => !marking.flows.includes(flow.id));
  return empty.some((flow) => !comings.some((arriving) => arriving.has(flow.id)));
}
