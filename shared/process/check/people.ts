import type { NodeOf } from "../definition";
import type { Checking } from "./checking";

/** Of a user task: somebody to ask, a vote that can be counted, rules that point somewhere. */
export function checkPeople({ id, participants, mode, timeout }: NodeOf<"userTask">, { graph, report, expression, template, time }: Checking): void {
  if (participants.length === 0) report(id, "no-participants", "Nobody is asked here.");
  if (mode.type === "vote" && (mode.count === undefined) === (mode.percent === undefined))
    report(id, "bad-vote", "A vote needs either a number or a percentage.");
  for (const participant of [...participants, ...(timeout?.escalateTo ?? [])]) {
    if (participant.from === "handler" && graph.nodes.get(participant.node)?.type !== "userTask")
      report(id, "unknown-node", `"${participant.node}" is no step that people do.`);
    if (participant.from === "field") expression(id, participant.field);
    if (participant.from === "http") template(id, participant.url);
  }
  if (timeout) time(id, "duration", timeout.after);
}
