// How large each element is drawn, and where: the same for the designer, the ticket's live diagram and the automatic layout.
import type { Definition, Node, NodeType } from "../../../shared/process";

export type Size = { width: number; height: number };
export type Spot = { x: number; y: number };
export type Box = Spot & Size;

const event: Size = { width: 44, height: 44 };
const gateway: Size = { width: 52, height: 52 };
const activity: Size = { width: 184, height: 64 };
const room: Size = { width: 460, height: 240 };

export const isEvent = (type: NodeType) => type === "startEvent" || type === "endEvent" || type.startsWith("intermediate") || type === "boundaryEvent";
export const isGateway = (type: NodeType) => type.endsWith("Gateway");
export const isActivity = (type: NodeType) => !isEvent(type) && !isGateway(type);
export const isRoom = (type: NodeType) => type === "subProcess" || type === "transaction" || type === "adHocSubProcess";

const usualSize = (type: NodeType): Size => {
  if (isEvent(type)) return event;
  if (isGateway(type)) return gateway;
  return isRoom(type) ? room : activity;
};

/** Only rooms keep a size of their own: the rest looks alike, wherever it was drawn first. */
export function sizeOf({ id, type }: Node, { layout }: Definition): Size {
  const usual = usualSize(type);
  const { width = usual.width, height = usual.height } = layout.nodes[id] ?? {};
  return isRoom(type) ? { width, height } : usual;
}

/** From the drawing's upper left corner. What was never placed stands in a row below each other's reach, in the order of the list. */
export function boxOf(node: Node, definition: Definition): Box {
  const placed = definition.layout.nodes[node.id];
  const size = sizeOf(node, definition);
  if (placed) return { x: placed.x, y: placed.y, ...size };
  const index = definition.nodes.findIndex((it) => it.id === node.id);
  return { x: 80 + 240 * index, y: 160 - size.height / 2, ...size };
}

export const middleOf = ({ x, y, width, height }: Box): Spot => ({ x: x + width / 2, y: y + height / 2 });

export type Side = "top" | "right" | "bottom" | "left";

/** Which sides a flow joins, so that it goes the shortest way and seldom through what it connects. */
export function sidesOf(from: Box, to: Box, { splits, hangs }: { splits: boolean; hangs: boolean }): { out: Side; into: Side } {
  const [a, b] = [middleOf(from), middleOf(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const apart = to.x - (from.x + from.width);
  if (hangs) return { out: "bottom", into: apart > 0 ? "left" : "top" };
  // Ways of a gateway leave it up and down, and come to the next one from the side.
  if (splits && apart > 0 && Math.abs(dy) > from.height / 2) return { out: dy > 0 ? "bottom" : "top", into: "left" };
  if (apart > 0) return { out: "right", into: "left" };
  if (Math.abs(dy) > (from.height + to.height) / 2 && Math.abs(dx) < Math.max(from.width, to.width))
    return dy > 0 ? { out: "bottom", into: "top" } : { out: "top", into: "bottom" };
  // Back again: below everything that stands between.
  return { out: "bottom", into: "bottom" };
}
