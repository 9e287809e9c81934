// How each element looks: one component a shape, the same wherever a process is shown.
import { Box, Flex, Text } from "@chakra-ui/react";
import { type Node as FlowNode, Handle, type NodeProps, NodeResizer, Position } from "@xyflow/react";
import { Circle, CircleAlert, Diamond, Pentagon, Plus, Repeat, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Node } from "../../../../shared/process";
import { useLocale, useWords } from "../../i18n";
import { nameOf } from "../kinds";
import { isEvent, isGateway, isRoom } from "../shapes";
import { diagramWords } from "../words";
import { iconOf } from "./icons";
import { summaryOf } from "./summary";

/** `current`: a token stands there; `failed`: one that can't go on; `done`: one was there; `refused`: and the answer was no. */
export type Tone = "current" | "failed" | "done" | "refused" | undefined;
export type ElementData = {
  node: Node;
  tone: Tone;
  problems: number;
  fixed: boolean;
  resize?: (id: string, box: { x: number; y: number; width: number; height: number }) => void;
};
export type ElementNode = FlowNode<ElementData>;

export const shapeOf = (node: Node) => (isEvent(node.type) ? "event" : isGateway(node.type) ? "gateway" : isRoom(node.type) ? "room" : "activity");

const border = (tone: Tone, selected: boolean, problems: number) => {
  if (selected || tone === "current") return "brand.solid";
  if (problems > 0 || tone === "failed") return "border.error";
  if (tone === "refused") return "red.solid";
  return tone === "done" ? "green.solid" : "border.emphasized";
};
const glow = (tone: Tone, selected: boolean) => {
  if (selected) return "0 0 0 2px var(--pf-colors-brand-solid)";
  if (tone === "failed") return "0 0 0 4px var(--pf-colors-bg-error)";
  return tone === "current" ? "0 0 0 4px var(--pf-colors-brand-muted)" : "var(--pf-shadows-card)";
};

const sides = [
  ["top", Position.Top],
  ["right", Position.Right],
  ["bottom", Position.Bottom],
  ["left", Position.Left],
] as const;

function Handles({ fixed }: { fixed: boolean }) {
  return sides.map(([id, position]) => (
    <Handle
      key={id}
      id={id}
      type="source"
      position={position}
      isConnectable={!fixed}
      className="pf-handle"
      style={fixed ? { opacity: 0, pointerEvents: "none" } : undefined}
    />
  ));
}

function Warning({ problems }: { problems: number }) {
  if (problems === 0) return null;
  return (
    <Box position="absolute" top="-2" insetEnd="-2" color="white" bg="red.600" borderRadius="full" p="0.5" zIndex="1" aria-hidden>
      <CircleAlert size={13} />
    </Box>
  );
}

export function ActivityElement({ data: { node, tone, problems, fixed }, selected }: NodeProps<ElementNode>) {
  const t = useWords(diagramWords);
  const locale = useLocale();
  const Icon = iconOf(node);
  const summary = summaryOf(node, t);
  const loops = "loop" in node && node.loop !== undefined;
  return (
    <Flex
      w="184px"
      h="64px"
      align="center"
      gap="2.5"
      px="3"
      bg={tone === "current" ? "brand.subtle" : "bg.panel"}
      borderWidth={tone === "current" ? "2px" : "1.5px"}
      borderColor={border(tone, selected, problems)}
      borderRadius="12px"
      boxShadow={glow(tone, selected)}
      transition="box-shadow 0.12s, border-color 0.12s"
    >
      <Handles fixed={fixed} />
      {Icon && (
        <Box
          bg={tone === "current" ? "brand.muted" : node.type === "userTask" ? "brand.subtle" : "bg.muted"}
          color={node.type === "userTask" ? "brand.fg" : "fg.muted"}
          borderRadius="l2"
          p="1.5"
          flexShrink="0"
          aria-hidden
        >
          <Icon size={16} />
        </Box>
      )}
      <Box minW="0" flex="1" textAlign="start">
        <Text fontSize="sm" fontWeight="medium" lineHeight="1.25" lineClamp={summary ? 1 : 2}>
          <Box as="span" color={node.name ? undefined : "fg.muted"}>
            {nameOf(node, locale)}
          </Box>
        </Text>
        {summary && (
          <Text fontSize="xs" color="fg.muted" truncate title={summary}>
            {summary}
          </Text>
        )}
      </Box>
      {loops && (
        <Box color="fg.muted" aria-hidden>
          <Repeat size={13} />
        </Box>
      )}
      <Warning problems={tone === "failed" ? 1 : problems} />
    </Flex>
  );
}

