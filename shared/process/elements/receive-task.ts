import * as z from "zod";
import { activityFields } from "./activity";
import { MessageDefinition } from "./event-definition";

export const ReceiveTask = z.strictObject({ ...activityFields, type: z.literal("receiveTask"), message: MessageDefinition.omit({ type: true }) });
export type ReceiveTask = z.infer<typeof ReceiveTask>;
