import * as z from "zod";
import { complete, ready } from "../run/element";
import { activityFields } from "./activity";
import type { Kind } from "./kind";

/** Nothing that the engine does: it is passed at once. */
export const Task = z.strictObject({ ...activityFields, type: z.enum(["task", "manualTask"]) });
export type Task = z.infer<typeof Task>;

export const task: Kind<"task" | "manualTask"> = {
  enter: (run, element) => {
    ready(run, element);
    complete(run, element);
  },
};
