import * as z from "zod";
import { PageQuery, pageOf } from "./page";
import { everyone, route } from "./route";

export const NotificationType = z.enum(["ticket.assigned", "ticket.mentioned", "ticket.commented", "ticket.resolved", "ticket.due", "ticket.created"]);

/** One thing that happened to a ticket, told to a person once. */
export const Notification = z.object({
  id: z.uuid(),
  type: NotificationType,
  ticketId: z.uuid(),
  ticketNumber: z.int(),
  title: z.string(),
  /** Null where the system did it. */
  actorId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});
export type Notification = z.infer<typeof Notification>;

/** What the ticket domain owes: `userIds` without the one who did it. */
export const notify = route({
  method: "POST",
  path: "/internal/gateway/notifications",
  roles: "internal",
  summary: "Tell people what happened",
  body: z.strictObject({
    userIds: z.array(z.uuid()).min(1).max(200),
    type: NotificationType,
    ticketId: z.uuid(),
    ticketNumber: z.int(),
    title: z.string(),
    actorId: z.uuid().nullable(),
  }),
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
  summary: "Mark notifications as read, all of mine where no ids are given",
  body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(100).optional() }).optional(),
  reply: z.object({ unread: z.int() }),
});
