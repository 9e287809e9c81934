import * as z from "zod";
import { complete } from "../run/element";
import type { Kind } from "./kind";
import { nodeFields } from "./node";

/** Waits for one token on each incoming flow, then takes every outgoing one. */
export const ParallelGateway = z.strictObject({ ...nodeFields, type: z.literal("parallelGateway") });
export type ParallelGateway = z.infer<typeof ParallelGateway>;

export const parallelGateway: Kind<"parallelGateway"> = { joins: "all", enter: (run, element) => complete(run, element) };
