// An activity done once for each item of a list: a body that holds the items.
import { type MultiInstance, multiInstanceOf } from "../elements/loop";
import { decide } from "../expression";
import type { Json } from "../json";
import type { Element, LoopState } from "../state";
import { complete, create, ready, terminate, valueFor } from "./element";
import { attempt } from "./incident";
import { findElement, nodeOf, type Run } from "./run";
import { Stuck } from "./stuck";
import { assign, visible } from "./variables";
import { moment } from "./waits";

const mostItems = 200;

const loopOf = (run: Run, element: Element) => multiInstanceOf(nodeOf(run, element.node));

export function enterBody(run: Run, body: Element, loop: MultiInstance): void {
  const items = valueFor(run, body, loop.collection);
  if (!Array.isArray(items)) throw new Stuck("bad-collection", `"${loop.collection}" is no list.`, { code: "no-list", params: { source: loop.collection } });
  if (items.length > mostItems)
    throw new Stuck("bad-collection", `"${loop.collection}" has ${items.length} items; ${mostItems} at most can be done.`, {
      code: "too-many-items",
      params: { source: loop.collection, count: items.length, most: mostItems },
    });
  body.role = "body";
  ready(run, body);
  body.loop = { items, next: 0, completed: 0, terminated: 0, outputs: [] };
  if (items.length === 0) return void finish(run, body, loop, body.loop);
  const first = loop.sequential ? 1 : items.length;
  for (let i = 0; i < first; i++) run.agenda.push({ do: "item", body: body.id });
}

/** The next item's own element; undefined where the body is gone. */
export function createItem(run: Run, bodyId: string): Element | undefined {
  const body = findElement(run, bodyId);
  const loop = body && loopOf(run, body);
  if (!body?.loop || !loop) return undefined;
  const index = body.loop.next++;
  const own = loop.elementVariable ? { [loop.elementVariable]: body.loop.items[index] ?? null } : {};
  return create(run, { node: body.node, scope: body.id, past: body.past, role: "item", variables: { ...own, loopCounter: index + 1 } });
}

export function itemDone(run: Run, bodyId: string, output: Json | undefined): void {
  const body = findElement(run, bodyId);
  if (!body?.loop) return;
  body.loop.completed += 1;
  if (output !== undefined) body.loop.outputs.push(output);
  attempt(run, body, "loop", () => goOn(run, body));
}

/** Asks the completion condition; the rest is ended, or the next one begins. */
export function goOn(run: Run, body: Element): void {
  const [loop, state] = [loopOf(run, body), body.loop];
  if (!loop || !state) return;
  if (loop.completionCondition && isMet(run, body, loop.completionCondition, state)) return void finish(run, body, loop, state);
  if (state.completed === state.items.length) finish(run, body, loop, state);
  else if (loop.sequential) run.agenda.push({ do: "item", body: body.id });
}

function isMet(run: Run, body: Element, condition: string, { items, next, completed, terminated }: LoopState): boolean {
  const counts = {
    numberOfInstances: items.length,
    numberOfActiveInstances: next - completed - terminated,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: terminated,
  };
  return decide(condition, { ...visible(run, body), ...counts }, moment(run));
}

function finish(run: Run, body: Element, loop: MultiInstance, state: LoopState): void {
  for (const item of run.state.elements.filter((it) => it.scope === body.id)) if (findElement(run, item.id)) terminate(run, item, "decided");
  // Items that are still to be made find no body any more.
  if (loop.outputCollection) assign(run, findElement(run, body.scope), { [loop.outputCollection]: state.outputs });
  complete(run, body);
}
