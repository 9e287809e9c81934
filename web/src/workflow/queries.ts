import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { getWorkflow, getWorkflowVersion, listWorkflows, listWorkflowVersions, type Workflow, type WorkflowStatus } from "../../../shared/contract/workflow";
import { call } from "../api";
import { queryClient } from "../query-client";

export type WorkflowFilter = { q?: string; status?: z.infer<typeof WorkflowStatus> };

export const workflowPages = ({ q, status }: WorkflowFilter) =>
  infiniteQueryOptions({
    queryKey: ["workflow", "pages", { q, status }],
    queryFn: ({ pageParam, signal }) => call(listWorkflows, { query: { q, status, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const workflowQuery = (id: string) =>
  queryOptions({ queryKey: ["workflow", "one", id], queryFn: ({ signal }) => call(getWorkflow, { params: { id } }, { signal }) });

export const workflowVersionPages = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["workflow", "versions", id],
    queryFn: ({ pageParam, signal }) => call(listWorkflowVersions, { params: { id }, query: { cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Never changes. */
export const workflowVersionQuery = (id: string, n: number) =>
  queryOptions({
    queryKey: ["workflow", "version", id, n],
    queryFn: ({ signal }) => call(getWorkflowVersion, { params: { id, n } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a change answered is what there is now; lists are asked again. */
export function keepWorkflow(workflow: Workflow): Workflow {
  queryClient.setQueryData(workflowQuery(workflow.id).queryKey, workflow);
  void queryClient.invalidateQueries({ queryKey: ["workflow", "pages"] });
  void queryClient.invalidateQueries({ queryKey: ["workflow", "versions", workflow.id] });
  return workflow;
}
