import * as z from "zod";
import { checkService } from "../check/service";
import { complete, ready, valueFor } from "../run/element";
import { startJob } from "../run/jobs";
import { Stuck } from "../run/stuck";
import { assign } from "../run/variables";
import { activityFields } from "./activity";
import type { Kind } from "./kind";
import { Expression, Template, VariableName } from "./node";
import { Participants } from "./participant";

const HttpConnector = z.strictObject({
  type: z.literal("http"),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).default("GET"),
  url: Template,
  headers: z.record(z.string().max(200), Template).default({}),
  /** FEEL. */
  body: Expression.optional(),
  /** A stored credential, by name. */
  connection: z.string().max(200).optional(),
  resultVariable: VariableName.optional(),
});

/** Done by the engine itself, in the same step. */
const SetFieldsConnector = z.strictObject({ type: z.literal("setFields"), fields: z.record(VariableName, Expression) });

const NotifyConnector = z.strictObject({ type: z.literal("notify"), to: Participants.min(1), subject: Template, text: Template.default("") });

/** `retries` are the tries after the first; `backoff` (ISO 8601 durations) is the wait before each, its last one repeating. */
export const ServiceTask = z.strictObject({
  ...activityFields,
  type: z.literal("serviceTask"),
  connector: z.discriminatedUnion("type", [HttpConnector, SetFieldsConnector, NotifyConnector]).optional(),
  retries: z.int().min(0).max(20).default(3),
  backoff: z.array(z.string().max(100)).min(1).max(20).default(["PT10S", "PT1M", "PT10M"]),
});
export type ServiceTask = z.infer<typeof ServiceTask>;

export const serviceTask: Kind<"serviceTask"> = {
  check: checkService,
  produces: ({ connector }) => {
    if (connector?.type === "setFields") return Object.keys(connector.fields);
    return connector?.type === "http" && connector.resultVariable ? [connector.resultVariable] : [];
  },
  enter: (run, element, { connector, retries }) => {
    if (!connector) throw new Stuck("unsupported", "It does not say what to do.", { code: "no-connector" });
    if (connector.type !== "setFields") return startJob(run, element, retries);
    const fields = Object.entries(connector.fields).map(([name, source]) => [name, valueFor(run, element, source)]);
    ready(run, element);
    assign(run, element, Object.fromEntries(fields));
    complete(run, element);
  },
};
