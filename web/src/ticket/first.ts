import { formVersionQuery } from "../form/queries";
import { instanceQuery } from "../process/queries";
import { queryClient } from "../query-client";
import { formToFill } from "../submission/queries";
import { taskQuery } from "../task/queries";
import { people } from "./first-of-list";
import { commentPages, ticketQuery, timelinePages } from "./queries";

/** The words of a ticket first: its process is drawn after them. */
export async function expectTicket(id: string): Promise<unknown> {
  const known = people();
  const { process, formId, formVersion } = await queryClient.fetchQuery(ticketQuery(id));
  if (process) void queryClient.prefetchQuery(instanceQuery(id));
  void queryClient.prefetchInfiniteQuery(timelinePages(id));
  void queryClient.prefetchInfiniteQuery(commentPages(id));
  return Promise.all([
    known,
    ...(process?.tasks ?? []).map(({ taskId }) => queryClient.prefetchQuery(taskQuery(taskId))),
    formId && queryClient.prefetchQuery(formToFill(formId)),
    formId && formVersion !== null && queryClient.prefetchQuery(formVersionQuery(formId, formVersion)),
  ]);
}
