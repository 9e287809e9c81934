// The participant rules of a node as questions to identity; what the instance itself knows is answered here.
import type { Participant } from "../elements/participant";
import { textFor } from "../run/element";
import type { Run } from "../run/run";
import { visible } from "../run/variables";
import type { Ask, AskFrom, Element, Found } from "../state";

export function asksOf(run: Run, element: Element, participants: readonly Participant[], as?: Found["rule"]): Ask[] {
  return participants.flatMap((participant, index) => {
    const from = askFrom(run, element, participant);
    const isEmpty = from.from === "users" && from.users.length === 0;
    return isEmpty ? [] : [{ ...from, rule: as ?? index, says: participant.from }];
  });
}

function askFrom(run: Run, element: Element, participant: Participant): AskFrom {
  const { initiator, done, chosen } = run.state;
  switch (participant.from) {
    case "departmentHead":
      return { from: "departmentHead", department: participant.department ?? null, of: initiator };
    case "initiator":
      return { from: "users", users: [initiator] };
    case "manager":
      return { from: "manager", of: initiator, levels: participant.levels };
    case "field":
      return { from: "users", users: idsIn(visible(run, element)[participant.field]) };
    case "handler":
      return { from: "users", users: done[participant.node]?.handlers ?? [] };
    case "chosen":
      return { from: "users", users: chosen[element.node] ?? [] };
    case "http":
      return { from: "http", url: textFor(run, element, participant.url), connection: participant.connection ?? null };
    default:
      return participant;
  }
}

const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((id) => typeof id === "string" && id !== "");
