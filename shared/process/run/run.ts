// One step under way: a working copy of the state, what the step asks for so far, and the moves still to make.
import type { Definition, Node } from "../definition";
import type { Effect } from "../effect";
import type { Kinds } from "../elements/kind";
import { type Graph, graphOf } from "../graph";
import type { Json, Variables } from "../json";
import { Refused } from "../refusal";
import type { Element, Past, State } from "../state";

/** A move of a token, or of a multi-instance body. They are made one after another, never nested. */
export type Move =
  | { do: "arrive"; flow: string; scope: string | null; past: Past }
  /** `caught`: its event has happened already, at the gateway before it or on the edge of an activity. */
  | { do: "enter"; node: string; scope: string | null; past: Past; caught?: { variables: Variables }; returnTo?: string }
  | { do: "item"; body: string }
  | { do: "itemDone"; body: string; output: Json | undefined };

export type Run = {
  readonly definition: Definition;
  readonly graph: Graph;
  readonly kinds: Kinds;
  readonly now: string;
  readonly state: State;
  readonly effects: Effect[];
  readonly agenda: Move[];
};

export const openRun = (definition: Definition, kinds: Kinds, state: State, now: string): Run => ({
  definition,
  graph: graphOf(definition),
  kinds,
  now,
  state,
  effects: [],
  agenda: [],
});

/** Ids count up within an instance, so a replay makes the same. */
export function newId(run: Run, prefix: "e" | "k" | "t" | "s" | "q" | "w" | "m" | "i"): string {
  run.state.counters.id += 1;
  return `${prefix}${run.state.counters.id}`;
}

export function nodeOf(run: Run, id: string): Node {
  const node = run.graph.nodes.get(id);
  if (!node) throw new Refused("no-node", `The process has no element "${id}".`);
  return node;
}

export const findElement = (run: Run, id: string | null): Element | undefined => run.state.elements.find((element) => element.id === id);

/** Removes what matches and gives it back. */
export function drop<T>(list: T[], matches: (item: T) => boolean): T[] {
  const dropped = list.filter(matches);
  if (dropped.length > 0) list.splice(0, list.length, ...list.filter((item) => !matches(item)));
  return dropped;
}
