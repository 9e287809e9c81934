import type { NodeOf } from "../definition";
import type { Checking } from "./checking";

/** Of a gateway that asks conditions: a default of its own, and a condition on each other way. */
export function checkDecision(node: NodeOf<"exclusiveGateway" | "inclusiveGateway">, { graph, report, expression }: Checking): void {
  const ways = graph.outgoing(node.id);
  if (node.default !== undefined && !ways.some((flow) => flow.id === node.default))
    report(node.id, "default-elsewhere", "Its default is none of its own ways.");
  if (ways.length < 2) return;
  if (node.default === undefined) report(node.id, "no-default", "No way is the default, to be taken where no condition is true.");
  for (const flow of ways) {
    if (flow.id === node.default) continue;
    if (flow.condition?.trim()) expression(flow.id, flow.condition);
    else report(flow.id, "condition-missing", "This way has no condition and is not the default.");
  }
}
