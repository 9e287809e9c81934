import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { listNotifications } from "../../../shared/contract/notification";
import { call } from "../api";

const all = ["notification"] as const;

export const unreadQuery = queryOptions({
  queryKey: [...all, "unread"],
  queryFn: ({ signal }) => call(listNotifications, { query: { limit: 1 } }, { signal }),
  staleTime: 30_000,
});

export const notificationPages = (unreadOnly: boolean) =>
  infiniteQueryOptions({
    queryKey: [...all, "pages", { unreadOnly }],
    queryFn: ({ pageParam, signal }) => call(listNotifications, { query: { cursor: pageParam, unread: unreadOnly ? "true" : undefined } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
