// Every verb on a task: a new one is its file and a line here.
import type { TaskEvent } from "../../event";
import { addSign } from "./add-sign";
import { claim, unclaim } from "./claim";
import { complete } from "./complete";
import { delegate, transfer } from "./hand-on";
import { removeSign } from "./remove-sign";
import { returnTask } from "./return";
import type { Verb } from "./verb";

export type TaskVerb = TaskEvent["type"];
export const taskVerbs: { readonly [T in TaskVerb]: Verb<T> } = { claim, unclaim, complete, transfer, delegate, addSign, removeSign, return: returnTask };
