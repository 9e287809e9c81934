// What a designer does to a definition, as pure functions: each takes one and gives the next, so that undo is only the one before.
import type { Definition, Flow } from "../../../../shared/process";
import { Node } from "../../../../shared/process/definition";
import { type Kind, kinds } from "../kinds";
import { isRoom, type Spot, sizeOf } from "../shapes";

export const nodeOf = ({ nodes }: Definition, id: string) => nodes.find((node) => node.id === id);
export const flowOf = ({ flows }: Definition, id: string) => flows.find((flow) => flow.id === id);
export const outgoing = ({ flows }: Definition, id: string) => flows.filter((flow) => flow.from === id);
export const incoming = ({ flows }: Definition, id: string) => flows.filter((flow) => flow.to === id);

/** `userTask_1`, `userTask_2` …: short enough to be read in a problem or a log. */
export function freeId({ nodes, flows }: Definition, base: string): string {
  const taken = new Set([...nodes, ...flows].map((it) => it.id));
  for (let n = 1; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

const grid = 8;
/** Of a middle: shapes differ in size, and ways between those in line are straight. */
export const snapped = ({ x, y }: Spot): Spot => ({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid });

export function place(definition: Definition, id: string, spot: Spot): Definition {
  const { layout } = definition;
  return { ...definition, layout: { ...layout, nodes: { ...layout.nodes, [id]: { ...layout.nodes[id], ...spot } } } };
}

export const makeNode = (kind: Kind, more: { id: string; name: string; parent?: string; attachedTo?: string }): Node => {
  const { attachedTo, parent, ...named } = more;
  return Node.parse({ ...kinds[kind].make, ...named, ...(parent && { parent }), ...(attachedTo && { attachedTo }) });
};

export type Added = { definition: Definition; id: string };

/** `at` is where its middle will be. A sub-process comes with its start. */
export function addNode(definition: Definition, kind: Kind, name: string, at: Spot, parent?: string): Added {
  const id = freeId(definition, kinds[kind].make.type);
  const node = makeNode(kind, { id, name, parent });
  const { width, height } = sizeOf(node, definition);
  const middle = snapped(at);
  const next = place({ ...definition, nodes: [...definition.nodes, node] }, id, { x: middle.x - width / 2, y: middle.y - height / 2 });
  return { definition: isRoom(node.type) ? addNode(next, "start", "", { x: middle.x - width / 2 + 56, y: middle.y }, id).definition : next, id };
}

export type NoWay = "same" | "twice" | "into-start" | "out-of-end" | "into-boundary" | "other-room";

/** Why two nodes can't be connected; undefined where they can. Publishing would refuse the same. */
export function whyNot(definition: Definition, from: string, to: string): NoWay | undefined {
  const [source, target] = [nodeOf(definition, from), nodeOf(definition, to)];
  if (!source || !target || from === to) return "same";
  if (definition.flows.some((flow) => flow.from === from && flow.to === to)) return "twice";
  if (target.type === "startEvent") return "into-start";
  if (target.type === "boundaryEvent") return "into-boundary";
  if (source.type === "endEvent") return "out-of-end";
  return source.parent === target.parent ? undefined : "other-room";
}

export function connect(definition: Definition, from: string, to: string): Added {
  const id = freeId(definition, "flow");
  if (whyNot(definition, from, to)) return { definition, id: "" };
  return { definition: { ...definition, flows: [...definition.flows, { id, from, to }] }, id };
}

/** Whatever stands in it or on its edge. */
export function along(definition: Definition, node: Node): Node[] {
  const inside = definition.nodes.filter((it) => it.parent === node.id || (it.type === "boundaryEvent" && it.attachedTo === node.id));
  return inside.flatMap((it) => [it, ...along(definition, it)]);
}

/** Nodes and flows, with all that can't be without them. */
export function remove(definition: Definition, ids: readonly string[]): Definition {
  const gone = new Set(ids);
  for (const node of definition.nodes) if (gone.has(node.id)) for (const other of along(definition, node)) gone.add(other.id);
  for (const flow of definition.flows) if (gone.has(flow.from) || gone.has(flow.to)) gone.add(flow.id);
  const keeps = <T>(entries: Record<string, T>) => Object.fromEntries(Object.entries(entries).filter(([id]) => !gone.has(id)));
  return {
    ...definition,
    nodes: definition.nodes.filter((node) => !gone.has(node.id)).map((node) => withoutDefault(node, gone)),
    flows: definition.flows.filter((flow) => !gone.has(flow.id)),
    layout: { nodes: keeps(definition.layout.nodes), flows: keeps(definition.layout.flows) },
  };
}

/** Of what is gone from the one to the other: what stays of that which it was connected to; "" where nothing does, undefined where nothing is gone. After nothing the first one. */
export function heirOf(before: Definition, after: Definition): string | undefined {
  if (before.nodes.length === 0) return after.nodes[0]?.id;
  const stays = new Set([...after.nodes, ...after.flows].map(({ id }) => id));
  if ([...before.nodes, ...before.flows].every(({ id }) => stays.has(id))) return undefined;
  const cut = before.flows.filter(({ id }) => !stays.has(id));
  return [...cut.map(({ from }) => from), ...cut.map(({ to }) => to)].find((id) => stays.has(id)) ?? "";
}

function withoutDefault(node: Node, gone: ReadonlySet<string>): Node {
  if (!("default" in node) || typeof node.default !== "string" || !gone.has(node.default)) return node;
  const { default: _, ...rest } = node;
  return rest as Node; // a gateway's default may be absent
}

export const changeNode = (definition: Definition, next: Node): Definition => ({
  ...definition,
  nodes: definition.nodes.map((node) => (node.id === next.id ? next : node)),
});

export const changeFlow = (definition: Definition, next: Flow): Definition => ({
  ...definition,
  flows: definition.flows.map((flow) => (flow.id === next.id ? next : flow)),
});

/** A default way asks nothing, so its condition goes. */
export function setDefault(definition: Definition, gateway: Node, flow: string | undefined): Definition {
  const { default: _, ...rest } = gateway as Node & { default?: string };
  const changed = changeNode(definition, (flow ? { ...rest, default: flow } : rest) as Node); // as above
  const way = flow ? flowOf(changed, flow) : undefined;
  if (!way) return changed;
  const { condition: __, ...plain } = way;
  return changeFlow(changed, plain);
}

/** Conditions are asked in the order of the list. */
export function moveWay(definition: Definition, flow: string, by: -1 | 1): Definition {
  const way = flowOf(definition, flow);
  if (!way) return definition;
  const ways = outgoing(definition, way.from);
  const other = ways[ways.indexOf(way) + by];
  if (!other) return definition;
  const flows = definition.flows.map((it) => (it === way ? other : it === other ? way : it));
  return { ...definition, flows };
}
