import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getForm, listForms } from "../../../shared/contract/form";
import { getQueueMetrics, listDeadLetters, listSubmissions } from "../../../shared/contract/submission";
import { call } from "../api";
import { formVersionQuery } from "../form/queries";
import { queryClient } from "../query-client";

const first = undefined as string | undefined;
const next = (page: { nextCursor: string | null }) => page.nextCursor ?? undefined;

/** Workflows that take new tickets. Their contract brings what a process may be: it comes when somebody chooses. */
export const openWorkflows = (q: string) =>
  queryOptions({
    queryKey: ["workflow", "open", q],
    queryFn: async ({ signal }) => {
      const { listWorkflows } = await import("../../../shared/contract/workflow");
      return call(listWorkflows, { query: { status: "published", limit: 100, q: q || undefined } }, { signal });
    },
    staleTime: 60_000,
  });

/** What somebody is about to start. */
export const workflowToStart = (id: string) =>
  queryOptions({
    queryKey: ["workflow", "start", id],
    queryFn: async ({ signal }) => {
      const { getWorkflow } = await import("../../../shared/contract/workflow");
      const { name, description } = await call(getWorkflow, { params: { id } }, { signal });
      return { name, description };
    },
    staleTime: 60_000,
  });

/** Forms that take new work, for whoever raises something. */
export const openForms = (q: string) =>
  queryOptions({
    queryKey: ["form", "open", q],
    queryFn: ({ signal }) => call(listForms, { query: { status: "published", limit: 50, q: q || undefined } }, { signal }),
    staleTime: 60_000,
  });

/** As it is published: whoever may see the draft is given that first. */
export const formToFill = (id: string) =>
  queryOptions({
    queryKey: ["form", "fill", id],
    queryFn: async ({ signal }) => {
      const form = await call(getForm, { params: { id } }, { signal });
      if (form.publishedVersion === null) return form;
      const { definition } = await queryClient.ensureQueryData(formVersionQuery(id, form.publishedVersion));
      return { ...form, definition };
    },
    staleTime: 60_000,
  });

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
