import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getForm, listForms } from "../../../shared/contract/form";
import { getQueueMetrics, listDeadLetters, listSubmissions } from "../../../shared/contract/submission";
import { call } from "../api";

const first = undefined as string | undefined;
const next = (page: { nextCursor: string | null }) => page.nextCursor ?? undefined;

/** Forms that take new work, for whoever raises something. */
export const openForms = (q: string) =>
  queryOptions({
    queryKey: ["form", "open", q],
    queryFn: ({ signal }) => call(listForms, { query: { status: "published", limit: 50, q: q || undefined } }, { signal }),
    staleTime: 60_000,
  });

export const formToFill = (id: string) =>
  queryOptions({ queryKey: ["form", "fill", id], queryFn: ({ signal }) => call(getForm, { params: { id } }, { signal }), staleTime: 60_000 });

export const queueMetrics = queryOptions({ queryKey: ["queue", "metrics"], queryFn: ({ signal }) => call(getQueueMetrics, {}, { signal }) });

export const failedPages = (scope: "mine" | "all") =>
  infiniteQueryOptions({
    queryKey: ["submission", "failed", scope],
    queryFn: ({ pageParam, signal }) => call(listSubmissions, { query: { status: "failed", scope, cursor: pageParam } }, { signal }),
    initialPageParam: first,
    getNextPageParam: next,
  });

export const deadLetterPages = infiniteQueryOptions({
  queryKey: ["queue", "dead-letters"],
  queryFn: ({ pageParam, signal }) => call(listDeadLetters, { query: { cursor: pageParam } }, { signal }),
  initialPageParam: first,
  getNextPageParam: next,
});
