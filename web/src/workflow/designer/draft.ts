// What a designer does to a definition, as pure functions: each takes one and gives the next, so that undo is only the one before.
import type { Definition, Flow } from "../../../../shared/process";
import { Node } from "../../../../shared/process/definition";
import { type Kind, kinds } from "../kinds";
import { type Box, boxOf, isActivity, isGateway, isRoom, type Spot, sizeOf } from "../shapes";

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
export const snapped = ({ x, y }: Spot): Spot => ({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid });

function place(definition: Definition, id: string, spot: Spot): Definition {
  const { layout } = definition;
  return { ...definition, layout: { ...layout, nodes: { ...layout.nodes, [id]: { ...layout.nodes[id], ...spot } } } };
}

export const makeNode = (kind: Kind, more: { id: string; name: string; parent?: string; attachedTo?: string }): Node => {
  const { attachedTo, parent, ...named } = more;
  return Node.parse({ ...kinds[kind].make, ...named, ...(parent && { parent }), ...(attachedTo && { attachedTo }) });
};

export type Added = { definition: Definition; id: string };

/** `at` is where its middle will be. */
export function addNode(definition: Definition, kind: Kind, name: string, at: Spot, parent?: string): Added {
  const id = freeId(definition, kinds[kind].make.type);
  const node = makeNode(kind, { id, name, parent });
  const { width, height } = sizeOf(node, definition);
  const next = { ...definition, nodes: [...definition.nodes, node] };
  return { definition: place(next, id, snapped({ x: at.x - width / 2, y: at.y - height / 2 })), id };
}

/** On the lower edge of its activity, beside those that are there already. */
export function addBoundary(definition: Definition, kind: Kind, name: string, host: Node): Added {
  const id = freeId(definition, "boundaryEvent");
  const node = makeNode(kind, { id, name, parent: host.parent, attachedTo: host.id });
  const next = { ...definition, nodes: [...definition.nodes, node] };
  const box = boxOf(host, definition);
  const siblings = definition.nodes.filter((it) => it.type === "boundaryEvent" && it.attachedTo === host.id).length;
  return { definition: place(next, id, { x: box.x + box.width - 56 - 52 * siblings, y: box.y + box.height - 22 }), id };
}

/** How far the next step stands, and how far behind a gateway, whose ways say when they are taken. */
const near = 72;
const far = 136;

/** The next step after a node, connected and where there is room for it; on a straight way it comes between the two that were there. */
export function appendNode(definition: Definition, kind: Kind, name: string, from: Node): Added {
  const [way, ...more] = outgoing(definition, from.id);
  const next = way && nodeOf(definition, way.to);
  if (next && more.length === 0 && !isGateway(from.type) && from.type !== "boundaryEvent" && kinds[kind].make.type !== "endEvent")
    return insertNode(definition, kind, name, from, way, next);
  const box = boxOf(from, definition);
  const left = box.x + box.width + (isGateway(from.type) ? far : near);
  const wanted = { x: left + 92, y: box.y + box.height / 2 + (from.type === "boundaryEvent" ? 120 : 0) };
  const added = addNode(definition, kind, name, wanted, from.parent);
  const node = nodeOf(added.definition, added.id);
  if (!node) return added;
  const { width, height } = sizeOf(node, added.definition);
  const free = freeSpot(added.definition, node, { x: left, y: wanted.y - height / 2, width, height });
  return { definition: connect(place(added.definition, node.id, free), from.id, node.id).definition, id: node.id };
}

/** Into a flow: what stands to the right makes room. */
function insertNode(definition: Definition, kind: Kind, name: string, from: Node, way: Flow, next: Node): Added {
  const [box, after] = [boxOf(from, definition), boxOf(next, definition)];
  const left = box.x + box.width + near;
  const added = addNode(definition, kind, name, { x: left + 92, y: box.y + box.height / 2 }, from.parent);
  const node = nodeOf(added.definition, added.id);
  if (!node) return added;
  const { width, height } = sizeOf(node, added.definition);
  const shift = left + width + near - after.x;
  const behind = definition.nodes.filter((other) => other.parent === from.parent && other.type !== "boundaryEvent" && boxOf(other, definition).x >= after.x);
  const moves = Object.fromEntries(behind.map((other) => [other.id, { x: boxOf(other, definition).x + shift, y: boxOf(other, definition).y }]));
  const placed = place(added.definition, node.id, snapped({ x: left, y: box.y + box.height / 2 - height / 2 }));
  const rewired = changeFlow(shift > 0 && after.x > box.x ? moveNodes(placed, moves) : placed, { ...way, to: node.id });
  return { definition: connect(rewired, node.id, next.id).definition, id: node.id };
}

