/** A process to look at: a version, or a ticket's way through it so far. Loads the drawing library, so import it lazily. */
import "@xyflow/react/dist/base.css";
import "./diagram.css";
import { Box } from "@chakra-ui/react";
import { Background, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import type { Definition } from "../../../../shared/process";
import { useWords } from "../../i18n";
import { useIsDark } from "../../theme/use-is-dark";
import { diagramWords } from "../words";
import { elementTypes } from "./elements";
import { flowTypes } from "./flow-edge";
import { type Marks, toEdges, toNodes } from "./to-flow";

type ProcessDiagramProps = { definition: Definition; marks?: Marks; height?: string };

export function ProcessDiagram({ definition, marks, height = "20rem" }: ProcessDiagramProps) {
  const t = useWords(diagramWords);
  const isDark = useIsDark();
  const given = { definition, marks, fixed: true };
  const current = definition.nodes.filter(({ id }) => marks?.current?.has(id)).map(({ name, id }) => name || id);
  return (
    <Box h={height} role="figure" aria-label={current.length > 0 ? `${t.diagram}. ${t.current}: ${current.join(", ")}` : t.diagram}>
      <ReactFlowProvider>
        <ReactFlow
          nodes={toNodes(given)}
          edges={toEdges(given, t)}
          colorMode={isDark ? "dark" : "light"}
          nodeTypes={elementTypes}
          edgeTypes={flowTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          minZoom={0.2}
          maxZoom={1.5}
          fitView
          fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
        >
          <Background gap={16} size={1} />
        </ReactFlow>
      </ReactFlowProvider>
    </Box>
  );
}

export default ProcessDiagram;
