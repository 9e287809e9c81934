// The life of an element instance: ACTIVATING → ACTIVATED → COMPLETING → gone, or ended before that.
import type { Flow } from "../definition";
import type { CloseReason } from "../effect";
import { multiInstanceOf } from "../elements/loop";
import { textOf, valueIn } from "../expression";
import { dropTasks } from "../human/tasks";
import type { Json, Variables } from "../json";
import type { Element, Past } from "../state";
import { clearIncidents } from "./incident";
import { release } from "./release";
import { drop, findElement, newId, nodeOf, type Run } from "./run";
import { visible } from "./variables";
import { cancelWaits, moment, waitFor } from "./waits";

/** From now on it waits; its boundary events live. */
export function ready(run: Run, element: Element): void {
  element.phase = "ACTIVATED";
  // An item's edge is that of the whole; a step that comes straight back must come back.
  if (element.role === "item" || element.returnTo) return;
  for (const { id, eventDefinition } of run.graph.boundaries(element.node)) {
    if (eventDefinition.type === "timer" || eventDefinition.type === "message") waitFor(run, element, id, eventDefinition);
  }
}

/** It has done what it does, and goes on: to `flows`, or all that lead out of it. May throw Stuck. */
export function complete(run: Run, element: Element, flows?: readonly Flow[]): void {
  element.phase = "COMPLETING";
  cancelWaits(run, element.id);
  const output = element.role === "item" ? outputOf(run, element) : undefined;
  remove(run, element);
  if (element.role === "item" && element.scope) run.agenda.push({ do: "itemDone", body: element.scope, output });
  else if (element.returnTo) release(run, element.returnTo);
  else for (const flow of flows ?? run.graph.outgoing(element.node)) run.agenda.push({ do: "arrive", flow: flow.id, scope: element.scope, past: element.past });
}

/** One event of a gateway happened: the token moves on to it, and through it. */
export function take(run: Run, element: Element, way: Flow, variables: Variables): void {
  cancelWaits(run, element.id);
  remove(run, element);
  run.effects.push({ type: "path", element: "", node: way.to, flow: way.id });
  run.agenda.push({ do: "enter", node: way.to, scope: element.scope, past: element.past, caught: { variables } });
}

function outputOf(run: Run, element: Element): Json | undefined {
  const loop = multiInstanceOf(nodeOf(run, element.node));
  if (!loop?.outputCollection) return undefined;
  return loop.outputElement ? valueIn(loop.outputElement, visible(run, element), moment(run)) : null;
}

function remove(run: Run, element: Element): void {
  drop(run.state.elements, (it) => it.id === element.id);
  clearIncidents(run, (incident) => incident.element === element.id);
  drop(run.state.questions, (question) => question.element === element.id);
}

/** Ends it before it is done, with everything that lives in it or comes back to it. */
export function terminate(run: Run, element: Element, reason: CloseReason): void {
  cancelWaits(run, element.id);
  if (element.work) dropTasks(run, element, reason);
  if (element.job) run.effects.push({ type: "cancelJob", element: element.id, key: element.job.key });
  if (nodeOf(run, element.node).type === "callActivity" && element.role !== "body") run.effects.push({ type: "cancelChild", element: element.id });
  remove(run, element);
  empty(run, element.id, reason);
  for (const visitor of run.state.elements.filter((it) => it.returnTo === element.id)) terminate(run, visitor, reason);
}

/** Ends everything in a scope. */
export function empty(run: Run, scope: string | null, reason: CloseReason): void {
  for (const child of run.state.elements.filter((it) => it.scope === scope)) if (findElement(run, child.id)) terminate(run, child, reason);
  drop(run.state.tokens, (token) => token.scope === scope);
  drop(run.agenda, (move) => "scope" in move && move.scope === scope);
  clearIncidents(run, (incident) => incident.resume === "join" && incident.scope === scope);
}

export function create(run: Run, given: { node: string; scope: string | null; past: Past } & Partial<Element>): Element {
  const element: Element = { id: newId(run, "e"), phase: "ACTIVATING", since: run.now, ...given };
  run.state.elements.push(element);
  return element;
}

/** A text of the element's node, with what the element sees. */
export const textFor = (run: Run, element: Element, template: string) => textOf(template, visible(run, element), moment(run));
export const valueFor = (run: Run, element: Element, source: string) => valueIn(source, visible(run, element), moment(run));
