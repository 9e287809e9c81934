import * as z from "zod";
import { valueIn } from "../expression";
import type { Variables } from "../json";
import { complete, ready } from "../run/element";
import type { Run } from "../run/run";
import { assign, visible } from "../run/variables";
import { moment } from "../run/waits";
import { activityFields } from "./activity";
import type { Kind } from "./kind";
import { Expression, VariableName } from "./node";

/** Another workflow's published version, run as an instance of its own. */
export const CallActivity = z.strictObject({
  ...activityFields,
  type: z.literal("callActivity"),
  /** The workflow's id. */
  calledElement: z.string().max(200),
  /** The child's variables; without any it gets a copy of all. */
  inputs: z.record(VariableName, Expression).optional(),
  /** Ours, read from the child's; without any nothing comes back. */
  outputs: z.record(VariableName, Expression).default({}),
});
export type CallActivity = z.infer<typeof CallActivity>;

export const callActivity: Kind<"callActivity"> = {
  check: ({ id, calledElement, inputs, outputs }, { report, expression, foreign }) => {
    if (calledElement.trim() === "") report(id, "incomplete", "It does not say which workflow it calls.");
    for (const source of Object.values(inputs ?? {})) expression(id, source);
    for (const source of Object.values(outputs)) foreign(id, source);
  },
  produces: ({ outputs }) => Object.keys(outputs),
  enter: (run, element, { calledElement, inputs }) => {
    const seen = visible(run, element);
    const variables = inputs ? mapped(run, inputs, seen) : structuredClone(seen);
    ready(run, element);
    element.calls = (element.calls ?? 0) + 1;
    run.effects.push({ type: "startChild", element: element.id, call: element.calls, workflow: calledElement, variables, initiator: run.state.initiator });
  },
  triggered: (run, element, { outputs }, _, variables) => {
    assign(run, element, mapped(run, outputs, variables));
    complete(run, element);
  },
};

const mapped = (run: Run, sources: Record<string, string>, variables: Variables): Variables =>
  Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, valueIn(source, variables, moment(run))]));
