// Moves an instance to another version of its process; what does not fit is said, and nothing is moved. A dry run is the same without keeping the result.
import type { Definition } from "./definition";
import type { Effect } from "./effect";
import { kinds } from "./elements/registry";
import type { Actor } from "./event";
import { graphOf } from "./graph";
import { view } from "./human/tasks";
import { openRun } from "./run/run";
import { tell } from "./run/timeline";
import type { State } from "./state";

export type MigrationProblem = { elementId: string; message: string };
export type Migrated = { ok: true; state: State; effects: Effect[] } | { ok: false; problems: MigrationProblem[] };

/** `nodes` and `flows`: ids of the old version by those of the new, where they differ. Boundary events that are new are not waited for by what is under way. */
export type Mapping = { nodes?: Readonly<Record<string, string>>; flows?: Readonly<Record<string, string>> };
export type Migration = { from: Definition; to: Definition; mapping?: Mapping; actor: Actor; reason: string };

export function migrate(given: State, { from, to, mapping = {}, actor, reason }: Migration, now: string): Migrated {
  const state = structuredClone(given);
  const nodeIn = (id: string) => mapping.nodes?.[id] ?? id;
  const flowIn = (id: string) => mapping.flows?.[id] ?? id;
  const problems = [...new Set(nodesInUse(state))].flatMap((id) => nodeProblem(id)).concat(state.tokens.flatMap(({ flow }) => flowProblem(flow)));
  if (problems.length > 0) return { ok: false, problems };

  for (const at of [...state.elements, ...state.timers, ...state.subscriptions, ...state.incidents]) at.node = nodeIn(at.node);
  for (const token of state.tokens) token.flow = flowIn(token.flow);
  for (const at of [...state.elements, ...state.tokens]) at.past = renamed(at.past);
  Object.assign(state, { done: renamed(state.done), chosen: renamed(state.chosen) });

  const run = openRun(to, kinds, state, now);
  tell(run, { actor: actor.user, action: "migrate", comment: reason });
  for (const element of state.elements) {
    for (const task of element.work?.tasks ?? [])
      if (task.status === "open" || task.status === "held") run.effects.push({ type: "changeTask", task: view(element, task) });
  }
  return { ok: true, state, effects: run.effects };

  function nodeProblem(id: string): MigrationProblem[] {
    const [old, now] = [graphOf(from).nodes.get(id), graphOf(to).nodes.get(nodeIn(id))];
    if (!now) return [{ elementId: id, message: `The new version has no "${nodeIn(id)}".` }];
    if (old?.type !== now.type) return [{ elementId: id, message: `"${nodeIn(id)}" is a ${now.type}, not a ${old?.type ?? "known element"}.` }];
    const moved =
      (old.parent && nodeIn(old.parent)) !== now.parent ||
      (old.type === "boundaryEvent" && now.type === "boundaryEvent" && nodeIn(old.attachedTo) !== now.attachedTo);
    return moved ? [{ elementId: id, message: `"${nodeIn(id)}" stands elsewhere in the new version.` }] : [];
  }
  function flowProblem(id: string): MigrationProblem[] {
    const [old, now] = [graphOf(from).flows.get(id), graphOf(to).flows.get(flowIn(id))];
    return old && now && nodeIn(old.to) === now.to ? [] : [{ elementId: id, message: "A token waits on this flow, which leads elsewhere in the new version." }];
  }
  function renamed<T>(byNode: Record<string, T>): Record<string, T> {
    return Object.fromEntries(Object.entries(byNode).map(([id, value]) => [nodeIn(id), value]));
  }
}

const nodesInUse = ({ elements, timers, subscriptions, incidents }: State) => [...elements, ...timers, ...subscriptions, ...incidents].map(({ node }) => node);
