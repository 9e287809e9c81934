import * as z from "zod";
import { nodeFields } from "./node";

/** Waits for one token on each incoming flow, then takes every outgoing one. */
export const ParallelGateway = z.strictObject({ ...nodeFields, type: z.literal("parallelGateway") });
export type ParallelGateway = z.infer<typeof ParallelGateway>;
