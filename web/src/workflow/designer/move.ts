// What moving does to a definition: what stands in or on something goes along, and what is put down comes to rest where it belongs.
import type { Definition, Node } from "../../../../shared/process";
import { type Box, boxOf, isActivity, isRoom, middleOf, type Spot } from "../shapes";
import { along, changeNode, incoming, nodeOf, outgoing, remove, snapped } from "./draft";

export type Moves = Readonly<Record<string, Spot>>;

/** Whatever stands in it or on its edge goes along. */
export function moveNodes(definition: Definition, moves: Moves): Definition {
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

/** How close to a neighbour's line one comes to stand on it. */
const pull = 6;

/** On the grid, by its middle; `aligned`: in line with what it is connected to, where it almost is. */
export function restingSpot(definition: Definition, node: Node, { x, y }: Spot, aligned: boolean): Spot {
  const { width, height } = boxOf(node, definition);
  const middle = { x: x + width / 2, y: y + height / 2 };
  const neighbours = aligned ? [...incoming(definition, node.id).map(({ from }) => from), ...outgoing(definition, node.id).map(({ to }) => to)] : [];
  const lines = neighbours.flatMap((id) => nodeOf(definition, id) ?? []).map((other) => middleOf(boxOf(other, definition)));
  const grid = snapped(middle);
  const on = (axis: "x" | "y") => lines.map((line) => line[axis]).find((line) => Math.abs(line - middle[axis]) <= pull) ?? grid[axis];
  return { x: on("x") - width / 2, y: on("y") - height / 2 };
}

const event = 44;

/** Where an event stands on the edge of a box, closest to where its middle was put down. */
export function onEdge(box: Box, at: Spot): Spot {
  const within = (value: number, from: number, length: number) => Math.min(Math.max(value, from), from + length);
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const spot = { x: within(at.x, box.x, box.width), y: within(at.y, box.y, box.height) };
  const sides = [
    { off: Math.abs(bottom - at.y), x: spot.x, y: bottom },
    { off: Math.abs(at.y - box.y), x: spot.x, y: box.y },
    { off: Math.abs(right - at.x), x: right, y: spot.y },
    { off: Math.abs(at.x - box.x), x: box.x, y: spot.y },
  ].toSorted((a, b) => a.off - b.off);
  const { x, y } = sides[0] ?? spot;
  return { x: Math.round(x) - event / 2, y: Math.round(y) - event / 2 };
}

/** `cut`: how many flows would cross the edge of a sub-process now, and are gone. */
export type Settled = { definition: Definition; cut: number };

/** Moved by hand: an event stays on an edge, a step stands in the sub-process that it was put down in. */
export function settle(before: Definition, moves: Moves): Settled {
  let definition = moveNodes(before, moves);
  for (const id of Object.keys(moves)) {
    const node = nodeOf(definition, id);
    if (!node || above(definition, node).some((one) => moves[one])) continue;
    definition = node.type === "boundaryEvent" ? putOnEdge(definition, node) : putInRoom(definition, node);
  }
  const parentOf = (id: string) => nodeOf(definition, id)?.parent;
  const flows = definition.flows.filter(({ from, to }) => parentOf(from) === parentOf(to));
  const cut = definition.flows.filter((flow) => !flows.includes(flow));
  // What could not be before stays, and is told by the checks.
  const crossed = cut.filter(({ from, to }) => nodeOf(before, from)?.parent === nodeOf(before, to)?.parent).map(({ id }) => id);
  return { definition: fitRooms(crossed.length > 0 ? remove(definition, crossed) : definition), cut: crossed.length };
}

/** What a node stands in or on, from the inside out. */
function above(definition: Definition, node: Node): string[] {
  const base = node.type === "boundaryEvent" ? node.attachedTo : node.parent;
  const next = base === undefined ? undefined : nodeOf(definition, base);
  return next ? [next.id, ...above(definition, next)] : [];
}

function putOnEdge(definition: Definition, node: Extract<Node, { type: "boundaryEvent" }>): Definition {
  const at = middleOf(boxOf(node, definition));
  const host = hostAt(definition, at) ?? nodeOf(definition, node.attachedTo);
  if (!host) return definition;
  const hung = changeNode(definition, within({ ...node, attachedTo: host.id }, host.parent));
  return moveNodes(hung, { [node.id]: onEdge(boxOf(host, definition), at) });
}

function putInRoom(definition: Definition, node: Node): Definition {
  const inside = new Set([node.id, ...along(definition, node).map(({ id }) => id)]);
  const room = roomAt(definition, middleOf(boxOf(node, definition)), inside);
  if (room?.id === node.parent) return definition;
  const hanging = definition.nodes.filter((it) => it.type === "boundaryEvent" && it.attachedTo === node.id);
  return [node, ...hanging].reduce((so, one) => changeNode(so, within(one, room?.id)), definition);
}

function within(node: Node, parent: string | undefined): Node {
  const { parent: _, ...rest } = node;
  return (parent === undefined ? rest : { ...rest, parent }) as Node; // every node may have a parent
}

/** What stands inside keeps away from the edge, and from the name above. */
const rim = { x: 32, top: 40, bottom: 32 };

function roomFor(definition: Definition, room: Node): Box {
  const { x, y, width, height } = boxOf(room, definition);
  const inside = definition.nodes.filter(({ parent }) => parent === room.id).map((node) => boxOf(node, definition));
  const [left, top] = [Math.min(x, ...inside.map((box) => box.x - rim.x)), Math.min(y, ...inside.map((box) => box.y - rim.top))];
  const right = Math.max(x + width, ...inside.map((box) => box.x + box.width + rim.x));
  const bottom = Math.max(y + height, ...inside.map((box) => box.y + box.height + rim.bottom));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Sub-processes grow with what stands in them; what stands behind or below makes room. */
export function fitRooms(definition: Definition): Definition {
  const rooms = definition.nodes.filter(({ type }) => isRoom(type)).map((room) => ({ room, depth: above(definition, room).length }));
  return rooms.toSorted((a, b) => b.depth - a.depth).reduce((so, { room }) => fitRoom(so, room), definition);
}

function fitRoom(definition: Definition, room: Node): Definition {
  const [before, after] = [boxOf(room, definition), roomFor(definition, room)];
  const [right, bottom] = [before.x + before.width, before.y + before.height];
  const [wider, higher] = [after.x + after.width - right, after.y + after.height - bottom];
  if (wider === 0 && higher === 0 && after.x === before.x && after.y === before.y) return definition;
  const moves: Record<string, Spot> = {};
  for (const other of definition.nodes) {
    if (other.id === room.id || other.parent !== room.parent || other.type === "boundaryEvent") continue;
    const { x, y, width } = boxOf(other, definition);
    if (x >= right) moves[other.id] = { x: x + wider, y };
    else if (y >= bottom && x < after.x + after.width && x + width > after.x) moves[other.id] = { x, y: y + higher };
  }
  return sized(moveNodes(definition, moves), room, after);
}

/** By hand, but never so small that something stands outside. */
export function resizeRoom(definition: Definition, id: string, box: Box): Definition {
  const room = nodeOf(definition, id);
  if (!room) return definition;
  const wanted = sized(definition, room, box);
  return sized(wanted, room, roomFor(wanted, room));
}

/** Events on its edge stay there. */
function sized(definition: Definition, room: Node, { x, y, width, height }: Box): Definition {
  const places = { ...definition.layout.nodes, [room.id]: { x, y, width, height } };
  for (const node of definition.nodes) {
    if (node.type === "boundaryEvent" && node.attachedTo === room.id)
      places[node.id] = onEdge({ x, y, width, height }, movedWith(node, room, definition, places));
  }
  return { ...definition, layout: { ...definition.layout, nodes: places } };
}

/** As far from the right and the lower edge as before. */
function movedWith(node: Node, room: Node, definition: Definition, places: Definition["layout"]["nodes"]): Spot {
  const [at, before, after] = [middleOf(boxOf(node, definition)), boxOf(room, definition), places[room.id]];
  const [dx, dy] = [(after?.x ?? 0) + (after?.width ?? 0) - before.x - before.width, (after?.y ?? 0) + (after?.height ?? 0) - before.y - before.height];
  const right = before.x + before.width - at.x < at.x - before.x;
  const low = before.y + before.height - at.y < at.y - before.y;
  return { x: at.x + (right ? dx : (after?.x ?? 0) - before.x), y: at.y + (low ? dy : (after?.y ?? 0) - before.y) };
}

/** The innermost sub-process in which a spot lies, but none of `except`. */
export function roomAt(definition: Definition, spot: Spot, except: ReadonlySet<string> = new Set()): Node | undefined {
  const rooms = definition.nodes.filter((node) => isRoom(node.type) && !except.has(node.id) && contains(boxOf(node, definition), spot));
  return rooms.find((room) => !rooms.some((other) => other.parent === room.id));
}

/** The activity on whose edge an event would be put down: the innermost one. */
export function hostAt(definition: Definition, spot: Spot): Node | undefined {
  const hosts = definition.nodes.filter((node) => isActivity(node.type) && contains(boxOf(node, definition), spot, 24));
  return hosts.toSorted((a, b) => above(definition, b).length - above(definition, a).length || Number(isRoom(a.type)) - Number(isRoom(b.type)))[0];
}

const contains = ({ x, y, width, height }: Box, spot: Spot, slack = 0) =>
  spot.x >= x - slack && spot.x <= x + width + slack && spot.y >= y - slack && spot.y <= y + height + slack;
