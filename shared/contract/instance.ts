import * as z from "zod";
import { Reason as WhyStuck } from "../process/reason";
import { PageQuery, pageOf } from "./page";
import { everyone, route } from "./route";

/** Rejected and withdrawn rest until the creator submits again; completed, terminated and failed are over. */
export const InstanceStatus = z.enum(["active", "completed", "rejected", "withdrawn", "terminated", "failed"]);

export const InstanceCard = z.object({
  /** A ticket's instance has the ticket's id; one that a call activity started has its own. */
  id: z.uuid(),
  ticketId: z.uuid().nullable(),
  ticketNumber: z.int().nullable(),
  title: z.string(),
  workflowId: z.uuid(),
  workflowName: z.string(),
  workflowVersion: z.int().positive(),
  /** Of a call activity's: who called. */
  parentId: z.uuid().nullable(),
  status: InstanceStatus,
  initiatorId: z.uuid(),
  /** Nodes that it is at, by name. */
  at: z.array(z.object({ node: z.string(), name: z.string() })),
  incidents: z.int(),
  /** Goes up with each step. */
  version: z.int().positive(),
  startedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type InstanceCard = z.infer<typeof InstanceCard>;

/** Why somebody was asked: the rule that found them. */
export const Why = z.object({
  /** `users`, `groups`, `departmentHead`, `manager`, `chosen`, `superior`, `nobody`, `escalation`, `added` … */
  from: z.string(),
  /** For people: "head of 研发部". */
  rule: z.string(),
  because: z.enum(["approver-is-initiator", "nobody-found", "timeout", "same-approver"]).nullable(),
  /** The flow that led here and its condition (FEEL), where one was decided. */
  flow: z.string().nullable(),
  condition: z.string().nullable(),
});
export type Why = z.infer<typeof Why>;

/** For the live diagram: one node or flow, as it stands in this instance. */
export const NodeProgress = z.object({
  node: z.string(),
  /** Of this round. `failed` has an incident; `skipped` passed without anybody, or was left without being done (a return, a withdrawal). */
  state: z.enum(["active", "finding-people", "done", "failed", "skipped"]),
  /** How often a token came here. */
  times: z.int(),
  /** When it was last come to, and, of what is done, when that was. */
  since: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
  /** Who has it now, or decided last. */
  users: z.array(z.uuid()),
  groups: z.array(z.uuid()),
  outcome: z.enum(["approved", "refused"]).nullable(),
  why: Why.nullable(),
});

export const Instance = InstanceCard.extend({
  round: z.int().positive(),
  /** The form's data and what the process added, without what is hidden from the reader. */
  variables: z.record(z.string(), z.unknown()),
  nodes: z.array(NodeProgress),
  /** What it can't go on from by itself, oldest first: `code` as an incident's. */
  stuck: z.array(z.object({ node: z.string(), code: z.string(), message: z.string(), reason: WhyStuck.nullable() })),
  /** Flows that were taken, with how often. */
  flows: z.record(z.string(), z.int()),
  /** What it waits for besides people. */
  timers: z.array(z.object({ node: z.string(), purpose: z.enum(["event", "timeout", "retry"]), dueAt: z.iso.datetime() })),
  messages: z.array(z.object({ node: z.string(), name: z.string(), correlationKey: z.string() })),
  children: z.array(z.object({ node: z.string(), instanceId: z.uuid() })),
  /** What the reader may do to it now. */
  allowedActions: z.array(z.string()),
  takeBack: z.array(z.string()),
  pending: z.boolean().optional(),
});
export type Instance = z.infer<typeof Instance>;

const Id = z.strictObject({ id: z.uuid() });
const Text = z.string().trim().min(1).max(16_000);
const Reason = z.string().trim().min(1).max(2_000);
const Variables = z.record(z.string().min(1).max(200), z.json());
const Chosen = z.record(z.string().max(200), z.array(z.uuid()).max(100));

export const listInstances = route({
  method: "GET",
  path: "/api/instances",
  roles: everyone,
  summary: "Instances, newest first; a requester sees those they started",
  query: PageQuery.extend({
    status: InstanceStatus.optional(),
    workflow: z.uuid().optional(),
    workflowVersion: z.coerce.number().int().positive().optional(),
    /** Only those with an open incident. */
    failed: z.enum(["true"]).optional(),
  }),
  reply: pageOf(InstanceCard),
});

export const getInstance = route({
  method: "GET",
  path: "/api/instances/{id}",
  roles: everyone,
  summary: "One instance with its live diagram: what is done, active or failed, who has it since when, and why",
  params: Id,
  reply: Instance,
});

/** The definition that it runs on. */
export const getInstanceDefinition = route({
  method: "GET",
  path: "/api/instances/{id}/definition",
  roles: everyone,
  summary: "The version of the workflow that an instance runs on",
  params: Id,
  reply: z.object({ workflowId: z.uuid(), version: z.int(), name: z.string(), formId: z.uuid().nullable(), definition: z.unknown() }),
});

const verb = <const P extends string, const B extends z.ZodType>(
  name: P,
  summary: string,
  body: B,
  roles: readonly ("admin" | "agent" | "requester")[] = everyone,
) => route({ method: "POST", path: `/api/instances/{id}/${name}`, roles, summary, params: Id, body, limit: "submissionBody", reply: Instance });

/** 提交: again, after a refusal, a withdrawal or a return; `data` replaces the form's data, and is checked like a submission's. */
export const submitInstance = verb(
  "submit",
  "The creator submits again",
  z.strictObject({ data: Variables.optional(), chosen: Chosen.optional(), comment: Text.optional() }).optional(),
);
export const withdrawInstance = verb("withdraw", "The creator takes it back", z.strictObject({ reason: Reason.optional() }).optional());
/** `from`: the node that the token is at, where there is more than one; `element`: the very one, where several are at one node. */
export const jumpInstance = verb(
  "jump",
  "Move a token to another node",
  z.strictObject({ from: z.string().max(200).optional(), element: z.string().max(200).optional(), to: z.string().max(200), reason: Reason }),
  ["admin"],
);
export const terminateInstance = verb("terminate", "End it, for a reason", z.strictObject({ reason: Reason }));
export const urgeInstance = verb("urge", "Remind whoever has it, at most once in 30 minutes", z.strictObject({ comment: Text.optional() }).optional());
export const ccInstance = verb("cc", "Give others a copy to read", z.strictObject({ users: z.array(z.uuid()).min(1).max(100), comment: Text.optional() }));
/** 已阅: the receiver's mark on their copies. */
export const readInstance = verb("read", "Mark my copies as read", z.strictObject({}).optional());
export const setInstanceVariables = verb("variables", "Correct the data of a running instance", z.strictObject({ variables: Variables, reason: Reason }), [
  "admin",
]);

export const InstanceEvent = z.object({ seq: z.int(), at: z.iso.datetime(), type: z.string(), actorId: z.uuid().nullable(), event: z.unknown() });

export const listInstanceEvents = route({
  method: "GET",
  path: "/api/instances/{id}/events",
  roles: ["admin"],
  summary: "All that happened to an instance, oldest first: replaying it gives its state",
  params: Id,
  query: PageQuery,
  reply: pageOf(InstanceEvent),
});

const Renamed = z.record(z.string().max(200), z.string().max(200));
export const migrateInstances = route({
  method: "POST",
  path: "/api/workflows/{id}/migrate",
  roles: ["admin"],
  summary: "Move running instances to another version; with dryRun only say what would happen",
  params: Id,
  body: z.strictObject({
    to: z.int().positive(),
    /** Those of that version; or the ones named. */
    from: z.int().positive().optional(),
    instances: z.array(z.uuid()).min(1).max(100).optional(),
    /** Goes on behind this one: the last of the last reply. */
    after: z.uuid().optional(),
    /** Ids of the old version by those of the new, where they differ. */
    nodes: Renamed.default({}),
    flows: Renamed.default({}),
    reason: Reason,
    dryRun: z.boolean().default(false),
  }),
  /** By id, at most 100 at a time; `more` where others are left. `problems` say why one stays (or would): of a node or flow as it is now, or of the `process`. */
  reply: z.object({
    results: z.array(z.object({ instanceId: z.uuid(), migrated: z.boolean(), problems: z.array(z.object({ elementId: z.string(), message: z.string() })) })),
    more: z.boolean(),
  }),
});
