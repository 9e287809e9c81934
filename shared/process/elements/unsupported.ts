import * as z from "zod";
import { ElementId, Name } from "./node";

/** What BPMN knows and we don't execute yet: everything about it is kept, and publishing refuses it. */
export const Unsupported = z.looseObject({
  id: ElementId,
  name: Name.default(""),
  parent: ElementId.optional(),
  type: z.enum(["complexGateway", "transaction", "adHocSubProcess", "sendTask", "businessRuleTask", "intermediateThrowEvent"]),
});
export type Unsupported = z.infer<typeof Unsupported>;
