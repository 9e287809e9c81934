// Takes the process back to a step that was done: everything that came of it is withdrawn, and nothing else.
import { empty, terminate } from "../run/element";
import { drop, findElement, nodeOf, type Run } from "../run/run";
import type { Element, Past } from "../state";

/** The element itself, or what it lives in, that stands beside `node`; undefined where `node` is in another sub-process. */
export function besideNode(run: Run, element: Element, node: string): Element | undefined {
  const { parent } = nodeOf(run, node);
  for (let at: Element | undefined = element; at; at = findElement(run, at.scope)) if (at.role !== "item" && nodeOf(run, at.node).parent === parent) return at;
  return undefined;
}

/** Withdraws every token whose path went through that very completion of `node`, and what is remembered of the steps since. Gives the path up to it. */
export function withdrawSince(run: Run, node: string, seq: number, past: Past): Past {
  const cameOfIt = (of: Past) => of[node] === seq;
  for (const element of run.state.elements.filter((it) => cameOfIt(it.past))) if (findElement(run, element.id)) terminate(run, element, "returned");
  drop(run.state.tokens, (token) => cameOfIt(token.past));
  for (const [id, since] of Object.entries(past)) if (since >= seq && run.state.done[id]?.seq === since) delete run.state.done[id];
  return Object.fromEntries(Object.entries(past).filter(([, since]) => since < seq));
}

/** Everything ends, to begin again. */
export function withdrawAll(run: Run): void {
  empty(run, null, "returned");
  run.state.done = {};
}
