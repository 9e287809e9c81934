import type { NodeOf } from "../definition";
import { escalate } from "../human/timeout";
import { Refused } from "../refusal";
import { complete } from "../run/element";
import { attempt, clearIncidents } from "../run/incident";
import { tryAgain } from "../run/jobs";
import { fire } from "../run/joins";
import { activate } from "../run/moves";
import { goOn } from "../run/multi-instance";
import { findElement, nodeOf, type Run } from "../run/run";
import { tell } from "../run/timeline";
import { assign } from "../run/variables";
import { cancelWaits, setTimer } from "../run/waits";
import type { Element, Incident } from "../state";
import { type InstanceVerb, mustBeActive, mustBeAdmin } from "./verb";

/** Takes up again what stood still, perhaps with corrected data; if nothing is better, an incident stands there again. */
export const resolveIncident: InstanceVerb<"resolveIncident"> = {
  guard: (run, actor) => {
    mustBeAdmin(actor);
    mustBeActive(run);
    if (run.state.incidents.length === 0) throw new Refused("no-incident", "There is no incident.");
  },
  apply: (run, { actor, incident: id, variables, comment }) => {
    const incident = run.state.incidents.find((it) => it.id === id);
    if (!incident) throw new Refused("no-incident", "There is no such incident.");
    clearIncidents(run, (it) => it.id === id);
    if (variables) assign(run, findElement(run, incident.element), variables);
    tell(run, {
      actor: actor.user,
      action: "resolve-incident",
      node: incident.node,
      ...(comment ? { comment } : {}),
      ...(variables ? { after: variables } : {}),
    });
    takeUp(run, incident);
  },
};

function takeUp(run: Run, incident: Incident): void {
  if (incident.resume === "join") return void fire(run, incident.node, incident.scope);
  const element = findElement(run, incident.element);
  if (element) attempt(run, element, incident.resume, () => resume(run, element, incident));
}

function resume(run: Run, element: Element, { resume: how, timer }: Incident): void {
  if (timer) return void setTimer(run, element, { node: timer.node, purpose: timer.purpose, dueAt: run.now });
  if (how === "complete") return void complete(run, element);
  if (how === "loop") return void goOn(run, element);
  if (how === "people") return void escalate(run, element);
  if (how === "job") return void tryAgain(run, element, (nodeOf(run, element.node) as NodeOf<"serviceTask">).retries);
  cancelWaits(run, element.id);
  activate(run, element);
}
