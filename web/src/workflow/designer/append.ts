// Where what is added comes to stand: behind a step, between two of them, on an activity's edge, in a sub-process.
import type { Definition, Flow, Node } from "../../../../shared/process";
import { type Kind, kinds } from "../kinds";
import { type Box, boxOf, isGateway, type Spot, sizeOf } from "../shapes";
import { type Added, addNode, changeFlow, connect, freeId, makeNode, nodeOf, outgoing, place } from "./draft";
import { fitRooms, moveNodes, onEdge } from "./move";

/** Where it was put down on the edge of its activity; else below, beside those that are there already. */
export function addBoundary(definition: Definition, kind: Kind, name: string, host: Node, at?: Spot): Added {
  const id = freeId(definition, "boundaryEvent");
  const node = makeNode(kind, { id, name, parent: host.parent, attachedTo: host.id });
  const next = { ...definition, nodes: [...definition.nodes, node] };
  const box = boxOf(host, definition);
  const siblings = definition.nodes.filter((it) => it.type === "boundaryEvent" && it.attachedTo === host.id).length;
  return { definition: place(next, id, at ? onEdge(box, at) : { x: box.x + box.width - 56 - 52 * siblings, y: box.y + box.height - 22 }), id };
}

/** How far the next step stands, and how far behind a gateway, whose ways say when they are taken. */
const near = 72;
const far = 136;
const roomBehind = (node: Node) => (isGateway(node.type) ? far : near);

/** The next step after a node, connected and where there is room for it; on a straight way it comes between the two that were there. */
export function appendNode(definition: Definition, kind: Kind, name: string, from: Node): Added {
  const [way, ...more] = outgoing(definition, from.id);
  const next = way && nodeOf(definition, way.to);
  if (next && more.length === 0 && !isGateway(from.type) && from.type !== "boundaryEvent" && kinds[kind].make.type !== "endEvent")
    return insertNode(definition, kind, name, from, way, next);
  const box = boxOf(from, definition);
  const left = box.x + box.width + roomBehind(from);
  const wanted = { x: left + 92, y: box.y + box.height / 2 + (from.type === "boundaryEvent" ? 120 : 0) };
  const added = addNode(definition, kind, name, wanted, from.parent);
  const node = nodeOf(added.definition, added.id);
  if (!node) return added;
  const { width, height } = sizeOf(node, added.definition);
  // The way there must be free as well.
  const wayThere = from.type === "boundaryEvent" ? 0 : left - (box.x + box.width);
  const free = freeSpot(added.definition, node, { x: left - wayThere, y: wanted.y - height / 2, width: width + wayThere, height }, from);
  const placed = moveNodes(added.definition, { [node.id]: { x: free.x + wayThere, y: free.y } });
  return { definition: fitRooms(connect(placed, from.id, node.id).definition), id: node.id };
}

/** Into a flow: what stands to the right makes room. */
function insertNode(definition: Definition, kind: Kind, name: string, from: Node, way: Flow, next: Node): Added {
  const [box, after] = [boxOf(from, definition), boxOf(next, definition)];
  const left = box.x + box.width + near;
  const added = addNode(definition, kind, name, { x: left + 92, y: box.y + box.height / 2 }, from.parent);
  const node = nodeOf(added.definition, added.id);
  if (!node) return added;
  const { width, height } = sizeOf(node, added.definition);
  const shift = left + width + roomBehind(node) - after.x;
  const behind = definition.nodes.filter((other) => other.parent === from.parent && other.type !== "boundaryEvent" && boxOf(other, definition).x >= after.x);
  const moves = Object.fromEntries(behind.map((other) => [other.id, { x: boxOf(other, definition).x + shift, y: boxOf(other, definition).y }]));
  const placed = moveNodes(added.definition, { [node.id]: { x: left, y: box.y + box.height / 2 - height / 2 } });
  const rewired = changeFlow(shift > 0 && after.x > box.x ? moveNodes(placed, moves) : placed, { ...way, to: node.id });
  return { definition: fitRooms(connect(rewired, node.id, next.id).definition), id: node.id };
}

/** Inside of a sub-process: after the last step there, where one is left open. */
export function addInside(definition: Definition, kind: Kind, name: string, room: Node): Added {
  const inside = definition.nodes.filter(({ parent, type }) => parent === room.id && type !== "boundaryEvent");
  const open = inside.findLast(({ id, type }) => type !== "endEvent" && outgoing(definition, id).length === 0);
  if (open && kind !== "start") return appendNode(definition, kind, name, open);
  const { x, y, height } = boxOf(room, definition);
  const right = Math.max(x, ...inside.map((node) => boxOf(node, definition)).map((box) => box.x + box.width));
  const added = addNode(definition, kind, name, { x: right + (kinds[kind].group === "tasks" ? 136 : 64), y: y + height / 2 }, room.id);
  return { ...added, definition: fitRooms(added.definition) };
}

/** Down from where it was wanted until it covers nothing. */
function freeSpot(definition: Definition, node: Node, wanted: Box, from: Node): Spot {
  const others = definition.nodes
    .filter((it) => it.id !== node.id && it.id !== from.id && it.parent === node.parent && it.type !== "boundaryEvent")
    .map((it) => boxOf(it, definition));
  const box = { ...wanted };
  while (others.some((other) => overlaps(box, other))) box.y += 104;
  return { x: box.x, y: box.y };
}

const gap = 16;
const overlaps = (a: Box, b: Box) => a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;

/** Start, one approval, end: what most processes begin with. */
export function firstDefinition(empty: Definition, names: { start: string; task: string; end: string }): Definition {
  const start = addNode(empty, "start", names.start, { x: 120, y: 200 });
  const task = appendNode(start.definition, "userTask", names.task, nodeOf(start.definition, start.id) as Node); // just made
  return appendNode(task.definition, "end", names.end, nodeOf(task.definition, task.id) as Node).definition; // just made
}
