import * as z from "zod";
import { complete, ready } from "../run/element";
import { assign } from "../run/variables";
import { waitFor } from "../run/waits";
import { activityFields } from "./activity";
import { MessageDefinition } from "./event-definition";
import type { Kind } from "./kind";

export const ReceiveTask = z.strictObject({ ...activityFields, type: z.literal("receiveTask"), message: MessageDefinition.omit({ type: true }) });
export type ReceiveTask = z.infer<typeof ReceiveTask>;

export const receiveTask: Kind<"receiveTask"> = {
  check: ({ id, message }, { report, template }) => {
    if (message.name.trim() === "") report(id, "incomplete", "It does not say which message it waits for.");
    template(id, message.correlationKey);
  },
  produces: ({ message }) => (message.resultVariable ? [message.resultVariable] : []),
  enter: (run, element, { id, message }) => {
    ready(run, element);
    waitFor(run, element, id, message);
  },
  triggered: (run, element, { message }, _, variables) => {
    if (message.resultVariable) assign(run, element, { [message.resultVariable]: variables });
    complete(run, element);
  },
};
