// What every activity has beside what every node has.
import { Loop } from "./loop";
import { nodeFields } from "./node";

export const activityFields = { ...nodeFields, loop: Loop.optional() };
