import * as z from "zod";
import { Why } from "./instance";
import { PageQuery, pageOf } from "./page";
import { everyone, route } from "./route";

/** waiting: not its turn yet · open: can be done · held: until those before it answered, or a returned step comes back. */
export const TaskStatus = z.enum(["waiting", "open", "held", "done", "dropped"]);

export const TaskCard = z.object({
  id: z.uuid(),
  instanceId: z.uuid(),
  ticketId: z.uuid().nullable(),
  ticketNumber: z.int().nullable(),
  title: z.string(),
  priority: z.string(),
  workflowId: z.uuid(),
  workflowName: z.string(),
  node: z.string(),
  nodeName: z.string(),
  /** A decision, an opinion for somebody else's, a favour to its owner, or the creator's own submission. */
  part: z.enum(["main", "before", "beside", "after", "delegated", "submit"]),
  status: TaskStatus,
  requesterId: z.uuid(),
  /** Who has it; without one, any of `users` and `groups` may take it. */
  assigneeId: z.uuid().nullable(),
  users: z.array(z.uuid()),
  groups: z.array(z.uuid()),
  ownerId: z.uuid().nullable(),
  /** 代理: for whom the assignee stands in. */
  onBehalfOf: z.uuid().nullable(),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  outcome: z.enum(["approved", "refused", "opinion"]).nullable(),
  comment: z.string().nullable(),
});
export type TaskCard = z.infer<typeof TaskCard>;

export const Task = TaskCard.extend({
  why: Why,
  mode: z.enum(["any", "all", "vote", "sequence", "random", "claim"]),
  formId: z.uuid().nullable(),
  formVersion: z.int().nullable(),
  /** The form's data and what the process added, without what this node hides. */
  variables: z.record(z.string(), z.unknown()),
  /** By field; one that is not named may be read. Hidden ones are left out. */
  fields: z.record(z.string(), z.enum(["readonly", "optional", "required"])),
  /** The others of the same step: who has decided, who not yet. */
  others: z.array(TaskCard.pick({ id: true, part: true, status: true, assigneeId: true, users: true, groups: true, outcome: true, comment: true })),
  allowedActions: z.array(z.enum(["claim", "unclaim", "complete", "transfer", "delegate", "add-sign", "remove-sign", "return", "submit"])),
  /** Where it may be returned to, beside the creator. */
  returnTo: z.array(z.object({ node: z.string(), name: z.string(), modes: z.array(z.enum(["rerun", "straight"])) })),
  pending: z.boolean().optional(),
});
export type Task = z.infer<typeof Task>;

/** todo: mine to do · group: open for a group of mine, taken by nobody · created: what I started · handled: what I decided · cc: copies for me. */
export const InboxTab = z.enum(["todo", "group", "created", "handled", "cc"]);

/** One line of the inbox: a task, or (created, cc) an instance. */
export const InboxItem = z.object({
  /** What the cursor goes by. */
  id: z.string(),
  instanceId: z.uuid(),
  ticketId: z.uuid().nullable(),
  ticketNumber: z.int().nullable(),
  title: z.string(),
  priority: z.string(),
  workflowName: z.string(),
  requesterId: z.uuid(),
  /** Of the instance. */
  status: z.string(),
  at: z.iso.datetime(),
  /** todo, group and handled. */
  task: TaskCard.nullable(),
  /** cc: from whom, what they wrote, and when it was read. */
  copy: z.object({ fromId: z.uuid().nullable(), comment: z.string().nullable(), readAt: z.iso.datetime().nullable() }).nullable(),
});
export type InboxItem = z.infer<typeof InboxItem>;

/** Counts go to 100 and no further. `cc` counts what was not read yet. */
export const InboxCounts = z.object({ todo: z.int(), group: z.int(), created: z.int(), handled: z.int(), cc: z.int() });

export const listTasks = route({
  method: "GET",
  path: "/api/tasks",
  roles: everyone,
  summary: "My inbox, newest first, with the count of each of its tabs",
  query: PageQuery.extend({ tab: InboxTab.default("todo") }),
  reply: pageOf(InboxItem).extend({ counts: InboxCounts }),
});

const Id = z.strictObject({ id: z.uuid() });
const Comment = z.string().trim().min(1).max(16_000);
const Reason = z.string().trim().min(1).max(2_000);
const People = z.array(z.uuid()).min(1).max(50);

export const getTask = route({
  method: "GET",
  path: "/api/tasks/{id}",
  roles: everyone,
  summary: "One task: what to decide on, who else is asked, and why I am",
  params: Id,
  reply: Task,
});

const verb = <const P extends string, const B extends z.ZodType>(name: P, summary: string, body: B) =>
  route({ method: "POST", path: `/api/tasks/{id}/${name}`, roles: everyone, summary, params: Id, body, limit: "submissionBody", reply: Task });

export const claimTask = verb("claim", "Take a task that several could do; exactly one wins", z.strictObject({}).optional());
export const unclaimTask = verb("unclaim", "Give it back to those who could do it", z.strictObject({}).optional());
/** `variables` are the fields that this node lets its people write; `after` 后加签 in the same breath. A refusal needs a comment. */
export const completeTask = verb(
  "complete",
  "Approve, refuse, or give the opinion that was asked for",
  z.strictObject({
    outcome: z.enum(["approve", "refuse", "opinion"]),
    comment: Comment.optional(),
    variables: z.record(z.string().min(1).max(200), z.json()).optional(),
    after: People.optional(),
  }),
);
export const transferTask = verb("transfer", "Hand it on: the new person decides", z.strictObject({ to: z.uuid(), reason: Reason }));
export const delegateTask = verb("delegate", "Somebody else does it, then it returns to me", z.strictObject({ to: z.uuid(), reason: Reason.optional() }));
export const addSign = verb(
  "add-sign",
  "Ask others before me, after me, or beside me",
  z.strictObject({ place: z.enum(["before", "after", "beside"]), users: People, reason: Reason.optional() }),
);
/** `task` is the one of the person who leaves; without it this one's. */
export const removeSign = verb(
  "remove-sign",
  "Take out somebody who was added or has not voted yet",
  z.strictObject({ task: z.uuid().optional(), reason: Reason.optional() }).optional(),
);
/** `to` is a node that was done, `start` (or nothing) the creator. */
export const returnTask = verb(
  "return",
  "Send it back to the creator or to a step that was done",
  z.strictObject({ to: z.string().max(200).default("start"), mode: z.enum(["rerun", "straight"]).default("rerun"), reason: Reason }),
);
/** By whoever did this task last, while the next has not acted. */
export const takeBackTask = verb("take-back", "Take my decision back", z.strictObject({ reason: Reason.optional() }).optional());
