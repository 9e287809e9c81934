// Who may read an instance, and which fields are hidden from them.
import { isAgent, type UserActor } from "../../../shared/contract/actor";
import { absentFor, type Definition, type FieldRight, isOffered, type Variables, type Actor as Who } from "../../../shared/process";
import type { StoredInstance } from "./load";
import { openTasks } from "./open-tasks";

/** Whoever stands in for somebody may read what that one has to do now. */
export function mayRead({ initiatorId, readers, state }: StoredInstance, actor: UserActor, who: Who): boolean {
  if (isAgent(actor) || initiatorId === actor.userId) return true;
  return [actor.userId, ...(who.groups ?? [])].some((one) => readers.includes(one)) || openTasks(state).some((task) => absentFor(task, who) !== undefined);
}

export function fieldsOf(definition: Definition, node: string): Record<string, FieldRight> {
  const found = definition.nodes.find(({ id }) => id === node);
  return found?.type === "userTask" ? found.fields : {};
}

const hiddenAt = (definition: Definition, node: string): string[] =>
  Object.entries(fieldsOf(definition, node)).flatMap(([field, right]) => (right === "hidden" ? [field] : []));

export const hidesAnything = ({ nodes }: Definition): boolean =>
  nodes.some((node) => node.type === "userTask" && Object.values(node.fields).some((right) => right === "hidden"));

/**
 * Fields that a reader may not see: those that every node hides at which they have something to do now, or ever had where they
 * have nothing now. Its creator and admins see all.
 */
export function hiddenFrom(instance: StoredInstance, { userId, roles }: UserActor, who: Who): string[] {
  const { definition, state, trail, initiatorId } = instance;
  if (roles.includes("admin") || initiatorId === userId || !hidesAnything(definition)) return [];
  const mine = new Set([userId, ...(who.groups ?? [])]);
  const now = openTasks(state).filter((task) => isOffered(task, userId, who.groups) || absentFor(task, who) !== undefined);
  const ever = Object.entries(trail.nodes).flatMap(([node, { asked = [] }]) => (asked.some((one) => mine.has(one)) ? [node] : []));
  const nodes = now.length > 0 ? [...new Set(now.map(({ node }) => node))] : ever;
  const [first, ...rest] = nodes.map((node) => hiddenAt(definition, node));
  return (first ?? []).filter((field) => rest.every((hidden) => hidden.includes(field)));
}

export const without = (variables: Variables, hidden: readonly string[]): Variables =>
  hidden.length === 0 ? variables : Object.fromEntries(Object.entries(variables).filter(([name]) => !hidden.includes(name)));
