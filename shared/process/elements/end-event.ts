import * as z from "zod";
import { complete, empty } from "../run/element";
import { throwError } from "../run/errors";
import { ErrorDefinition, MessageDefinition, TerminateDefinition, UnsupportedDefinition } from "./event-definition";
import type { Kind } from "./kind";
import { nodeFields } from "./node";

/** Ends its path; with `terminate` everything of its scope, with `error` its scope, to be caught by a boundary event. */
export const EndEvent = z.strictObject({
  ...nodeFields,
  type: z.literal("endEvent"),
  eventDefinition: z.discriminatedUnion("type", [TerminateDefinition, ErrorDefinition, MessageDefinition, UnsupportedDefinition]).optional(),
});
export type EndEvent = z.infer<typeof EndEvent>;

export const endEvent: Kind<"endEvent"> = {
  check: ({ id, eventDefinition }, { report }) => {
    if (eventDefinition?.type === "error" && eventDefinition.code.trim() === "") report(id, "incomplete", "An error end needs a code.");
    const isExecuted = !eventDefinition || eventDefinition.type === "error" || eventDefinition.type === "terminate";
    if (!isExecuted) report(id, "unsupported", `An end that throws a ${eventDefinition.type} can't be executed yet.`);
  },
  enter: (run, element, { name, eventDefinition }) => {
    if (eventDefinition?.type === "error")
      return throwError(
        run,
        element,
        eventDefinition.code,
        name || "The process ended with an error.",
        "enter",
        name ? { code: "said", said: name } : undefined,
      );
    const { scope } = element;
    complete(run, element, []);
    if (eventDefinition?.type === "terminate") empty(run, scope, "ended");
  },
};
