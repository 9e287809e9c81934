// A BPMN error looks for whoever catches it: on the edge of the activity, then of each sub-process around it.

import type { Variables } from "../json";
import type { Reason } from "../reason";
import type { Element, Incident } from "../state";
import { terminate } from "./element";
import { finish } from "./finish";
import { raise } from "./incident";
import { findElement, type Run } from "./run";

export function throwError(run: Run, source: Element, code: string, message: string, resume: Incident["resume"], reason?: Reason): void {
  for (let host: Element | undefined = source; host; host = findElement(run, host.scope)) {
    const event = host.role === "item" ? undefined : catcherOn(run, host.node, code);
    if (event) return void interrupt(run, host, event, {});
  }
  // A called instance hands it to its caller, whose boundary events may catch it.
  if (run.state.called) return void finish(run, "failed", { error: code, message, ...(reason && { reason }) });
  raise(run, source, resume, {
    code: "uncaught-error",
    message: `Nothing catches the error "${code}": ${message}`,
    reason: { code: "uncaught", params: { error: code }, ...(reason?.said !== undefined && { said: reason.said }) },
  });
}

/** The one for this code before the one for any. */
function catcherOn(run: Run, node: string, code: string): string | undefined {
  const events = run.graph.boundaries(node).filter(({ eventDefinition }) => eventDefinition.type === "error");
  const codeOf = (event: (typeof events)[number]) => (event.eventDefinition.type === "error" ? event.eventDefinition.code : "");
  return (events.find((event) => codeOf(event) === code) ?? events.find((event) => codeOf(event) === ""))?.id;
}

/** Ends the activity and goes on from the event on its edge. */
export function interrupt(run: Run, host: Element, event: string, variables: Variables): void {
  terminate(run, host, "ended");
  run.agenda.push({ do: "enter", node: event, scope: host.scope, past: host.past, caught: { variables } });
}
