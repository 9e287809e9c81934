import * as z from "zod";
import { nodeFields } from "./node";

/** The first of the events behind it decides the way. */
export const EventBasedGateway = z.strictObject({ ...nodeFields, type: z.literal("eventBasedGateway") });
export type EventBasedGateway = z.infer<typeof EventBasedGateway>;
