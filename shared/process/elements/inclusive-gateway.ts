import * as z from "zod";
import { checkDecision } from "../check/gateway";
import { isTrue } from "../run/conditions";
import { complete } from "../run/element";
import { Stuck } from "../run/stuck";
import type { Kind } from "./kind";
import { ElementId, nodeFields } from "./node";

/** Every way whose condition is true, else the default; joins by BPMN 2.0.2 §13.3.3. */
export const InclusiveGateway = z.strictObject({ ...nodeFields, type: z.literal("inclusiveGateway"), default: ElementId.optional() });
export type InclusiveGateway = z.infer<typeof InclusiveGateway>;

export const inclusiveGateway: Kind<"inclusiveGateway"> = {
  joins: "reach",
  check: checkDecision,
  enter: (run, element, node) => {
    const all = run.graph.outgoing(node.id);
    if (all.length === 1) return complete(run, element);
    const chosen = all.filter((flow) => flow.id !== node.default && isTrue(run, element, flow));
    const ways = chosen.length > 0 ? chosen : all.filter((flow) => flow.id === node.default);
    if (ways.length === 0) throw new Stuck("no-way-out", "No condition is true, and no way is the default.");
    complete(run, element, ways);
  },
};
