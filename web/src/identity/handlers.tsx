import { useQuery } from "@tanstack/react-query";
import { beside, colour } from "../theme/plain";
import { Group, Parties } from "./parties";
import { Person } from "./people";
import { groupsQuery } from "./queries";

/** Ids of people and of groups, as a ticket tells who has it now. */
function useSplit(ids: readonly string[]) {
  const { data } = useQuery({ ...groupsQuery, enabled: ids.length > 0 });
  const groups = new Set(data?.data.map(({ id }) => id));
  return { users: ids.filter((id) => !groups.has(id)), groups: ids.filter((id) => groups.has(id)), known: data !== undefined };
}

export function Handlers({ ids }: { ids: readonly string[] }) {
  const { users, groups, known } = useSplit(ids);
  return known ? <Parties users={users} groups={groups} size={20} /> : null;
}

/** In a list there is room for one, and for how many more. */
export function FirstHandler({ ids, avatarOnly = false }: { ids: readonly string[]; avatarOnly?: boolean }) {
  const { users, groups, known } = useSplit(ids);
  const [user] = users;
  const [group] = groups;
  if (!known || ids.length === 0) return null;
  return (
    <span style={{ ...beside, gap: "0.25rem" }}>
      {user ? <Person id={user} avatarOnly={avatarOnly} /> : group ? <Group id={group} avatarOnly={avatarOnly} /> : null}
      {ids.length > 1 && <span style={{ fontSize: "0.75rem", color: colour("fg.muted") }}>+{ids.length - 1}</span>}
    </span>
  );
}
