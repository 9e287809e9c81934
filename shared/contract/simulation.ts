// Trying a process before anything depends on it: both routes make nothing.

import * as z from "zod";
import { Definition } from "../process/definition";
import { Reason } from "../process/reason";
import { InstanceStatus, Why } from "./instance";
import { Chosen } from "./process";
import { everyone, route } from "./route";

const Id = z.strictObject({ id: z.uuid() });
const Node = z.string().min(1).max(200);
const Data = z.record(z.string().min(1).max(200), z.json());
const Comment = z.string().trim().min(1).max(16_000);

/** What happens at a node: the n-th decision of a node is for the n-th time that it asks. Without one a task is approved, and a job brings nothing. */
export const SimulatedDecision = z.discriminatedUnion("do", [
  z.strictObject({ node: Node, do: z.enum(["approve", "refuse"]), by: z.uuid().optional(), comment: Comment.optional(), variables: Data.optional() }),
  z.strictObject({ node: Node, do: z.literal("message"), variables: Data.optional() }),
  /** What a job brings, or the process that is called. */
  z.strictObject({ node: Node, do: z.literal("result"), result: z.json() }),
  /** With `error` it is one for a boundary event to catch. */
  z.strictObject({ node: Node, do: z.literal("fail"), message: z.string().trim().min(1).max(2_000), error: z.string().min(1).max(200).optional() }),
  /** Nobody does anything here: time runs on to what comes next. */
  z.strictObject({ node: Node, do: z.literal("wait") }),
]);
export type SimulatedDecision = z.infer<typeof SimulatedDecision>;

/** Who is asked at a node. */
const Asked = z.object({
  node: z.string(),
  nodeName: z.string(),
  /** Ids of people; words where nobody can be looked up in advance ("whom HTTP finds"). */
  users: z.array(z.string()),
  groups: z.array(z.string()),
  /** 代理: by substitute, whom they stand in for. */
  insteadOf: z.record(z.string(), z.string()),
  why: Why,
});

/** What would stop it. */
const Stop = z.object({ node: z.string(), nodeName: z.string(), code: z.string(), message: z.string(), reason: Reason.nullable() });

export const SimulationReply = z.object({
  status: InstanceStatus,
  /** Nodes in the order in which tokens came to them, and the flows that they took. */
  path: z.array(z.string()),
  flows: z.array(z.string()),
  asked: z.array(Asked.extend({ at: z.iso.datetime() })),
  timers: z.array(z.object({ node: z.string(), purpose: z.enum(["event", "timeout", "retry"]), setAt: z.iso.datetime(), dueAt: z.iso.datetime() })),
  incidents: z.array(Stop),
  timeline: z.array(
    z.object({
      at: z.iso.datetime(),
      /** Null is the system. */
      actor: z.string().nullable(),
      onBehalfOf: z.string().optional(),
      action: z.string(),
      node: z.string().optional(),
      nodeName: z.string().optional(),
      comment: z.string().optional(),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
  /** As they are at the end. */
  variables: z.record(z.string(), z.unknown()),
  /** The part of all flows that was taken, 0 to 1. */
  coverage: z.number(),
  /** Nodes at which it waits at the end, for a decision or the like that was not given. */
  waitsFor: z.array(z.string()),
  /** The decision that can't be taken, and why; it ends there. */
  refused: z.object({ decision: SimulatedDecision, code: z.string(), message: z.string() }).nullable(),
});
export type SimulationReply = z.infer<typeof SimulationReply>;

/** Data that the workflow's form would not take are refused as a submission's are: `invalid-input`, each error with its place (`/body/data/amount`). */
export const simulateWorkflow = route({
  method: "POST",
  path: "/api/workflows/{id}/simulate",
  roles: ["admin", "agent"],
  limit: "workflowBody",
  summary: "Run a workflow's draft, a version, or a definition that is sent, on data and decisions: the way it takes, and whom it would ask; nothing is made",
  params: Id,
  body: z
    .strictObject({
      /** A published version; without it the draft. */
      version: z.int().positive().max(2_147_483_647).optional(),
      /** What was never saved, with the form of the draft. */
      definition: Definition.optional(),
      data: Data.default({}),
      decisions: z.array(SimulatedDecision).max(500).default([]),
      /** Where the clock starts; it then goes by the timers. */
      now: z.iso.datetime().optional(),
      chosen: Chosen.optional(),
      /** Who is taken to have submitted it; without it, who asks. */
      initiator: z.uuid().optional(),
    })
    .refine(({ version, definition }) => version === undefined || definition === undefined, {
      path: ["version"],
      message: "Send either a version or a definition.",
    }),
  reply: SimulationReply,
});

/** Before a ticket is raised: its data are refused as its submission would be. */
export const previewWorkflow = route({
  method: "POST",
  path: "/api/workflows/{id}/preview",
  roles: everyone,
  limit: "submissionBody",
  summary: "Whom the published version will ask if I submit these data and all goes well, in order and why; nothing is made",
  params: Id,
  body: z.strictObject({ data: Data.default({}), chosen: Chosen.optional() }),
  reply: z.object({
    /** The version that a submission would take now. */
    version: z.int().positive(),
    /** `isChosen`: the initiator chooses here; of nobody where they have not yet. A step that passes by itself is none. */
    steps: z.array(Asked.extend({ mode: z.enum(["any", "all", "vote", "sequence", "random", "claim"]), isChosen: z.boolean() })),
    /** 自选: nodes that ask whom the initiator chooses; send them as `chosen` with the submission. `onPath`: with these data it comes there. */
    choose: z.array(z.object({ node: z.string(), nodeName: z.string(), onPath: z.boolean(), users: z.array(z.uuid()) })),
    /** What would stop it on the way. */
    incidents: z.array(Stop),
  }),
});
