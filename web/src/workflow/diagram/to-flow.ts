// A definition as React Flow draws it. Positions inside of a room, or on an activity's edge, are relative to it.
import { MarkerType } from "@xyflow/react";
import type { Definition, Node } from "../../../../shared/process";
import type { Locale, Spoken } from "../../i18n";
import { nameOf } from "../kinds";
import { type Box, boxOf, isGateway, isRoom, type Side, type Spot, sidesOf } from "../shapes";
import type { diagramWords } from "../words";
import { type ElementNode, shapeOf, type Tone } from "./elements";
import type { FlowEdgeType } from "./flow-edge";

export type Marks = {
  current?: ReadonlySet<string>;
  done?: ReadonlySet<string>;
  /** Done, and the answer was no. */
  refused?: ReadonlySet<string>;
  doneFlows?: ReadonlySet<string>;
  /** Where it can't go on. */
  failed?: ReadonlySet<string>;
  /** How many problems an element has. */
  problems?: ReadonlyMap<string, number>;
};

export type Given = {
  definition: Definition;
  marks?: Marks;
  selected?: readonly string[];
  fixed?: boolean;
  /** What a node says of itself to those who can't see it; of one that is only looked at, only those that say something can be come to by keyboard. */
  says?: (id: string) => string | undefined;
  resize?: (id: string, box: { x: number; y: number; width: number; height: number }) => void;
};

/** What a node is drawn on: its room, or its host. */
export const baseOf = (node: Node): string | undefined => (node.type === "boundaryEvent" ? node.attachedTo : node.parent);

export function baseSpot(node: Node, definition: Definition): Spot {
  const base = baseOf(node);
  const host = base === undefined ? undefined : definition.nodes.find((it) => it.id === base);
  return host ? boxOf(host, definition) : { x: 0, y: 0 };
}

const depthOf = (node: Node, { nodes }: Definition): number => {
  let [depth, base] = [0, baseOf(node)];
  while (base !== undefined && depth < 20) {
    const next = nodes.find((it) => it.id === base);
    depth += 1;
    base = next && baseOf(next);
  }
  return depth;
};

function toneOf(id: string, marks: Marks | undefined): Tone {
  if (marks?.failed?.has(id)) return "failed";
  if (marks?.current?.has(id)) return "current";
  if (marks?.refused?.has(id)) return "refused";
  return marks?.done?.has(id) ? "done" : undefined;
}

export function toNodes({ definition, marks, selected = [], fixed = false, says, resize }: Given): ElementNode[] {
  const known = new Set(definition.nodes.map(({ id }) => id));
  return definition.nodes
    .map((node) => ({ node, depth: depthOf(node, definition) }))
    .toSorted((a, b) => a.depth - b.depth)
    .map(({ node, depth }) => {
      const { x, y, width, height } = boxOf(node, definition);
      const base = baseOf(node);
      const from = baseSpot(node, definition);
      const tone = toneOf(node.id, marks);
      const said = says?.(node.id);
      return {
        id: node.id,
        type: shapeOf(node),
        position: { x: x - from.x, y: y - from.y },
        width,
        height,
        // A sub-process lies below all that it may be drawn over.
        zIndex: node.type === "boundaryEvent" ? 2 * depth + 20 : 2 * depth + (isRoom(node.type) ? 0 : 1),
        ...(base !== undefined && known.has(base) && { parentId: base }),
        selected: selected.includes(node.id),
        draggable: !fixed,
        connectable: !fixed,
        deletable: false,
        data: { node, tone, problems: marks?.problems?.get(node.id) ?? 0, fixed, resize },
        ...(said !== undefined && { ariaLabel: said }),
        ...(fixed && { focusable: said !== undefined }),
      };
    });
}

/** A long way runs straight at one height: that of the middle of its route. */
const laneOf = (route: readonly Spot[] | undefined) => (route && route.length > 1 ? route[Math.floor(route.length / 2)]?.y : undefined);

function laneSides(from: Box, lane: number, splits: boolean): { out: Side; into: Side } {
  const off = lane - (from.y + from.height / 2);
  return { out: splits && Math.abs(off) > from.height / 2 ? (off > 0 ? "bottom" : "top") : "right", into: "left" };
}

type Speaks = { words: Pick<Spoken<typeof diagramWords>, "flow">; locale: Locale };

export function toEdges({ definition, marks, selected = [] }: Given, { words, locale }: Speaks, select?: (id: string) => void): FlowEdgeType[] {
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  return definition.flows.flatMap((flow) => {
    const [from, to] = [nodes.get(flow.from), nodes.get(flow.to)];
    if (!from || !to) return [];
    const splits = isGateway(from.type) && definition.flows.filter((it) => it.from === from.id).length > 1;
    const lane = laneOf(definition.layout.flows[flow.id]);
    const { out, into } =
      lane === undefined
        ? sidesOf(boxOf(from, definition), boxOf(to, definition), { splits, hangs: from.type === "boundaryEvent" })
        : laneSides(boxOf(from, definition), lane, splits);
    const isDefault = "default" in from && from.default === flow.id;
    const done = marks?.doneFlows?.has(flow.id) ?? false;
    const problems = marks?.problems?.get(flow.id) ?? 0;
    const isSelected = selected.includes(flow.id);
    const colour = isSelected
      ? "var(--pf-colors-brand-solid)"
      : problems > 0
        ? "var(--pf-colors-red-600)"
        : done
          ? "var(--pf-colors-green-600)"
          : "var(--pf-colors-gray-400)";
    return [
      {
        id: flow.id,
        type: "flow",
        source: flow.from,
        target: flow.to,
        sourceHandle: out,
        targetHandle: into,
        selected: isSelected,
        deletable: false,
        zIndex: from.parent ? 2 * depthOf(from, definition) : 0,
        markerEnd: { type: MarkerType.ArrowClosed, color: colour, width: 16, height: 16 },
        data: { flow, isDefault, done, problems, lane, select },
        ariaLabel: words.flow(nameOf(from, locale), nameOf(to, locale)),
      },
    ];
  });
}
