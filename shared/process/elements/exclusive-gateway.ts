import * as z from "zod";
import { checkDecision } from "../check/gateway";
import { isTrue } from "../run/conditions";
import { complete } from "../run/element";
import { Stuck } from "../run/stuck";
import type { Kind } from "./kind";
import { ElementId, nodeFields } from "./node";

/** One way: the first whose condition is true, in the order of `flows`, else the default. */
export const ExclusiveGateway = z.strictObject({ ...nodeFields, type: z.literal("exclusiveGateway"), default: ElementId.optional() });
export type ExclusiveGateway = z.infer<typeof ExclusiveGateway>;

export const exclusiveGateway: Kind<"exclusiveGateway"> = {
  check: checkDecision,
  enter: (run, element, node) => {
    const ways = run.graph.outgoing(node.id);
    if (ways.length === 1) return complete(run, element);
    const way = ways.find((flow) => flow.id !== node.default && isTrue(run, element, flow)) ?? ways.find((flow) => flow.id === node.default);
    if (!way) throw new Stuck("no-way-out", "No condition is true, and no way is the default.");
    complete(run, element, [way]);
  },
};
