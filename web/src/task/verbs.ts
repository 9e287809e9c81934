import type { Task } from "../../../shared/contract/task";

/** Each in a dialog of its own. */
export type TaskVerb = "transfer" | "delegate" | "add-sign" | "remove-sign" | "return";

/** Only whoever has not decided yet can be taken out. */
export const removable = ({ others }: Pick<Task, "others">) =>
  others.filter(({ status, outcome }) => outcome === null && status !== "done" && status !== "dropped");