/** Down from where it was wanted until it covers nothing. */
function freeSpot(definition: Definition, node: Node, wanted: Box): Spot {
  const others = definition.nodes
    .filter((it) => it.id !== node.id && it.parent === node.parent && it.type !== "boundaryEvent")
    .map((it) => boxOf(it, definition));
  const box = { ...wanted };
  while (others.some((other) => overlaps(box, other))) box.y += 104;
  return { x: box.x, y: box.y };
}

const gap = 16;
const overlaps = (a: Box, b: Box) => a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;

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

/** Whatever stands in it or on its edge goes along. */
export function moveNodes(definition: Definition, moves: Readonly<Record<string, Spot>>): Definition {
  const places = { ...definition.layout.nodes };
  for (const [id, spot] of Object.entries(moves)) {
    const node = nodeOf(definition, id);
    if (!node) continue;
    const before = boxOf(node, definition);
    const [dx, dy] = [spot.x - before.x, spot.y - before.y];
    places[id] = { ...places[id], ...spot };
    for (const other of along(definition, node)) {
      if (moves[other.id]) continue;
      const box = boxOf(other, definition);
      places[other.id] = { ...places[other.id], x: box.x + dx, y: box.y + dy };
    }
  }
  return { ...definition, layout: { nodes: places, flows: keptRoutes(definition, places) } };
}

/** A route belongs to the places that it was made for. */
const keptRoutes = ({ flows, layout }: Definition, places: Definition["layout"]["nodes"]) =>
  Object.fromEntries(
    Object.entries(layout.flows).filter(([id]) => {
      const flow = flows.find((it) => it.id === id);
      return flow && places[flow.from] === layout.nodes[flow.from] && places[flow.to] === layout.nodes[flow.to];
    }),
  );

function along(definition: Definition, node: Node): Node[] {
  const inside = definition.nodes.filter((it) => it.parent === node.id || (it.type === "boundaryEvent" && it.attachedTo === node.id));
  return inside.flatMap((it) => [it, ...along(definition, it)]);
}

export function resizeRoom(definition: Definition, id: string, box: Box): Definition {
  const { x, y, width, height } = box;
  return { ...definition, layout: { ...definition.layout, nodes: { ...definition.layout.nodes, [id]: { x, y, width, height } } } };
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

/** The sub-process in which a spot lies; the innermost one, not within `except`. */
export function roomAt(definition: Definition, spot: Spot, except?: string): Node | undefined {
  const rooms = definition.nodes.filter((node) => isRoom(node.type) && node.id !== except && contains(boxOf(node, definition), spot));
  return rooms.find((room) => !rooms.some((other) => other.parent === room.id));
}

/** The activity on whose edge an event would be put down. */
export const hostAt = (definition: Definition, spot: Spot) =>
  definition.nodes.findLast((node) => isActivity(node.type) && contains(boxOf(node, definition), spot, 24));

const contains = ({ x, y, width, height }: Box, spot: Spot, slack = 0) =>
  spot.x >= x - slack && spot.x <= x + width + slack && spot.y >= y - slack && spot.y <= y + height + slack;

/** Start, one approval, end: what most processes begin with. */
export function firstDefinition(empty: Definition, names: { start: string; task: string; end: string }): Definition {
  const start = addNode(empty, "start", names.start, { x: 120, y: 200 });
  const task = appendNode(start.definition, "userTask", names.task, nodeOf(start.definition, start.id) as Node); // just made
  return appendNode(task.definition, "end", names.end, nodeOf(task.definition, task.id) as Node).definition; // just made
}
