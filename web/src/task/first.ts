/** What the inbox shows first: src/ahead.ts asks for the same. */
import type { InboxItem } from "../../../shared/contract/task";
import { formVersionQuery } from "../form/queries";
import { directoryQuery } from "../identity/people";
import { queryClient } from "../query-client";
import { ticketQuery } from "../ticket/queries";
import { inboxPages, taskQuery } from "./queries";
import { inboxSearch } from "./search";

/** The list, and of what is open in it its words. */
export async function expectInbox(given: unknown): Promise<unknown> {
  const { tab = "todo", at } = inboxSearch(given);
  const people = queryClient.prefetchQuery(directoryQuery);
  const { pages } = await queryClient.fetchInfiniteQuery(inboxPages(tab));
  const items = pages.flatMap(({ data }) => data);
  const open = items.find(({ id }) => id === at) ?? items[0];
  return Promise.all([people, open && expectItem(open)]);
}

async function expectItem({ task, ticketId }: InboxItem): Promise<unknown> {
  const [asked] = await Promise.all([
    task && queryClient.fetchQuery(taskQuery(task.id)),
    ticketId !== null && queryClient.prefetchQuery(ticketQuery(ticketId)),
  ]);
  const { formId = null, formVersion = null } = asked ?? {};
  return formId !== null && formVersion !== null && queryClient.prefetchQuery(formVersionQuery(formId, formVersion));
}
