import { Box } from "@chakra-ui/react";
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, type Position } from "@xyflow/react";
import type { Flow } from "../../../../shared/process";
import { useWords } from "../../i18n";
import { diagramWords } from "../words";

export type FlowData = { flow: Flow; isDefault: boolean; done: boolean; problems: number; select?: (id: string) => void };
export type FlowEdgeType = Edge<FlowData>;

const handle = 5;
const inwards = { left: [handle, 0], right: [-handle, 0], top: [0, handle], bottom: [0, -handle] } as const;

/** On the edge of the shape itself, in whole pixels: what is measured on a zoomed canvas is off by a hair, each time by another. */
const edgeOf = (x: number, y: number, side: Position) => ({ x: Math.round(x) + inwards[side][0], y: Math.round(y) + inwards[side][1] });

/** A sequence flow with what decides it. */
export function FlowEdge({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, selected, markerEnd }: EdgeProps<FlowEdgeType>) {
  const t = useWords(diagramWords);
  const [from, to] = [edgeOf(sourceX, sourceY, sourcePosition), edgeOf(targetX, targetY, targetPosition)];
  const [path, x, y] = getSmoothStepPath({
    sourceX: from.x,
    sourceY: from.y,
    targetX: to.x,
    targetY: to.y,
    sourcePosition,
    targetPosition,
    borderRadius: 12,
    offset: 22,
  });
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
