import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getTask, listTasks } from "../../../shared/contract/task";
import { call } from "../api";
import { queryClient } from "../query-client";
import type { Tab } from "./search";

export const inboxPages = (tab: Tab) =>
  infiniteQueryOptions({
    queryKey: ["task", "inbox", tab],
    queryFn: ({ pageParam, signal }) => call(listTasks, { query: { tab, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Takes what was just done out of a tab, until the tab is read again. */
export async function forgetItem(tab: Tab, id: string): Promise<void> {
  const { queryKey } = inboxPages(tab);
  // An answer that is on its way knows nothing of it.
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(
    queryKey,
    (read) => read && { ...read, pages: read.pages.map((page) => ({ ...page, data: page.data.filter((one) => one.id !== id) })) },
  );
}

export const inboxCounts = queryOptions({
  queryKey: ["task", "counts"],
  queryFn: async ({ signal }) => (await call(listTasks, { query: { limit: 1 } }, { signal })).counts,
  staleTime: 10_000,
});

export const taskQuery = (id: string) =>
  queryOptions({ queryKey: ["task", "one", id], queryFn: ({ signal }) => call(getTask, { params: { id } }, { signal }) });
