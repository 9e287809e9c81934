import { queryOptions, useQuery } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import type { Role } from "../../../shared/contract/actor";
import { getMe, getUser, listDepartments, listUsers, type Me } from "../../../shared/contract/identity";
import { call } from "../api";
import { useWords } from "../i18n";
import { queryClient } from "../query-client";
import { beside, colour, cutOff, unseen } from "../theme/plain";
import { uiWords } from "../ui/words";

const minute = 60_000;

export const meQuery = queryOptions({ queryKey: ["identity", "me"], queryFn: ({ signal }) => call(getMe, {}, { signal }), staleTime: 5 * minute });

/** Whoever is signed in. The shell has read it before any screen is drawn. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error("The shell shows screens only to somebody it knows.");
  return data;
}
export const hasRole = (me: Pick<Me, "roles">, ...roles: Role[]) => roles.some((role) => me.roles.includes(role));
export const isAgent = (me: Pick<Me, "roles">) => hasRole(me, "admin", "agent");
export const useIsAdmin = () => hasRole(useMe(), "admin");

/** The first hundred by name: the whole of most tenants, in one request. */
export const directoryQuery = queryOptions({
  queryKey: ["identity", "directory"],
  queryFn: () => call(listUsers, { query: { limit: 100 } }),
  staleTime: 5 * minute,
});
export const listed = (id: string) => queryClient.getQueryData(directoryQuery.queryKey)?.data.find((one) => one.id === id);

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ["identity", "person", id],
    queryFn: async ({ signal }) => {
      // Read anew after a change: a name that was changed is not the one that was kept.
      const { data } = await queryClient.fetchQuery(directoryQuery);
      return data.find((one) => one.id === id) ?? call(getUser, { params: { id } }, { signal });
    },
    // Who is listed has a name at once, and not a moment later.
    initialData: () => listed(id),
    initialDataUpdatedAt: () => queryClient.getQueryState(directoryQuery.queryKey)?.dataUpdatedAt,
    staleTime: 5 * minute,
    retry: 1,
  });

/** Their name as far as it was read already. */
export const knownName = (id: string) => (queryClient.getQueryData(personQuery(id).queryKey) ?? listed(id))?.name;

/** Who may be asked to do something: no programs, and nobody who is deactivated. With `anybody` those too, whom tickets name as well. */
export const peopleQuery = (q: string, anybody = false) =>
  queryOptions({
    queryKey: ["identity", "people", q, { anybody }],
    queryFn: ({ signal }) => call(listUsers, { query: { q: q || undefined, limit: 20, ...(!anybody && { kind: "person", active: "true" }) } }, { signal }),
    staleTime: minute,
  });

export const departmentsQuery = queryOptions({
  queryKey: ["identity", "departments"],
  queryFn: ({ signal }) => call(listDepartments, {}, { signal }),
  staleTime: 5 * minute,
});

/** What somebody is called; an empty text while that is on its way. */
export function usePersonName(id: string | null | undefined): string {
  const t = useWords(uiWords);
  const { data, isError } = useQuery({ ...personQuery(id ?? ""), enabled: Boolean(id) });
  if (!id) return t.system;
  return data?.name ?? (isError ? t.someone : "");
}

const disc: CSSProperties = { display: "inline-block", flexShrink: 0, textAlign: "center", borderRadius: "50%", fontWeight: 600, color: "white" };

/** Initials on a colour of their own: the same for the same person everywhere. */
export function Avatar({ name, id, size = 20 }: { name: string; id: string; size?: number }) {
  const hue = [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 7);
  // What is small has room for one letter that can be read.
  const room = size < 24 ? 1 : 2;
  const letters = /\p{Script=Han}/u.test(name)
    ? name.slice(-room)
    : name
        .split(/\s+/)
        .map((part) => part[0] ?? "")
        .join("")
        .slice(0, room)
        .toUpperCase();
  return (
    <span
      aria-hidden
      style={{
        ...disc,
        width: size,
        height: size,
        lineHeight: `${size}px`,
        fontSize: size * (room === 1 ? 0.56 : 0.4),
        background: `oklch(0.5 0.09 ${hue})`,
      }}
    >
      {letters}
    </span>
  );
}

/** A person as they stand in lists and timelines. */
export function Person({ id, avatarOnly = false, size = 20 }: { id: string | null; avatarOnly?: boolean; size?: number }) {
  const name = usePersonName(id);
  if (id === null) return <span style={{ color: colour("fg.muted") }}>{name}</span>;
  return (
    <span style={beside} title={avatarOnly ? name : undefined}>
      <Avatar name={name} id={id} size={size} />
      <span style={avatarOnly ? unseen : cutOff}>{name}</span>
    </span>
  );
}
