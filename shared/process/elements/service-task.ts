import * as z from "zod";
import { activityFields } from "./activity";
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
