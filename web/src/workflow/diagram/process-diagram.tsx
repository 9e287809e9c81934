/** A process to look at: a version, or a ticket's way through it so far. Loads the drawing library, so import it lazily. */
import "@xyflow/react/dist/base.css";
import "./diagram.css";
import { Box } from "@chakra-ui/react";
import { applyNodeChanges, Background, ConnectionMode, NodeToolbar, Position, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Definition } from "../../../../shared/process";
import { useLocale, useWords } from "../../i18n";
import { useIsDark } from "../../theme/use-is-dark";
import { nameOf } from "../kinds";
import { diagramWords } from "../words";
import { elementTypes } from "./elements";
import { firstSight } from "./first-sight";
import { flowTypes } from "./flow-edge";
import { type Marks, toEdges, toNodes } from "./to-flow";

type ProcessDiagramProps = {
  definition: Definition;
  marks?: Marks;
  height?: string;
  /** It fills its place but for so much at each side, and is neither moved nor zoomed: a finger or a wheel on it scrolls the page. */
  still?: Record<"left" | "right" | "top" | "bottom", `${number}%`>;
  /** What there is to know of a node, in a sentence and as it is shown beside it when one points at it or comes to it by Tab. */
  about?: (id: string) => { text: string; card: ReactNode } | undefined;
};

export function ProcessDiagram({ definition, marks, height = "20rem", still, about }: ProcessDiagramProps) {
  const t = useWords(diagramWords);
  const locale = useLocale();
  const isDark = useIsDark();
  const [at, setAt] = useState<string>();
  const [atFirst] = useState(() => firstSight(definition, innerWidth));
  const drawn = useMemo(() => toNodes({ definition, marks, fixed: true, says: (id) => about?.(id)?.text }), [definition, marks, about]);
  const [nodes, setNodes] = useState(drawn);
  // Measured sizes stay: without them no flow is drawn.
  useEffect(() => setNodes((before) => drawn.map((node) => ({ ...node, measured: before.find(({ id }) => id === node.id)?.measured }))), [drawn]);
  const edges = useMemo(() => toEdges({ definition, marks, fixed: true }, { words: t, locale }), [definition, marks, t, locale]);
  const current = definition.nodes.filter(({ id }) => marks?.current?.has(id)).map((node) => nameOf(node, locale));
  const card = at === undefined ? undefined : about?.(at)?.card;
  const nodeOf = (target: EventTarget) => (target as HTMLElement).closest<HTMLElement>(".react-flow__node")?.dataset.id; // what has the focus
  return (
    <Box
      h={height}
      role="figure"
      aria-label={current.length > 0 ? `${t.diagram}. ${t.current}: ${current.join(", ")}` : t.diagram}
      onFocus={(event) => setAt(nodeOf(event.target))}
      onBlur={() => setAt(undefined)}
    >
      <ReactFlowProvider>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          onNodesChange={(changes) => setNodes((before) => applyNodeChanges(changes, before))}
          colorMode={isDark ? "dark" : "light"}
          nodeTypes={elementTypes}
          edgeTypes={flowTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          // A side of an element lets flows out and in: otherwise none is drawn.
          connectionMode={ConnectionMode.Loose}
          onNodeMouseEnter={(_, { id }) => setAt(id)}
          onNodeMouseLeave={() => setAt(undefined)}
          zoomOnScroll={false}
          attributionPosition={still ? "top-right" : "bottom-right"}
          {...(still && { className: "pf-still", panOnDrag: false, zoomOnPinch: false, zoomOnDoubleClick: false })}
          preventScrolling={false}
          minZoom={0.2}
          maxZoom={1.5}
          fitView
          fitViewOptions={{ padding: still ?? 0.1, maxZoom: 1, nodes: still ? undefined : atFirst }}
        >
          <Background gap={16} size={1} />
          {card && (
            <NodeToolbar nodeId={at} isVisible position={Position.Top} offset={10}>
              <Box bg="bg.panel" borderWidth="1px" borderRadius="l3" boxShadow="lg" px="3" py="2" maxW="18rem" fontSize="xs" pointerEvents="none">
                {card}
              </Box>
            </NodeToolbar>
          )}
        </ReactFlow>
      </ReactFlowProvider>
    </Box>
  );
}

export default ProcessDiagram;
