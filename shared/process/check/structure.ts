// Ids, flows and what they may connect; whether everything can be reached and comes to an end.
import type { Flow, Node } from "../definition";
import type { Checking } from "./checking";

export function checkIds({ definition, report }: Checking): void {
  const seen = new Set<string>();
  for (const { id } of [...definition.nodes, ...definition.flows]) {
    if (seen.has(id)) report(id, "duplicate-id", `The id "${id}" is used twice.`);
    seen.add(id);
  }
}

export function checkFlows({ definition, graph, report }: Checking): void {
  for (const flow of definition.flows) {
    const [from, to] = [graph.nodes.get(flow.from), graph.nodes.get(flow.to)];
    if (!from || !to) report(flow.id, "dangling-flow", `This flow leads ${from ? `to "${flow.to}"` : `from "${flow.from}"`}, which does not exist.`);
    else reportFlow(flow, from, to, report);
  }
}

function reportFlow(flow: Flow, from: Node, to: Node, report: Checking["report"]): void {
  if (from.parent !== to.parent) report(flow.id, "flow-not-allowed", "A flow can't cross the edge of a sub-process.");
  if (to.type === "startEvent") report(flow.id, "flow-not-allowed", "Nothing can lead into a start.");
  if (from.type === "endEvent") report(flow.id, "flow-not-allowed", "Nothing can lead out of an end.");
  if (to.type === "boundaryEvent") report(flow.id, "flow-not-allowed", "Nothing can lead into a boundary event.");
  const decides = from.type === "exclusiveGateway" || from.type === "inclusiveGateway";
  if (flow.condition?.trim() && !decides) report(flow.id, "condition-not-here", "Only an exclusive or inclusive gateway asks conditions.");
}

/** The process itself, and each sub-process, by itself. */
export function checkScopes(checking: Checking): void {
  const { definition, graph, report } = checking;
  for (const { id, parent, name } of definition.nodes) {
    if (parent !== undefined && graph.nodes.get(parent)?.type !== "subProcess")
      report(id, "unknown-node", `${name || id} stands in "${parent}", which is no sub-process.`);
  }
  const { withdrawUntil } = definition.settings;
  if (withdrawUntil.type === "node" && !graph.nodes.has(withdrawUntil.node))
    report("process", "unknown-node", `Withdrawing ends at "${withdrawUntil.node}", which does not exist.`);
  const parents = [undefined, ...definition.nodes.flatMap((node) => (node.type === "subProcess" && !node.triggeredByEvent ? [node.id] : []))];
  for (const parent of parents) checkScope(checking, parent);
}

function checkScope({ graph, report }: Checking, parent: string | undefined): void {
  const nodes = graph.children(parent);
  const starts = nodes.filter((node) => node.type === "startEvent");
  const ends = nodes.filter((node) => node.type === "endEvent");
  const where = parent ?? nodes[0]?.id ?? "process";
  if (starts.length === 0) report(where, "no-start", "There is no start.");
  if (ends.length === 0) report(parent ?? starts[0]?.id ?? where, "no-end", "There is no end.");
  for (const extra of starts.slice(1)) report(extra.id, "several-starts", "There is more than one start.");
  if (starts.length > 0)
    for (const node of unreached(nodes, starts, (id) => forward(id))) report(node.id, "unreachable", `${node.name || node.id} can't be reached.`);
  if (ends.length > 0)
    for (const node of unreached(nodes, ends, (id) => backward(id))) report(node.id, "no-way-to-end", `No way leads from ${node.name || node.id} to an end.`);

  function forward(id: string): string[] {
    return [...graph.outgoing(id).map((flow) => flow.to), ...graph.boundaries(id).map((event) => event.id)];
  }
  function backward(id: string): string[] {
    const node = graph.nodes.get(id);
    return [...graph.incoming(id).map((flow) => flow.from), ...(node?.type === "boundaryEvent" ? [node.attachedTo] : [])];
  }
}

function unreached(nodes: readonly Node[], from: readonly Node[], next: (id: string) => string[]): Node[] {
  const reached = new Set(from.map((node) => node.id));
  for (const id of reached) for (const to of next(id)) reached.add(to);
  // What an event begins has no way in: that it can't be executed yet is said elsewhere.
  return nodes.filter((node) => !reached.has(node.id) && !(node.type === "subProcess" && node.triggeredByEvent));
}
