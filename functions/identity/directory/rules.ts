import type { ParticipantQuery } from "../../../shared/contract/directory";

/** Something that a query speaks of: a group, a department or a person. */
export type Named = { id: string; name: string; email?: string | null };

/** The ids, names and e-mails that a query names. */
export function refsOf(query: ParticipantQuery): readonly string[] {
  switch (query.by) {
    case "users":
      return query.users;
    case "groups":
      return query.groups;
    case "departments":
    case "department-heads":
      return query.departments;
    case "department-head-of":
    case "manager-of":
      return [query.user];
    case "roles":
      return [];
  }
}

/** The rule in a few words, for the timeline; `named` is what the query speaks of. */
export function ruleOf(query: ParticipantQuery, named: readonly Named[]): string {
  const names = listed(named.map(({ name }) => name).sort());
  const asked = named.find(({ id }) => "user" in query && id === query.user.toLowerCase())?.name ?? "somebody unknown";
  switch (query.by) {
    case "users":
      return `named: ${names}`;
    case "groups":
      return `${query.leadsOnly ? "lead of group" : "group"} ${names}`;
    case "roles":
      return `role ${query.roles.join(", ")}`;
    case "departments":
      return `department ${names}${query.below ? " and below" : ""}`;
    case "department-heads":
      return `head of ${names}`;
    case "department-head-of": {
      const unit = named.find(({ id }) => id !== query.user.toLowerCase())?.name;
      return `head of ${unit ?? "no department"} for ${asked}${query.levels > 0 ? `, ${query.levels} up` : ""}`;
    }
    case "manager-of":
      return `manager of ${asked}${query.levels > 1 ? `, ${query.each ? "up to " : ""}${query.levels} up` : ""}`;
  }
}

/** Short enough for a timeline. */
function listed(names: readonly string[]): string {
  if (names.length === 0) return "nobody known";
  return names.length > 10 ? `${names.slice(0, 9).join(", ")} and ${names.length - 9} more` : names.join(", ");
}
