import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getTask, listTasks } from "../../../shared/contract/task";
import { call } from "../api";
import type { Tab } from "./search";

export const inboxPages = (tab: Tab) =>
  infiniteQueryOptions({
    queryKey: ["task", "inbox", tab],
    queryFn: ({ pageParam, signal }) => call(listTasks, { query: { tab, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const inboxCounts = queryOptions({
  queryKey: ["task", "counts"],
  queryFn: async ({ signal }) => (await call(listTasks, { query: { limit: 1 } }, { signal })).counts,
  staleTime: 10_000,
});

export const taskQuery = (id: string) =>
  queryOptions({ queryKey: ["task", "one", id], queryFn: ({ signal }) => call(getTask, { params: { id } }, { signal }) });
