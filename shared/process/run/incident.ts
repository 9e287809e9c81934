// Where a path can't go on, an incident stands and says why; others go on.
import type { Element, Incident, Timer } from "../state";
import { drop, newId, type Run } from "./run";
import { Stuck } from "./stuck";
import { tell } from "./timeline";
import { cancelWaits } from "./waits";

type Resume = Incident["resume"];

/** Does it, or leaves an incident on the element that `resume` says how to take up again. */
export function attempt(run: Run, element: Element, resume: Resume, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Stuck)) throw error;
    if (resume === "enter") cancelWaits(run, element.id);
    raise(run, element, resume, error);
  }
}

export function raise(
  run: Run,
  element: Element,
  resume: Resume,
  { code, message, reason }: Pick<Incident, "code" | "message" | "reason">,
  timer?: Timer,
): void {
  add(run, { element: element.id, node: element.node, scope: element.scope, code, message, ...(reason && { reason }), resume, ...(timer ? { timer } : {}) });
}

/** A join that waits for what can't come any more. */
export function raiseAtJoin(run: Run, node: string, scope: string | null): void {
  if (run.state.incidents.some((incident) => incident.resume === "join" && incident.node === node && incident.scope === scope)) return;
  add(run, {
    element: null,
    node,
    scope,
    code: "join-starved",
    message: "Not every path into this join can arrive any more. Resolving goes on with those that did.",
    resume: "join",
  });
}

function add(run: Run, found: Omit<Incident, "id" | "at">): void {
  const incident: Incident = { id: newId(run, "i"), at: run.now, ...found };
  run.state.incidents.push(incident);
  run.effects.push({ type: "incident", incident });
  tell(run, {
    actor: null,
    action: "incident",
    node: incident.node,
    comment: incident.message,
    after: incident.reason ? { code: incident.code, reason: incident.reason } : incident.code,
  });
}

export function clearIncidents(run: Run, matches: (incident: Incident) => boolean): void {
  for (const incident of drop(run.state.incidents, matches)) run.effects.push({ type: "incidentResolved", incident });
}
