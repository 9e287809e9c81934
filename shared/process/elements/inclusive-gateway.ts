import * as z from "zod";
import { ElementId, nodeFields } from "./node";

/** Every way whose condition is true, else the default; joins by BPMN 2.0.2 §13.3.3. */
export const InclusiveGateway = z.strictObject({ ...nodeFields, type: z.literal("inclusiveGateway"), default: ElementId.optional() });
export type InclusiveGateway = z.infer<typeof InclusiveGateway>;
