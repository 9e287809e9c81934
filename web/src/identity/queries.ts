import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getGroup, getUser, listGroups, listMembers, listUsers } from "../../../shared/contract/identity";
import { call } from "../api";
import { queryClient } from "../query-client";
import type { PeopleSearch } from "./search";

/** The first hundred: as many as a picker shows. */
export const groupsQuery = queryOptions({
  queryKey: ["identity", "groups"],
  queryFn: ({ signal }) => call(listGroups, { query: { limit: 100 } }, { signal }),
  staleTime: 60_000,
});

export const groupPages = (q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["identity", "group-pages", q],
    queryFn: ({ pageParam, signal }) => call(listGroups, { query: { q, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const openGroup = (id: string) =>
  queryOptions({ queryKey: ["identity", "open-group", id], queryFn: ({ signal }) => call(getGroup, { params: { id } }, { signal }) });

type UserFilter = Pick<PeopleSearch, "q" | "role" | "active" | "kind" | "department">;

export const userPages = ({ q, role, active, kind, department }: UserFilter) =>
  infiniteQueryOptions({
    queryKey: ["identity", "users", { q, role, active, kind, department }],
    queryFn: ({ pageParam, signal }) =>
      call(listUsers, { query: { q, role, active, kind, departmentId: department, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // While somebody types, what was found before stays until there is more to the point.
    placeholderData: keepPreviousData,
  });

export const openUser = (id: string) =>
  queryOptions({ queryKey: ["identity", "open-user", id], queryFn: ({ signal }) => call(getUser, { params: { id } }, { signal }) });

export const memberPages = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["identity", "members", id],
    queryFn: ({ pageParam, signal }) => call(listMembers, { params: { id }, query: { cursor: pageParam, limit: 100 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Names, teams and trees hang together: after any change all of identity is asked again. */
export const refreshPeople = () => queryClient.invalidateQueries({ queryKey: ["identity"] });
