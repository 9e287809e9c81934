import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { type Form, type FormStatus, getForm, getFormVersion, listForms, listFormVersions } from "../../../shared/contract/form";
import { call } from "../api";
import { queryClient } from "../query-client";

export type FormFilter = { q?: string; status?: z.infer<typeof FormStatus> };

export const formPages = ({ q, status }: FormFilter) =>
  infiniteQueryOptions({
    queryKey: ["form", "pages", { q, status }],
    queryFn: ({ pageParam, signal }) => call(listForms, { query: { q, status, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const formQuery = (id: string) =>
  queryOptions({ queryKey: ["form", "one", id], queryFn: ({ signal }) => call(getForm, { params: { id } }, { signal }) });

export const formVersionPages = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["form", "versions", id],
    queryFn: ({ pageParam, signal }) => call(listFormVersions, { params: { id }, query: { cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Never changes. */
export const formVersionQuery = (id: string, n: number) =>
  queryOptions({
    queryKey: ["form", "version", id, n],
    queryFn: ({ signal }) => call(getFormVersion, { params: { id, n } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a change answered is what there is now; lists are asked again. */
export function keepForm(form: Form): Form {
  queryClient.setQueryData(formQuery(form.id).queryKey, form);
  void queryClient.invalidateQueries({ queryKey: ["form", "pages"] });
  void queryClient.invalidateQueries({ queryKey: ["form", "versions", form.id] });
  return form;
}
