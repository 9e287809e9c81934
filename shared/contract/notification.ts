import * as z from "zod";
import { PageQuery, pageOf } from "./page";
import { everyone, route } from "./route";

const ofTickets = ["ticket.assigned", "ticket.mentioned", "ticket.commented", "ticket.resolved", "ticket.due"] as const;

/** What a process tells people. */
export const ProcessNotice = z.enum([
  /** It is theirs to do, or open for a group of theirs. */
  "task.assigned",
  /** Nobody did it in time: again, or to somebody else now. */
  "task.reminded",
  "task.escalated",
  /** 催办, by the creator. */
  "task.urged",
  /** Back to the creator, or to the owner of what was delegated. */
  "task.returned",
  /** 抄送 */
  "process.copied",
  /** To the creator: how it ended. */
  "process.resolved",
  "process.rejected",
  "process.terminated",
  /** What a notification step of the process says; `title` is its subject. */
  "process.message",
]);
export type ProcessNotice = z.infer<typeof ProcessNotice>;

export const NotificationType = z.enum([...ofTickets, ...ProcessNotice.options]);
export type NotificationType = z.infer<typeof NotificationType>;

/** One thing that happened to a ticket, told to a person once. */
export const Notification = z.object({
  id: z.uuid(),
  type: NotificationType,
  ticketId: z.uuid(),
  ticketNumber: z.int(),
  title: z.string(),
  /** Of a process: the task that is meant, where there is one; the step's name; the beginning of what was said with it. */
  taskId: z.uuid().nullable(),
  nodeName: z.string().nullable(),
  comment: z.string().nullable(),
  /** Null where the system did it. */
  actorId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});
export type Notification = z.infer<typeof Notification>;

const UserIds = z.array(z.uuid()).min(1).max(200);
const about = { ticketId: z.uuid(), ticketNumber: z.int(), title: z.string(), actorId: z.uuid().nullable() };

/** What the ticket domain owes: `userIds` without the one who did it. */
export const notify = route({
  method: "POST",
  path: "/internal/gateway/notifications",
  roles: "internal",
  summary: "Tell people what happened",
  body: z.strictObject({ userIds: UserIds, type: NotificationType, ...about }),
  reply: z.null(),
});

/** One thing that a step of a process tells; longer words are cut when they are taken. */
export const Told = z.strictObject({
  userIds: UserIds,
  type: ProcessNotice,
  taskId: z.uuid().optional(),
  nodeName: z.string().optional(),
  comment: z.string().optional(),
});
export type Told = z.infer<typeof Told>;

/** What the workflow domain owes after a step: all that it tells, as one call. Nobody is told of what they did themselves. */
export const notifyOfProcess = route({
  method: "POST",
  path: "/internal/gateway/notifications/process",
  roles: "internal",
  summary: "Tell people what a process did",
  body: z.strictObject({ ...about, told: z.array(Told).min(1).max(500) }),
  reply: z.null(),
});

export const listNotifications = route({
  method: "GET",
  path: "/api/notifications",
  roles: everyone,
  summary: "What happened to my tickets, newest first",
  query: PageQuery.extend({ unread: z.enum(["true", "false"]).optional() }),
  /** `unread` counts to 100 and no further. */
  reply: pageOf(Notification).extend({ unread: z.int() }),
});

export const readNotifications = route({
  method: "POST",
  path: "/api/notifications/read",
  roles: everyone,
  summary: "Mark notifications as read: those that are named, or about one ticket; all of mine where nothing is given",
  body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(100).optional(), ticketId: z.uuid().optional() }).optional(),
  reply: z.object({ unread: z.int() }),
});
