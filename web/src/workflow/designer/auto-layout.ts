// Everything from left to right in ranks, by dagre; each sub-process by itself and then as one box of its outer drawing.
import { Graph, layout as runDagre } from "@dagrejs/dagre";
import type { Definition, Flow, Node } from "../../../../shared/process";
import { boxOf, isRoom, type Size, sizeOf } from "../shapes";

const margin = 48;
type Drawn = Definition["layout"];

export function autoLayout(definition: Definition): Definition {
  const drawn: Drawn = { nodes: {}, flows: {} };
  arrange(definition, undefined, { x: 80, y: 80 }, drawn);
  return { ...definition, layout: drawn };
}

/** Lays out one scope with its upper left corner at `from`, and says how large it became. */
function arrange(definition: Definition, parent: string | undefined, from: { x: number; y: number }, drawn: Drawn): Size {
  const children = definition.nodes.filter((node) => node.parent === parent);
  const nodes = children.filter((node) => node.type !== "boundaryEvent");
  const sizes = new Map(
    nodes.map((node) => [node.id, isRoom(node.type) ? arrange(definition, node.id, { x: 0, y: 0 }, { nodes: {}, flows: {} }) : sizeOf(node, definition)]),
  );
  const graph = new Graph().setGraph({ rankdir: "LR", ranksep: 60, nodesep: 48, edgesep: 24, marginx: 0, marginy: 0 }).setDefaultEdgeLabel(() => ({}));
  const hosts = new Map(children.flatMap((node) => (node.type === "boundaryEvent" ? [[node.id, node.attachedTo] as const] : [])));
  for (const { id } of nodes) graph.setNode(id, { ...(sizes.get(id) ?? { width: 0, height: 0 }) });
  for (const flow of definition.flows) {
    const source = hosts.get(flow.from) ?? flow.from;
    if (sizes.has(source) && sizes.has(flow.to)) graph.setEdge(source, flow.to, roomFor(flow, definition));
  }
  runDagre(graph);
  const size = { width: 0, height: 0 };
  for (const node of nodes) {
    const { width, height } = sizes.get(node.id) ?? sizeOf(node, definition);
    const at = straightened(node.id, graph);
    const spot = { x: Math.round(from.x + at.x - width / 2), y: Math.round(from.y + at.y - height / 2) };
    drawn.nodes[node.id] = isRoom(node.type) ? { ...spot, width, height } : spot;
    if (isRoom(node.type)) arrange(definition, node.id, { x: spot.x + margin, y: spot.y + margin }, drawn);
    size.width = Math.max(size.width, at.x + width / 2);
    size.height = Math.max(size.height, at.y + height / 2);
  }
  for (const flow of definition.flows) {
    const source = hosts.get(flow.from) ?? flow.from;
    if (!graph.hasEdge(source, flow.to)) continue;
    // The first and the last point are on the shapes; one more is only the middle of a short way. Longer ones keep clear of what they pass.
    const { points } = graph.edge(source, flow.to) as { points: { x: number; y: number }[] };
    const passed = points.slice(1, -1);
    if (passed.length > 1 && source === flow.from) drawn.flows[flow.id] = passed.map(({ x, y }) => ({ x: Math.round(from.x + x), y: Math.round(from.y + y) }));
  }
  hang(definition, children, drawn.nodes);
  const empty = nodes.length === 0;
  return parent === undefined ? size : { width: empty ? 320 : size.width + margin * 2, height: empty ? 160 : size.height + margin * 2 };
}

/** A step that stands all but in line with one before it stands in line: a way with a small bend looks like a mistake. */
function straightened(id: string, graph: Graph) {
  const at = graph.node(id) as { x: number; y: number };
  const before = (graph.predecessors(id) ?? []).map((one) => graph.node(String(one)) as { x: number; y: number });
  const line = before.find(({ x, y }) => x < at.x && y !== at.y && Math.abs(y - at.y) <= 16);
  if (line) at.y = line.y;
  return at;
}

/** What a flow says stands on it, between what it connects. */
function roomFor({ id, from, name, condition }: Flow, { nodes }: Definition) {
  const source = nodes.find((node) => node.id === from);
  const isDefault = source !== undefined && "default" in source && source.default === id;
  const text = name || condition || (isDefault ? "default" : "");
  if (text === "") return {};
  const letters = [...text].reduce((width, letter) => width + (letter > "\u2e7f" ? 12 : 7), 0);
  return { width: Math.min(176, letters + 18), height: 24, labelpos: "c" };
}

/** Boundary events on the lower edge of their activity, from right to left. */
function hang(definition: Definition, children: readonly Node[], places: Drawn["nodes"]): void {
  const used = new Map<string, number>();
  for (const node of children) {
    if (node.type !== "boundaryEvent") continue;
    const host = definition.nodes.find((it) => it.id === node.attachedTo);
    const at = places[node.attachedTo];
    if (!host || !at) continue;
    const { width, height } = isRoom(host.type) ? { width: at.width ?? 0, height: at.height ?? 0 } : boxOf(host, definition);
    const count = used.get(host.id) ?? 0;
    used.set(host.id, count + 1);
    places[node.id] = { x: at.x + width - 56 - 52 * count, y: at.y + height - 22 };
  }
}
