// To whom a task is offered: to a person themselves, or to somebody who is away and for whom they stand in (代理).
import type { Actor } from "../event";
import type { Task } from "../state";

type Offer = Pick<Task, "assignee" | "users" | "groups" | "barred">;

/** Whether this person has it or, as long as nobody has, may take it. */
export const isOffered = (task: Offer, user: string | null, groups: readonly string[] = []): boolean =>
  task.assignee ? task.assignee === user : isCandidate(task, user, groups);

/** Whether they could ever take it, whoever has it now. */
export const isCandidate = (task: Offer, user: string | null, groups: readonly string[] = []): boolean =>
  user !== null && (task.users.includes(user) || task.groups.some((group) => groups.includes(group)));

/** For whom they would do it, where it is not offered to themselves. Nobody stands in for whoever may not decide there. */
export function absentFor(task: Offer, { user, groups, standsInFor = [] }: Actor): string | undefined {
  if (isOffered(task, user, groups)) return undefined;
  return standsInFor.find((absent) => absent.user !== task.barred && isOffered(task, absent.user, absent.groups))?.user;
}
