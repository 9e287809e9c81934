// A process as data: BPMN 2.0 elements and sequence flows, flat, positions kept apart.
import * as z from "zod";
import { BoundaryEvent } from "./elements/boundary-event";
import { CallActivity } from "./elements/call-activity";
import { EndEvent } from "./elements/end-event";
import { EventBasedGateway } from "./elements/event-based-gateway";
import { ExclusiveGateway } from "./elements/exclusive-gateway";
import { InclusiveGateway } from "./elements/inclusive-gateway";
import { IntermediateCatchEvent } from "./elements/intermediate-catch-event";
import { ElementId, Expression, Kept, Name } from "./elements/node";
import { ParallelGateway } from "./elements/parallel-gateway";
import { ReceiveTask } from "./elements/receive-task";
import { ScriptTask } from "./elements/script-task";
import { ServiceTask } from "./elements/service-task";
import { StartEvent } from "./elements/start-event";
import { SubProcess } from "./elements/sub-process";
import { Task } from "./elements/task";
import { Unsupported } from "./elements/unsupported";
import { UserTask } from "./elements/user-task";

export const Node = z.discriminatedUnion("type", [
  StartEvent,
  EndEvent,
  Task,
  UserTask,
  ServiceTask,
  ScriptTask,
  ReceiveTask,
  ExclusiveGateway,
  ParallelGateway,
  InclusiveGateway,
  EventBasedGateway,
  IntermediateCatchEvent,
  BoundaryEvent,
  SubProcess,
  CallActivity,
  Unsupported,
]);
export type Node = z.infer<typeof Node>;
export type NodeType = Node["type"];
export type NodeOf<T extends NodeType> = Node extends infer N extends Node
  ? N extends Node
    ? [Extract<T, N["type"]>] extends [never]
      ? never
      : N
    : never
  : never;

/** A sequence flow. Only those that leave an exclusive or inclusive gateway may have a condition (FEEL); the gateway names its default. */
export const Flow = z.strictObject({
  id: ElementId,
  name: Name.optional(),
  from: ElementId,
  to: ElementId,
  condition: Expression.optional(),
  kept: Kept.optional(),
});
export type Flow = z.infer<typeof Flow>;

const Point = z.strictObject({ x: z.number(), y: z.number() });

/** Where things are drawn. It never matters to a run, and no version is made of a change here alone. */
export const Layout = z.strictObject({
  nodes: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number(), width: z.number().optional(), height: z.number().optional() })).default({}),
  flows: z.record(z.string(), z.array(Point).max(100)).default({}),
});
export type Layout = z.infer<typeof Layout>;

/** Pools, lanes, data objects, annotations, groups, associations, message flows: kept as they came. */
export const Artifact = z.looseObject({ id: ElementId, type: z.string().min(1).max(100) });
export type Artifact = z.infer<typeof Artifact>;

/** 撤回: until somebody decided, until a node was reached, until the end, or never. */
export const WithdrawUntil = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("firstDecision") }),
  z.strictObject({ type: z.literal("node"), node: ElementId }),
  z.strictObject({ type: z.literal("end") }),
  z.strictObject({ type: z.literal("never") }),
]);

export const Settings = z.strictObject({
  withdrawUntil: WithdrawUntil.default({ type: "firstDecision" }),
  /** Whether the creator, too, may terminate. */
  creatorMayTerminate: z.boolean().default(false),
});

export const Definition = z.strictObject({
  nodes: z.array(Node).max(500),
  flows: z.array(Flow).max(1_000),
  layout: Layout.prefault({}),
  artifacts: z.array(Artifact).max(500).default([]),
  settings: Settings.prefault({}),
  kept: Kept.optional(),
});
export type Definition = z.infer<typeof Definition>;
/** What a client may send: everything with a default may be left out. */
export type DefinitionInput = z.input<typeof Definition>;
