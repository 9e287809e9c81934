import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { listGroups, listMembers, listUsers } from "../../../shared/contract/identity";
import { call } from "../api";
import { queryClient } from "../query-client";
import type { PeopleSearch } from "./search";

/** The first hundred: as many as a picker shows. */
export const groupsQuery = queryOptions({
  queryKey: ["identity", "groups"],
  queryFn: ({ signal }) => call(listGroups, { query: { limit: 100 } }, { signal }),
  staleTime: 60_000,
});

type UserFilter = Pick<PeopleSearch, "q" | "role" | "active" | "kind" | "department">;

export const userPages = ({ q, role, active, kind, department }: UserFilter) =>
  infiniteQueryOptions({
    queryKey: ["identity", "users", { q, role, active, kind, department }],
    queryFn: ({ pageParam, signal }) =>
      call(listUsers, { query: { q, role, active, kind, departmentId: department, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const memberPages = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["identity", "members", id],
    queryFn: ({ pageParam, signal }) => call(listMembers, { params: { id }, query: { cursor: pageParam, limit: 100 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Names, teams and trees hang together: after any change all of identity is asked again. */
export const refreshPeople = () => queryClient.invalidateQueries({ queryKey: ["identity"] });
