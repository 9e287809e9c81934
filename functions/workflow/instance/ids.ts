// Ids of what the engine counts up within an instance (tasks `t3`, incidents `i4`), as the outside knows them.
import { createHash } from "node:crypto";
import { v5, v7 } from "uuid";

/** The same in every try. */
export const uuidOf = (instanceId: string, key: string) => v5(key, instanceId);

/** Of what a call activity calls: the same in every try, and (as those of tickets) in the order of time. */
export function childId(parentId: string, element: string, call: number, calledAt: string): string {
  const random = createHash("sha256").update([parentId, element, call].join("\n")).digest();
  return v7({ msecs: Date.parse(calledAt), random });
}
