// An event that an element waits for has happened: its own, one on its edge, or one behind its gateway.

import { resultOf } from "../check/event";
import type { NodeType } from "../definition";
import type { Kind } from "../elements/kind";
import type { Variables } from "../json";
import type { Element, Message } from "../state";
import { interrupt } from "./errors";
import { attempt } from "./incident";
import { drop, findElement, nodeOf, type Run } from "./run";
import { assign } from "./variables";

export function trigger(run: Run, element: Element, cause: string, variables: Variables): void {
  const event = nodeOf(run, cause);
  if (event.type !== "boundaryEvent") {
    const node = nodeOf(run, element.node);
    attempt(run, element, "complete", () => (run.kinds[node.type] as Kind<NodeType>).triggered?.(run, element, node, cause, variables));
    return;
  }
  for (const name of resultOf(event.eventDefinition)) assign(run, findElement(run, element.scope), { [name]: variables });
  if (event.interrupting) interrupt(run, element, cause, variables);
  else run.agenda.push({ do: "enter", node: cause, scope: element.scope, past: element.past, caught: { variables } });
}

/** Gives a message to the one that has waited longest; false where nobody waits for it. */
export function deliver(run: Run, { name, correlationKey, messageId, variables }: Omit<Message, "expiresAt">): boolean {
  const subscription = run.state.subscriptions.find((it) => it.name === name && it.correlationKey === correlationKey);
  const element = subscription && findElement(run, subscription.element);
  if (!element) return false;
  if (messageId !== null) run.state.messages.seen = [...run.state.messages.seen, messageId].slice(-200);
  trigger(run, element, subscription.node, variables);
  return true;
}

/** Messages that came before anybody waited for them. */
export function deliverKept(run: Run): boolean {
  const { kept } = run.state.messages;
  if (kept.length === 0) return false;
  drop(kept, (message) => message.expiresAt <= run.now);
  const delivered = kept.find((message) => deliver(run, message));
  return drop(kept, (message) => message === delivered).length > 0;
}
