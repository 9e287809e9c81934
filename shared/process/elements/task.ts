import * as z from "zod";
import { activityFields } from "./activity";

/** Nothing that the engine does: it is passed at once. */
export const Task = z.strictObject({ ...activityFields, type: z.enum(["task", "manualTask"]) });
export type Task = z.infer<typeof Task>;
