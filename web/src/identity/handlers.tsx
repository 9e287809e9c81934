import { useQuery } from "@tanstack/react-query";
import { beside, colour } from "../theme/plain";
import { Group, Parties } from "./parties";
import { listed, Person } from "./people";
import { groupQuery, groupsQuery } from "./queries";

/** Ids of people and of groups, as a ticket tells who has it now; `either` may be both, where there are more groups than the first hundred. */
function useSplit(ids: readonly string[]) {
  const { data } = useQuery({ ...groupsQuery, enabled: ids.length > 0 });
  const first = new Set(data?.data.map(({ id }) => id));
  const groups = ids.filter((id) => first.has(id));
  const others = ids.filter((id) => !first.has(id));
  if (!data?.nextCursor) return { users: others, groups, either: [], known: data !== undefined };
  return { users: others.filter(listed), groups, either: others.filter((id) => !listed(id)), known: true };
}

type Look = { size?: number; avatarOnly?: boolean };

function Either({ id, ...look }: Look & { id: string }) {
  const { data, isPending } = useQuery(groupQuery(id));
  if (isPending) return null;
  return data ? <Group id={id} {...look} /> : <Person id={id} {...look} />;
}

export function Handlers({ ids }: { ids: readonly string[] }) {
  const { users, groups, either, known } = useSplit(ids);
  if (!known) return null;
  return (
    <Parties users={users} groups={groups} size={20}>
      {either.map((id) => (
        <Either key={id} id={id} size={20} />
      ))}
    </Parties>
  );
}

/** In a list there is room for one, and for how many more. */
export function FirstHandler({ ids, avatarOnly = false }: { ids: readonly string[]; avatarOnly?: boolean }) {
  const { users, groups, either, known } = useSplit(ids);
  const [user] = users;
  const [one] = either;
  const [group] = groups;
  if (!known || ids.length === 0) return null;
  return (
    <span style={{ ...beside, gap: "0.25rem" }}>
      {user ? (
        <Person id={user} avatarOnly={avatarOnly} />
      ) : one ? (
        <Either id={one} avatarOnly={avatarOnly} />
      ) : (
        group && <Group id={group} avatarOnly={avatarOnly} />
      )}
      {ids.length > 1 && <span style={{ fontSize: "0.75rem", color: colour("fg.muted") }}>+{ids.length - 1}</span>}
    </span>
  );
}