/** `beside`: a way may lead straight down from there, so it stands at the left of that. */
const Below = ({ beside = false, children }: { beside?: boolean; children: ReactNode }) => (
  <Text
    position="absolute"
    top="100%"
    {...(beside ? { insetEnd: "calc(50% + 8px)" } : { insetStart: "50%", transform: "translateX(-50%)" })}
    pt="1.5"
    fontSize="xs"
    color="fg.muted"
    w="max-content"
    maxW="9rem"
    textAlign="center"
    lineHeight="1.25"
    pointerEvents="none"
  >
    {children}
  </Text>
);

export function EventElement({ data: { node, tone, problems, fixed }, selected }: NodeProps<ElementNode>) {
  const Icon = iconOf(node);
  const isEnd = node.type === "endEvent";
  const isInner = node.type === "intermediateCatchEvent" || node.type === "boundaryEvent" || node.type === "intermediateThrowEvent";
  const dashed = node.type === "boundaryEvent" && !node.interrupting;
  const plain = !selected && tone === undefined && problems === 0;
  const colour = plain ? (node.type === "startEvent" ? "green.solid" : isEnd ? "red.solid" : "border.emphasized") : border(tone, selected, problems);
  return (
    <Box position="relative" w="44px" h="44px">
      <Handles fixed={fixed} />
      <Flex
        w="full"
        h="full"
        align="center"
        justify="center"
        bg="bg.panel"
        borderRadius="full"
        borderWidth={isEnd ? "3.5px" : "2px"}
        borderStyle={dashed ? "dashed" : "solid"}
        borderColor={colour}
        boxShadow={glow(tone, selected)}
        color="fg.muted"
      >
        {isInner && (
          <Box
            position="absolute"
            inset="4px"
            borderRadius="full"
            borderWidth="1.5px"
            borderStyle={dashed ? "dashed" : "solid"}
            borderColor={colour}
            aria-hidden
          />
        )}
        {Icon && <Icon size={17} aria-hidden />}
      </Flex>
      <Warning problems={problems} />
      {node.name && <Below>{node.name}</Below>}
    </Box>
  );
}

const marks = { exclusiveGateway: X, parallelGateway: Plus, inclusiveGateway: Circle, eventBasedGateway: Pentagon } as const;

export function GatewayElement({ data: { node, tone, problems, fixed }, selected }: NodeProps<ElementNode>) {
  const Mark = node.type in marks ? marks[node.type as keyof typeof marks] : Diamond;
  return (
    <Box position="relative" w="52px" h="52px">
      <Box
        position="absolute"
        inset="7.6px"
        transform="rotate(45deg)"
        bg="bg.panel"
        borderWidth="2px"
        borderColor={border(tone, selected, problems)}
        borderRadius="5px"
        boxShadow={glow(tone, selected)}
      />
      <Handles fixed={fixed} />
      <Flex position="absolute" inset="0" align="center" justify="center" color="fg.muted" pointerEvents="none">
        <Mark size={19} strokeWidth={2.6} aria-hidden />
      </Flex>
      <Warning problems={problems} />
      {node.name && <Below beside>{node.name}</Below>}
    </Box>
  );
}

export function RoomElement({ id, data: { node, tone, problems, fixed, resize }, selected }: NodeProps<ElementNode>) {
  const locale = useLocale();
  return (
    <Box
      w="full"
      h="full"
      bg="bg.subtle/60"
      borderWidth="1.5px"
      borderColor={border(tone, selected, problems)}
      borderRadius="16px"
      boxShadow={selected ? glow(tone, true) : undefined}
    >
      {!fixed && (
        <NodeResizer
          isVisible={selected}
          minWidth={240}
          minHeight={140}
          onResizeEnd={(_, box) => resize?.(id, box)}
          lineStyle={{ borderColor: "transparent" }}
        />
      )}
      <Handles fixed={fixed} />
      <Text position="absolute" top="2" insetStart="3" fontSize="xs" fontWeight="semibold" color="fg.muted">
        {nameOf(node, locale)}
      </Text>
      <Warning problems={problems} />
    </Box>
  );
}

export const elementTypes = { activity: ActivityElement, event: EventElement, gateway: GatewayElement, room: RoomElement };
