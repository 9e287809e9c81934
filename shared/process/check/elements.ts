// What each element demands of itself: names, expressions, and whatever its own file says.
import type { Node, NodeOf, NodeType } from "../definition";
import type { Kind, Kinds } from "../elements/kind";
import { multiInstanceOf } from "../elements/loop";
import type { Checking } from "./checking";

const activities: readonly NodeType[] = ["task", "manualTask", "userTask", "serviceTask", "scriptTask", "receiveTask", "subProcess", "callActivity"];
export const isActivity = (node: Node | undefined) => node !== undefined && activities.includes(node.type);

export function checkElements(checking: Checking, kinds: Kinds): void {
  for (const node of checking.definition.nodes) {
    if (isActivity(node) && node.name.trim() === "") checking.report(node.id, "empty-name", "This step has no name.");
    if ("loop" in node && node.loop) checkLoop(node as NodeOf<"task">, checking);
    checkKind(node, checking, kinds[node.type] as Kind<NodeType>);
  }
}

// The registry pairs each type with its kind; TypeScript can't follow that pairing through a lookup.
const checkKind = (node: Node, checking: Checking, kind: Kind<NodeType>) => kind.check?.(node, checking);

function checkLoop({ id, loop }: NodeOf<"task">, checking: Checking): void {
  if (loop?.type !== "multiInstance") {
    checking.report(id, "unsupported", "A loop marker can't be executed yet.");
    return;
  }
  const inner = loop.elementVariable ? [loop.elementVariable] : [];
  const counts = ["numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances", "numberOfTerminatedInstances"];
  checking.expression(id, loop.collection);
  if (loop.outputElement) checking.expression(id, loop.outputElement, inner);
  if (loop.completionCondition) checking.expression(id, loop.completionCondition, [...counts, ...inner]);
}

/** Names that the process itself brings into the world. */
export function producedNames(nodes: readonly Node[], kinds: Kinds): string[] {
  const ofLoop = (node: Node) => {
    const loop = multiInstanceOf(node);
    return loop ? [loop.elementVariable, loop.outputCollection, "loopCounter"] : [];
  };
  const all = nodes.flatMap((node) => [...((kinds[node.type] as Kind<NodeType>).produces?.(node) ?? []), ...ofLoop(node)]);
  return ["initiator", ...all.filter((name) => name !== undefined)];
}
