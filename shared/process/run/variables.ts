// Variables by scope: an item of a loop has its own, everything else is the process's.
import type { Variables } from "../json";
import type { Element } from "../state";
import { findElement, type Run } from "./run";

/** What an expression in this element sees, its own first. */
export function visible(run: Run, element: Element | undefined): Variables {
  const chain: Variables[] = [];
  for (let at = element; at; at = findElement(run, at.scope)) if (at.variables) chain.unshift(at.variables);
  return Object.assign({ initiator: run.state.initiator }, run.state.variables, ...chain);
}

/** Writes each where it is known nearest, else to the process. */
export function assign(run: Run, element: Element | undefined, values: Variables): void {
  for (const [name, value] of Object.entries(values)) {
    let at = element;
    while (at && !(at.variables && Object.hasOwn(at.variables, name))) at = findElement(run, at.scope);
    (at?.variables ?? run.state.variables)[name] = value;
  }
}
