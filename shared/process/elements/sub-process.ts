import * as z from "zod";
import { ready } from "../run/element";
import { Stuck } from "../run/stuck";
import { activityFields } from "./activity";
import type { Kind } from "./kind";

/** Embedded: its nodes are those that name it as their `parent`. One that an event triggers is kept, and refused at publish. */
export const SubProcess = z.strictObject({ ...activityFields, type: z.literal("subProcess"), triggeredByEvent: z.boolean().default(false) });
export type SubProcess = z.infer<typeof SubProcess>;

export const subProcess: Kind<"subProcess"> = {
  check: ({ id, triggeredByEvent }, { report }) => {
    if (triggeredByEvent) report(id, "unsupported", "An event sub-process can't be executed yet.");
  },
  enter: (run, element, { id }) => {
    const start = run.graph.start(id);
    if (!start) throw new Stuck("no-way-out", "The sub-process has no start.", { code: "no-start" });
    ready(run, element);
    run.agenda.push({ do: "enter", node: start.id, scope: element.id, past: element.past });
  },
};
