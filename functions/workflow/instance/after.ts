// What an instance is after a step: its columns, worked out from its state.
import { type Definition, type Effect, nameOf, type State } from "../../../shared/process";
import type { CalledTold } from "./following";
import type { InstanceHead, StoredInstance, Subject } from "./load";
import type { Ran } from "./run";
import { follow, type Trail } from "./trail";

const mostReaders = 1_000;

export function after(before: Subject, { state, effects, events, words }: Ran, now: string, called?: CalledTold): StoredInstance {
  const isOver = state.status === "completed" || state.status === "terminated" || state.status === "failed";
  const way = { definition: before.definition, isNewRound: before.state !== null && before.state.round !== state.round, now };
  return {
    ...before,
    state,
    trail: withCalled(follow(before.trail, { state, effects, words }, way), called),
    status: state.status,
    version: before.version + 1,
    events: before.events + events.length,
    at: whereItIs(before.definition, state),
    incidents: state.incidents.length,
    readers: readersOf(before, effects, events, called),
    updatedAt: now,
    endedAt: isOver ? (before.state?.status === state.status ? before.endedAt : now) : null,
  };
}

/** Nodes with something under way, but for what only holds others. */
function whereItIs(definition: Definition, { elements }: State): InstanceHead["at"] {
  const leaves = elements.filter((element) => !elements.some((other) => other.scope === element.id));
  return [...new Set(leaves.map(({ node }) => node))].map((node) => ({ node, name: nameOf(definition, node) }));
}

/** Whoever is or was asked, got a copy, or did something. */
function readersOf(before: Subject, effects: readonly Effect[], events: Ran["events"], called?: CalledTold): string[] {
  const readers = new Set([...before.readers, ...(called?.readers ?? [])]);
  for (const effect of effects) {
    if (effect.type === "openTask" || effect.type === "changeTask") {
      const { assignee, users, groups } = effect.task;
      for (const one of [...(assignee ? [assignee] : users), ...groups]) readers.add(one);
    } else if (effect.type === "notify" && effect.notification.about === "cc") for (const user of effect.notification.users) readers.add(user);
  }
  for (const { event } of events) if ("actor" in event && event.actor.user) readers.add(event.actor.user);
  return [...readers].slice(0, mostReaders);
}

const mostCalled = 200;

function withCalled(trail: Trail, told: CalledTold | undefined): Trail {
  if (!told) return trail;
  const { instanceId, version, handlers, incident, hides } = told;
  const others = Object.entries(trail.called ?? {}).filter(([id]) => id !== instanceId);
  return { ...trail, called: Object.fromEntries([...others.slice(-mostCalled), [instanceId, { version, handlers, incident, hides }]]) };
}
