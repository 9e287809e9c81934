import "@xyflow/react/dist/base.css";
import "../diagram/diagram.css";
import { Box, HStack, IconButton } from "@chakra-ui/react";
import {
  applyNodeChanges,
  Background,
  type Connection,
  ConnectionMode,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  NodeToolbar,
  Panel,
  Position,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from "@xyflow/react";
import { CircleDot, Diamond, Ellipsis, Maximize, Trash2, User, ZoomIn, ZoomOut } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Definition } from "../../../../shared/process";
import { dragged } from "../../editor/drag";
import { useLocale, useWords } from "../../i18n";
import { useShortcut } from "../../keyboard";
import { useIsDark } from "../../theme/use-is-dark";
import { ActionMenu } from "../../ui/action-menu";
import { useIsWide } from "../../ui/wide";
import { type ElementNode, elementTypes } from "../diagram/elements";
import { firstSight, legible } from "../diagram/first-sight";
import { type FlowEdgeType, flowTypes } from "../diagram/flow-edge";
import { baseSpot, type Marks, toEdges, toNodes } from "../diagram/to-flow";
import { kindWords } from "../kind-words";
import { isKind, type Kind, kindsOf, nameIn } from "../kinds";
import { boxOf, type Box as Rect, type Spot } from "../shapes";
import { designerWords, diagramWords } from "../words";
import { nodeOf, whyNot } from "./draft";
import { focusedId, useKeptFocus } from "./kept-focus";
import { KindIcon } from "./kind-icon";
import { type Moves, resizeRoom, restingSpot } from "./move";

type CanvasProps = {
  definition: Definition;
  marks: Marks;
  selected: readonly string[];
  select: (ids: readonly string[]) => void;
  change: (next: Definition, tag?: string) => void;
  moved: (moves: Moves, tag?: string) => void;
  connect: (from: string, to: string) => void;
  drop: (kind: Kind, at: Spot) => void;
  append: (kind: Kind, from: string) => void;
  remove: (ids: readonly string[]) => void;
  /** Changes where everything should be looked at again: after tidying up, say. */
  view: number;
};

/** The zoom below which names are guessed. */
const tooSmall = 0.45;
/** What stands beside the canvas in a wide window. */
const beside = 576;
/** Room for what lies over the canvas: the toolbar of a step above, the buttons below. */
const padding = { x: "5%", top: "72px", bottom: "72px" } as const;

