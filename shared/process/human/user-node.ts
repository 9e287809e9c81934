import type { NodeOf } from "../definition";
import type { Mode } from "../elements/approval";
import { nodeOf, type Run } from "../run/run";
import type { Element } from "../state";

/** The node of an element whose people decide; undefined where the creator submits again. */
export function userNodeOf(run: Run, element: Element): NodeOf<"userTask"> | undefined {
  const node = nodeOf(run, element.node);
  return node.type === "userTask" ? node : undefined;
}

export const modeOf = (run: Run, element: Element): Mode => userNodeOf(run, element)?.mode ?? { type: "any" };
