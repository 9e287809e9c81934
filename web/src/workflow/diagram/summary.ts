import type { Node, NodeOf } from "../../../../shared/process";
import type { Spoken } from "../../i18n";
import type { diagramWords } from "../words";

type Says = Spoken<typeof diagramWords>;
type Participant = NodeOf<"userTask">["participants"][number];

export function participantText(participant: Participant, t: Says): string {
  switch (participant.from) {
    case "users":
      return t.people(participant.users.length);
    case "groups":
      return t.groups(participant.groups.length);
    case "manager":
      return t.manager(participant.levels);
    case "field":
      return t.field(participant.field);
    default:
      return t[participant.from];
  }
}

/** The second line of a task: who, or what. */
export function summaryOf(node: Node, t: Says): string | undefined {
  switch (node.type) {
    case "userTask": {
      if (node.participants.length === 0) return t.nobody;
      const who = node.participants.map((one) => participantText(one, t)).join(" + ");
      return node.mode.type === "any" ? who : `${who} · ${t[node.mode.type]}`;
    }
    case "serviceTask":
      return node.connector?.type === "http" ? `${node.connector.method} ${node.connector.url}` : node.connector && t[node.connector.type];
    case "scriptTask":
      return `${node.resultVariable} = ${node.expression}`;
    case "receiveTask":
      return node.message.name;
    default:
      return undefined;
  }
}
