import { Ban, Bell, CircleHelp, Clock, Code, CornerDownRight, Globe, Inbox, type LucideIcon, Mail, PenLine, Plus, Square, User, Zap } from "lucide-react";
import type { Node } from "../../../../shared/process";

/** What stands inside of a task or event. */
export function iconOf(node: Node): LucideIcon | undefined {
  const event = "eventDefinition" in node && node.eventDefinition ? (node.eventDefinition as { type: string }).type : undefined;
  if (event === "timer") return Clock;
  if (event === "message") return Mail;
  if (event === "error") return Zap;
  if (event === "terminate") return Ban;
  switch (node.type) {
    case "userTask":
      return User;
    case "serviceTask":
      return node.connector?.type === "notify" ? Bell : node.connector?.type === "http" ? Globe : PenLine;
    case "scriptTask":
      return Code;
    case "receiveTask":
      return Inbox;
    case "callActivity":
      return CornerDownRight;
    case "subProcess":
      return Plus;
    case "task":
    case "manualTask":
      return Square;
    case "startEvent":
    case "endEvent":
      return undefined;
    default:
      return CircleHelp;
  }
}
