import * as z from "zod";
import { Stuck } from "../run/stuck";
import type { Kind } from "./kind";
import { ElementId, Name } from "./node";

/** What BPMN knows and we don't execute yet: everything about it is kept, and publishing refuses it. */
export const Unsupported = z.looseObject({
  id: ElementId,
  name: Name.default(""),
  parent: ElementId.optional(),
  type: z.enum(["complexGateway", "transaction", "adHocSubProcess", "sendTask", "businessRuleTask", "intermediateThrowEvent"]),
});
export type Unsupported = z.infer<typeof Unsupported>;

export const unsupported: Kind<Unsupported["type"]> = {
  check: ({ id, type }, { report }) => report(id, "unsupported", `A ${type} can't be executed yet.`),
  enter: (_run, _element, { type }) => {
    throw new Stuck("unsupported", `A ${type} can't be executed yet.`, { code: "element-kind", params: { kind: type } });
  },
};
