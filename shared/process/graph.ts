// A definition made quick to walk; one per definition, made once.
import type { Definition, Flow, Node, NodeOf } from "./definition";

export type Graph = {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly flows: ReadonlyMap<string, Flow>;
  outgoing(node: string): readonly Flow[];
  incoming(node: string): readonly Flow[];
  /** Boundary events on an activity. */
  boundaries(node: string): readonly NodeOf<"boundaryEvent">[];
  /** Nodes of a sub-process; of the process itself without one. */
  children(parent?: string): readonly Node[];
  start(parent?: string): NodeOf<"startEvent"> | undefined;
  /** Where a token may go from here: along flows, and over the edge of an activity by its boundary events. */
  after(node: string): readonly Flow[];
};

const known = new WeakMap<Definition, Graph>();

export function graphOf(definition: Definition): Graph {
  const graph = known.get(definition) ?? build(definition);
  known.set(definition, graph);
  return graph;
}

/** What people call a node: its name, or its id where it has none. */
export const nameOf = (definition: Definition, node: string): string => graphOf(definition).nodes.get(node)?.name || node;

function build({ nodes, flows }: Definition): Graph {
  const outgoing = groupBy(flows, (flow) => flow.from);
  const incoming = groupBy(flows, (flow) => flow.to);
  const byParent = groupBy(nodes, (node) => node.parent);
  const events = nodes.filter((node) => node.type === "boundaryEvent");
  const byHost = groupBy(events, (event) => event.attachedTo);
  const children = (parent?: string) => byParent.get(parent) ?? [];
  const boundaries = (node: string) => byHost.get(node) ?? [];
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    flows: new Map(flows.map((flow) => [flow.id, flow])),
    outgoing: (node) => outgoing.get(node) ?? [],
    incoming: (node) => incoming.get(node) ?? [],
    boundaries,
    children,
    start: (parent) => children(parent).find((node) => node.type === "startEvent"),
    after: (node) => [node, ...boundaries(node).map((event) => event.id)].flatMap((id) => outgoing.get(id) ?? []),
  };
}

// Map.groupBy is not in every runtime that we serve.
function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
