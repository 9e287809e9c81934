import { Box } from "@chakra-ui/react";
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, type Position } from "@xyflow/react";
import type { Flow } from "../../../../shared/process";
import { useWords } from "../../i18n";
import { diagramWords } from "../words";

export type FlowData = {
  flow: Flow;
  isDefault: boolean;
  done: boolean;
  problems: number /** The height at which a long way runs. */;
  lane?: number;
  select?: (id: string) => void;
};
export type FlowEdgeType = Edge<FlowData>;

const handle = 5;
const inwards = { left: [handle, 0], right: [-handle, 0], top: [0, handle], bottom: [0, -handle] } as const;

/** On the edge of the shape itself, in whole pixels: what is measured on a zoomed canvas is off by a hair, each time by another. */
const edgeOf = (x: number, y: number, side: Position) => ({ x: Math.round(x) + inwards[side][0], y: Math.round(y) + inwards[side][1] });

type Spot = { x: number; y: number };

/** Out of the source to the lane, along it, and into the target from the left; with its middle, for a label. */
function laneThrough(from: Spot, to: Spot, lane: number, side: Position): [string, number, number] {
  const leave = side === "right" ? from.x + 30 : from.x;
  const arrive = to.x - 30;
  const corners = [from, { x: leave, y: from.y }, { x: leave, y: lane }, { x: arrive, y: lane }, { x: arrive, y: to.y }, to];
  return [rounded(corners.filter((corner, i) => i === 0 || corner.x !== corners[i - 1]?.x || corner.y !== corners[i - 1]?.y)), (leave + arrive) / 2, lane];
}

function rounded(corners: readonly Spot[]): string {
  const parts = corners.map((corner, i) => {
    const [before, after] = [corners[i - 1], corners[i + 1]];
    if (!before) return `M ${corner.x} ${corner.y}`;
    if (!after) return `L ${corner.x} ${corner.y}`;
    const [a, b] = [towards(corner, before), towards(corner, after)];
    return `L ${a.x} ${a.y} Q ${corner.x} ${corner.y} ${b.x} ${b.y}`;
  });
  return parts.join(" ");
}

function towards(corner: Spot, other: Spot): Spot {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y) || 1;
  const step = Math.min(12, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * step, y: corner.y + (other.y - corner.y) * step };
}

/** A sequence flow with what decides it. */
export function FlowEdge({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, selected, markerEnd }: EdgeProps<FlowEdgeType>) {
  const t = useWords(diagramWords);
  const [from, to] = [edgeOf(sourceX, sourceY, sourcePosition), edgeOf(targetX, targetY, targetPosition)];
  const [path, x, y] =
    data?.lane === undefined
      ? getSmoothStepPath({ sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y, sourcePosition, targetPosition, borderRadius: 12, offset: 22 })
      : laneThrough(from, to, data.lane, sourcePosition);
  if (!data) return null;
  const { flow, isDefault, done, problems } = data;
  const stroke = selected
    ? "var(--pf-colors-brand-solid)"
    : problems > 0
      ? "var(--pf-colors-red-600)"
      : done
        ? "var(--pf-colors-green-600)"
        : "var(--pf-colors-gray-400)";
  const label = flow.name || flow.condition || (isDefault ? t.default : "");
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        markerEnd={markerEnd}
        interactionWidth={22}
        style={{ stroke: `var(--pf-flow-focus, ${stroke})`, strokeWidth: selected || done ? 2.25 : 1.6 }}
      />
      {label && (
        <EdgeLabelRenderer>
          <Box
            className="nodrag nopan"
            position="absolute"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            pointerEvents={data.select ? "all" : "none"}
            onClick={() => data.select?.(id)}
            cursor={data.select ? "pointer" : undefined}
            bg="bg.panel"
            borderWidth="1px"
            borderColor={selected ? "brand.solid" : problems > 0 ? "border.error" : "border"}
            borderRadius="full"
            px="2"
            py="0.5"
            fontSize="xs"
            lineHeight="1.3"
            color={isDefault && !flow.name ? "fg.muted" : "fg"}
            fontFamily={flow.name || isDefault ? undefined : "mono"}
            maxW="11rem"
            truncate
            title={flow.condition}
          >
            {label}
          </Box>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

export const flowTypes = { flow: FlowEdge };
