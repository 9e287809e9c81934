import type { App, Stack } from "sst/constructs";
import { Api } from "./api";
import { Console } from "./console";
import { Data } from "./data";
import { Edge } from "./edge";
import { Identity } from "./identity";
import { Network } from "./network";
import { Observability } from "./observability";
import { Submission } from "./submission";

const all = [Network, Data, Edge, Identity, Submission, Api, Console, Observability];

/** The whole of PFlow, in an order in which each stack uses only those before it. */
export function stacks(app: App) {
  for (const stack of all) app.stack(stack);
  // SST puts a function for features of its own into each stack; we use none of them.
  for (const stack of app.node.children) (stack as Stack).node.tryRemoveChild("CustomResourceHandler");
}
