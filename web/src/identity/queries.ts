import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Group, getGroup, getUser, listGroups, listMembers, listUsers } from "../../../shared/contract/identity";
import { call, pause } from "../api";
import { queryClient } from "../query-client";
import type { PeopleSearch } from "./search";

/** The first hundred by name: the whole of most tenants, in one request. */
export const groupsQuery = queryOptions({
  queryKey: ["identity", "groups"],
  queryFn: ({ signal }) => call(listGroups, { query: { limit: 100 } }, { signal }),
  staleTime: 60_000,
});

export const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

const atOnce = 100;
type Asked = { ids: Set<string>; reply: Promise<{ data: Group[] }> };
let asked: Asked | undefined;

function gather(): Asked {
  const ids = new Set<string>();
  const send = () => {
    if (asked?.ids === ids) asked = undefined;
    return call(listGroups, { query: { ids: [...ids].join(","), limit: atOnce } });
  };
  return { ids, reply: pause(0).then(send) };
}

/** What parts of a screen ask for in one moment is one request; null is no group of the tenant. */
async function groupOf(id: string): Promise<Group | null> {
  if (!asked || asked.ids.size === atOnce) asked = gather();
  asked.ids.add(id);
  const { data } = await asked.reply;
  return data.find((one) => one.id === id) ?? null;
}

const listed = (id: string) => queryClient.getQueryData(groupsQuery.queryKey)?.data.find((one) => one.id === id);

/** A process may ask a group by its name instead of its id. */
export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: ["identity", "group", id],
    queryFn: async (): Promise<Pick<Group, "id" | "name"> | null> => {
      if (!isId(id)) return { id, name: id };
      const { data } = await queryClient.fetchQuery(groupsQuery);
      return data.find((one) => one.id === id) ?? groupOf(id.toLowerCase());
    },
    // What is known has a name at once, and not a moment later.
    initialData: () => (isId(id) ? listed(id) : { id, name: id }),
    initialDataUpdatedAt: () => queryClient.getQueryState(groupsQuery.queryKey)?.dataUpdatedAt,
    staleTime: 60_000,
    retry: 1,
  });

export const foundGroups = (q: string) =>
  queryOptions({
    queryKey: ["identity", "found-groups", q],
    queryFn: ({ signal }) => call(listGroups, { query: { q: q || undefined, limit: 20 } }, { signal }),
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