export function Canvas({ definition, marks, selected, select, change, moved, connect, drop, append, remove, view }: CanvasProps) {
  const t = useWords(designerWords);
  const d = useWords(diagramWords);
  const locale = useLocale();
  const isDark = useIsDark();
  const flow = useReactFlow<ElementNode, FlowEdgeType>();
  // Handlers of elements that are drawn less often than this renders.
  const latest = useRef({ resize: (_id: string, _box: Rect) => {}, select, bringIntoSight: (_selection: string) => {} });
  const drawn = useMemo(
    () => toNodes({ definition, marks, selected, says: (id) => nameIn(definition, id, locale), resize: (...given) => latest.current.resize(...given) }),
    [definition, marks, selected, locale],
  );
  const edges = useMemo(
    () => toEdges({ definition, marks, selected }, { words: d, locale }, (id) => latest.current.select([id])),
    [definition, marks, selected, d, locale],
  );
  const [nodes, setNodes] = useState(drawn);
  // Measured sizes stay; all else is what the definition says.
  useEffect(() => setNodes((before) => drawn.map((node) => ({ ...node, measured: before.find(({ id }) => id === node.id)?.measured }))), [drawn]);
  useEffect(() => {
    if (view > 0) requestAnimationFrame(() => void flow.fitView({ padding, maxZoom: 1, duration: 250 }));
  }, [view, flow]);

  const wide = useIsWide();
  // On an empty canvas the first element stays where it was put down.
  const [isDrawn] = useState(definition.nodes.length > 0);
  const [atFirst] = useState(() => firstSight(definition, innerWidth - (wide ? beside : 0)));
  const frame = useRef<HTMLDivElement>(null);
  const chosen = useRef(selected);
  chosen.current = selected;
  const dragging = useRef(false);
  const bringIntoSight = (selection: string) => {
    const node = nodeOf(definition, selection) ?? nodeOf(definition, definition.flows.find((one) => one.id === selection)?.to ?? "");
    const view = frame.current?.getBoundingClientRect();
    if (!node || !view) return;
    const box = boxOf(node, definition);
    const [from, to] = [flow.flowToScreenPosition(box), flow.flowToScreenPosition({ x: box.x + box.width, y: box.y + box.height })];
    const isSeen = from.x >= view.left && from.y >= view.top && to.x <= view.right && to.y <= view.bottom;
    if (isSeen) return;
    const { width, height } = flow.getNodesBounds(flow.getNodes());
    // All of it, while that can be read; of a large process the part that is meant.
    if (Math.min(view.width / width, view.height / height) > tooSmall) void flow.fitView({ padding, maxZoom: 1, duration: 200 });
    else void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: Math.max(flow.getZoom(), legible), duration: 200 });
  };
  latest.current = { resize: (id, box) => change(resizeRoom(definition, id, absolute(id, box))), select, bringIntoSight };
  // What is chosen from a list, or was added at the edge.
  const shown = selected.length === 1 ? selected[0] : undefined;
  useEffect(() => {
    if (shown !== undefined) latest.current.bringIntoSight(shown);
  }, [shown]);

  useKeptFocus(frame, { definition, shown, drawn: nodes });

  const absolute = (id: string, box: Rect): Rect => {
    const node = nodeOf(definition, id);
    const base = node ? baseSpot(node, definition) : { x: 0, y: 0 };
    return { ...box, x: base.x + box.x, y: base.y + box.y };
  };

  /** What moves, on the grid; several keep their distances. */
  const onGrid = (changes: NodeChange<ElementNode>[], byHand: boolean): NodeChange<ElementNode>[] => {
    const [first, ...more] = changes.flatMap((it) => (it.type === "position" && it.position ? [{ ...it, position: it.position }] : []));
    const node = first && nodeOf(definition, first.id);
    if (!node || node.type === "boundaryEvent") return changes;
    const at = absolute(node.id, { ...first.position, width: 0, height: 0 });
    const rest = restingSpot(definition, node, at, byHand && more.length === 0);
    const [dx, dy] = [rest.x - at.x, rest.y - at.y];
    return changes.map((it) => (it.type === "position" && it.position ? { ...it, position: { x: it.position.x + dx, y: it.position.y + dy } } : it));
  };
  const onNodesChange = (told: NodeChange<ElementNode>[]) => {
    const positions = told.filter((it) => it.type === "position");
    const rests = positions.every(({ dragging }) => !dragging);
    const byHand = dragging.current || !rests;
    dragging.current = !rests;
    const changes = onGrid(told, byHand);
    setNodes((before) =>
      applyNodeChanges(
        changes.filter(({ type }) => type !== "select"),
        before,
      ),
    );
    const moves: Record<string, Spot> = {};
    for (const it of changes) {
      if (it.type !== "position" || !it.position) continue;
      const { x, y } = absolute(it.id, { ...it.position, width: 0, height: 0 });
      moves[it.id] = { x, y };
    }
    if (Object.keys(moves).length > 0 && rests) moved(moves, byHand ? undefined : `move:${Object.keys(moves).join()}`);
    selectBy(changes);
  };
  const selectBy = (changes: readonly (NodeChange<ElementNode> | EdgeChange<FlowEdgeType>)[]) => {
    // Nodes and flows that are selected together are told one after the other.
    const next = new Set(chosen.current);
    for (const it of changes) if (it.type === "select") it.selected ? next.add(it.id) : next.delete(it.id);
    if (next.size === chosen.current.length && chosen.current.every((id) => next.has(id))) return;
    chosen.current = [...next];
    select(chosen.current);
  };

  const onDragOver = (event: React.DragEvent) => {
    const what = dragged();
    if (what && "piece" in what && isKind(what.piece)) event.preventDefault();
  };
  const onDrop = (event: React.DragEvent) => {
    const what = dragged();
    if (!what || !("piece" in what) || !isKind(what.piece)) return;
    event.preventDefault();
    drop(what.piece, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if ((event.target as HTMLElement).closest("input, textarea, select")) return;
    const isAll = event.key === "a" && (event.ctrlKey || event.metaKey);
    const isRemoval = event.key === "Delete" || event.key === "Backspace";
    if (!isAll && !isRemoval) return;
    event.preventDefault();
    if (isAll) select(definition.nodes.map(({ id }) => id));
    // A key that is held down takes one, and not all that it hung on.
    else if (!event.repeat) removeHere();
  };
  /** Whatever has the focus is meant, also where something else is selected. */
  const removeHere = () => {
    if (!frame.current?.contains(document.activeElement)) return;
    const here = focusedId();
    const meant = here === undefined || selected.includes(here) ? selected : [here];
    if (meant.length > 0) remove(meant);
  };
  useShortcut("Delete", t.remove, removeHere); // for the sheet: on the canvas it is heard above
  const only = selected.length === 1 ? nodeOf(definition, selected[0] ?? "") : undefined;
  const spoken = useMemo(
    () => ({
      "node.a11yDescription.keyboardDisabled": t.nodeKeys, // what the library says where they are not
      "node.a11yDescription.ariaLiveMessage": ({ x, y }: Spot) => t.movedTo(x, y),
      "edge.a11yDescription.default": t.flowKeys,
    }),
    [t],
  );

  return (
    <Box
      ref={frame}
      position="absolute"
      inset="0"
      data-designer-canvas
      onDragOver={onDragOver}
      onDrop={onDrop}
      onKeyDown={onKeyDown}
      tabIndex={-1}
      outline="none"
      role="region"
      aria-label={t.canvas}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        colorMode={isDark ? "dark" : "light"}
        nodeTypes={elementTypes}
        edgeTypes={flowTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={selectBy}
        onConnect={({ source, target }) => connect(source, target)}
        onConnectEnd={(_, { isValid, fromNode, toNode }) => {
          // Why it is refused; put down on itself it was only a slip.
          if (isValid === false && fromNode && toNode && fromNode.id !== toNode.id) connect(fromNode.id, toNode.id);
        }}
        isValidConnection={({ source, target }: Connection | FlowEdgeType) => whyNot(definition, source, target) === undefined}
        connectionMode={ConnectionMode.Loose}
        connectionRadius={36}
        deleteKeyCode={null}
        ariaLabelConfig={spoken}
        multiSelectionKeyCode={["Shift", "Meta", "Control"]}
        selectionMode={SelectionMode.Partial}
        elevateNodesOnSelect={false}
        minZoom={0.15}
        maxZoom={1.75}
        fitView={isDrawn}
        fitViewOptions={{ padding, maxZoom: 1, nodes: atFirst }}
      >
        <Background gap={16} size={1.2} />
        {definition.nodes.length > 12 && (
          <MiniMap
            pannable
            ariaLabel={null}
            nodeColor="var(--pf-colors-bg-emphasized)"
            bgColor="var(--pf-colors-bg-panel)"
            maskColor="color-mix(in srgb, var(--pf-colors-bg-muted) 70%, transparent)"
            style={{ width: 150, height: 96, border: "1px solid var(--pf-colors-border)", borderRadius: 8 }}
          />
        )}
        <Panel position="bottom-left">
          <HStack gap="0" bg="bg.panel" borderWidth="1px" borderRadius="l2" boxShadow="card">
            <Tool label={t.zoomIn} icon={<ZoomIn />} run={() => void flow.zoomIn({ duration: 150 })} />
            <Tool label={t.zoomOut} icon={<ZoomOut />} run={() => void flow.zoomOut({ duration: 150 })} />
            <Tool label={t.fit} icon={<Maximize />} run={() => void flow.fitView({ padding, maxZoom: 1, duration: 250 })} />
          </HStack>
        </Panel>
        {only && (
          // Above an event on an edge stands what its activity says.
          <NodeToolbar nodeId={only.id} isVisible position={only.type === "boundaryEvent" ? Position.Bottom : Position.Top} offset={14} align="center">
            <Pad node={only.id} isEnd={only.type === "endEvent"} append={append} remove={() => remove([only.id])} />
          </NodeToolbar>
        )}
      </ReactFlow>
    </Box>
  );
}

function Tool({ label, icon, run }: { label: string; icon: React.ReactNode; run: () => void }) {
  return (
    <IconButton size="xs" variant="ghost" colorPalette="gray" aria-label={label} title={label} onClick={run}>
      {icon}
    </IconButton>
  );
}

/** What comes next, a click away from the step that is selected. */
function Pad({ node, isEnd, append, remove }: { node: string; isEnd: boolean; append: (kind: Kind, from: string) => void; remove: () => void }) {
  const t = useWords(designerWords);
  const kinds = useWords(kindWords);
  const quick = [
    { kind: "userTask", icon: <User /> },
    { kind: "exclusive", icon: <Diamond /> },
    { kind: "end", icon: <CircleDot /> },
  ] as const;
  const rest = [...kindsOf("tasks"), ...kindsOf("gateways"), ...kindsOf("events")].filter((kind) => kind !== "start");
  return (
    <HStack gap="0" bg="bg.panel" borderWidth="1px" borderRadius="l2" boxShadow="md" p="0.5" className="nodrag nopan">
      {!isEnd && quick.map(({ kind, icon }) => <Tool key={kind} label={`${t.addAfter}: ${kinds[kind]}`} icon={icon} run={() => append(kind, node)} />)}
      {!isEnd && (
        <ActionMenu
          trigger={
            <IconButton size="xs" variant="ghost" colorPalette="gray" aria-label={t.addAfter} title={t.addAfter}>
              <Ellipsis />
            </IconButton>
          }
          entries={rest.map((kind) => ({ value: kind, label: kinds[kind], icon: <KindIcon kind={kind} /> }))}
          choose={(kind) => isKind(kind) && append(kind, node)}
        />
      )}
      <Tool label={t.remove} icon={<Trash2 />} run={remove} />
    </HStack>
  );
}
