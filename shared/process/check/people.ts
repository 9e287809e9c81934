import type { NodeOf } from "../definition";
import type { Participant } from "../elements/participant";
import { leadsNowhere } from "./address";
import type { Checking } from "./checking";

/** Of a user task: somebody to ask, a vote that can be counted, rules that point somewhere. */
export function checkPeople({ id, participants, mode, timeout, fields }: NodeOf<"userTask">, checking: Checking): void {
  const { report, time, field } = checking;
  if (participants.length === 0) report(id, "no-participants", "Nobody is asked here.");
  if (mode.type === "vote" && (mode.count === undefined) === (mode.percent === undefined))
    report(id, "bad-vote", "A vote needs either a number or a percentage.");
  for (const participant of [...participants, ...(timeout?.escalateTo ?? [])]) checkParticipant(id, participant, checking);
  for (const name of Object.keys(fields)) field(id, name);
  if (timeout) time(id, "duration", timeout.after);
}

/** A rule by which people are found, wherever one stands. */
export function checkParticipant(id: string, participant: Participant, { graph, report, template, field }: Checking): void {
  if (participant.from === "field") field(id, participant.field);
  if (participant.from === "handler" && graph.nodes.get(participant.node)?.type !== "userTask")
    report(id, "unknown-node", `"${participant.node}" is no step that people do.`);
  if (participant.from === "http") {
    if (leadsNowhere(participant)) report(id, "incomplete", "It has no address to ask for people.", participant.url);
    template(id, participant.url);
  }
}
