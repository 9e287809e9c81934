import * as z from "zod";
import { Priority, TicketSort, TicketStatus } from "../../../shared/contract/ticket";

const several = <T extends z.ZodEnum>(one: T) => z.array(one).max(10).optional().catch(undefined);

/** What the URL says of the ticket list: how it looks, what it shows, in which order. */
export const TicketSearch = z.object({
  view: z.enum(["board", "table"]).optional().catch(undefined),
  status: several(TicketStatus),
  priority: several(Priority),
  assignee: z
    .uuid()
    .or(z.enum(["me", "none"]))
    .optional()
    .catch(undefined),
  requester: z
    .uuid()
    .or(z.enum(["me"]))
    .optional()
    .catch(undefined),
  form: z.uuid().optional().catch(undefined),
  workflow: z.uuid().optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  sort: TicketSort.optional().catch(undefined),
  /** Numbers of what is ticked in the table. */
  selected: z
    .string()
    .regex(/^\d{1,9}(-\d{1,9})*$/)
    .max(4_000)
    .optional()
    .catch(undefined),
});
export type TicketSearch = z.infer<typeof TicketSearch>;

export const noFilters: TicketSearch = {
  status: undefined,
  priority: undefined,
  assignee: undefined,
  requester: undefined,
  form: undefined,
  workflow: undefined,
  q: undefined,
};

export const ticketSearch = (given: unknown): TicketSearch => TicketSearch.catch({}).parse(given);

/** What the API is asked; the board asks for one status at a time. */
export const filterOf = ({ status, priority, assignee, requester, form, workflow, q }: TicketSearch) => ({
  status: status?.join(",") || undefined,
  priority: priority?.join(",") || undefined,
  assignee,
  requester,
  form,
  workflow,
  q: q || undefined,
});
export type TicketFilter = ReturnType<typeof filterOf>;

/** `key` is the client reference: it stands in the URL before the first try, so that a reload in the middle is the same submission. */
export const newTicketSearch = (given: unknown) =>
  z
    .object({ form: z.uuid().optional().catch(undefined), workflow: z.uuid().optional().catch(undefined), key: z.string().max(64).optional().catch(undefined) })
    .catch({})
    .parse(given);
export const queueSearch = (given: unknown) =>
  z
    .object({
      tab: z.enum(["failed", "incidents", "dead"]).optional().catch(undefined),
      incidents: z.enum(["open", "resolved"]).optional().catch(undefined),
    })
    .catch({})
    .parse(given);
export const notificationSearch = (given: unknown) =>
  z
    .object({ unread: z.boolean().optional().catch(undefined) })
    .catch({})
    .parse(given);
