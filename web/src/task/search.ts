import * as z from "zod";

export const inboxTabs = ["todo", "group", "created", "handled", "cc"] as const;
export type Tab = (typeof inboxTabs)[number];

/** What the URL says of the inbox: its tab, and which of its items is open. */
const InboxSearch = z.object({
  tab: z.enum(inboxTabs).optional().catch(undefined),
  at: z.string().max(100).optional().catch(undefined),
});
export type InboxSearch = z.infer<typeof InboxSearch>;

export const inboxSearch = (given: unknown): InboxSearch => InboxSearch.catch({}).parse(given);
