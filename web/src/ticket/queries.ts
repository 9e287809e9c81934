import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { getTicket, getTimeline, listComments, listTickets, type TicketSort, type TimelineEntry } from "../../../shared/contract/ticket";
import { call } from "../api";
import { nearPages } from "../changes";
import { queryClient } from "../query-client";
import type { TicketFilter } from "./search";

const all = ["ticket"] as const;
const first = undefined as string | undefined;
const next = (page: { nextCursor: string | null }) => page.nextCursor ?? undefined;

export type Sort = z.infer<typeof TicketSort>;

/** One page of the list, from a cursor on. */
export const pageAt = (filter: TicketFilter, sort: Sort, limit: number, cursor: string | undefined, signal: AbortSignal) =>
  call(listTickets, { query: { ...filter, sort, cursor, limit } }, { signal });

/** Options as a value: hook, prefetch and invalidation share one key. */
export const ticketPages = (filter: TicketFilter, sort: Sort = "newest", limit = 50) =>
  infiniteQueryOptions({
    queryKey: [...all, "pages", filter, sort, limit],
    queryFn: ({ pageParam, signal }) => pageAt(filter, sort, limit, pageParam, signal),
    initialPageParam: first,
    getNextPageParam: next,
  });

/** Whoever is back at the top of a long list needs what is far down no more, nor should each change have it read anew. */
export function forgetFar(queryKey: ReturnType<typeof ticketPages>["queryKey"]) {
  const read = queryClient.getQueryData(queryKey);
  if (!read || read.pages.length <= nearPages) return;
  const near = { pages: read.pages.slice(0, nearPages), pageParams: read.pageParams.slice(0, nearPages) };
  queryClient.setQueryData(queryKey, near, { updatedAt: queryClient.getQueryState(queryKey)?.dataUpdatedAt });
}

export const foundTickets = (q: string) =>
  queryOptions({ queryKey: [...all, "found", q], queryFn: ({ signal }) => call(listTickets, { query: { q, limit: 8 } }, { signal }) });

export const ticketQuery = (id: string) =>
  queryOptions({ queryKey: [...all, "one", id], queryFn: ({ signal }) => call(getTicket, { params: { id } }, { signal }) });

export const timelinePages = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...all, "one", id, "timeline"],
    queryFn: ({ pageParam, signal }) => call(getTimeline, { params: { id }, query: { cursor: pageParam, limit: 100 } }, { signal }),
    initialPageParam: first,
    getNextPageParam: next,
  });

/** The whole of it, for who must know what happened. */
export const timelineOf = (id: string) =>
  queryOptions({
    queryKey: [...all, "one", id, "lines"],
    queryFn: async ({ signal }) => {
      const lines: TimelineEntry[] = [];
      let cursor: string | undefined;
      do {
        const page = await call(getTimeline, { params: { id }, query: { cursor, limit: 100 } }, { signal });
        lines.push(...page.data);
        cursor = page.nextCursor ?? undefined;
      } while (cursor && lines.length < 1_000);
      return lines;
    },
  });

export const commentPages = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...all, "one", id, "comments"],
    queryFn: ({ pageParam, signal }) => call(listComments, { params: { id }, query: { cursor: pageParam, limit: 100 } }, { signal }),
    initialPageParam: first,
    getNextPageParam: next,
  });
