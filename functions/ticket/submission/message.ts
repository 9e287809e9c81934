// What travels through the submission queue: one attempt at a submission, whole.
import type { SQSRecord } from "aws-lambda";
import * as z from "zod";
import { Caller, TenantId } from "../../../shared/contract/actor";
import { Chosen } from "../../../shared/contract/process";
import type { DeadLetterCode } from "../../../shared/contract/submission";
import { Priority } from "../../../shared/contract/ticket";
import { guardText } from "../../../shared/rules/text-guard";
import type { Message } from "../../kit/queue";

/** As accepted: `data` is what the form made of it where `formVersion` says which version it passed, else as it was sent. `workflowVersion`, too, is there once it is known. */
export const Raised = z.strictObject({
  title: z.string(),
  description: z.string(),
  priority: Priority,
  formId: z.uuid().nullable(),
  formVersion: z.int().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
  workflowId: z.uuid().nullable(),
  workflowVersion: z.int().optional(),
  chosen: Chosen.optional(),
});
export type Raised = z.infer<typeof Raised>;

export const SubmissionMessage = z.strictObject({
  kind: z.literal("ticket"),
  id: z.string().min(1).max(64),
  clientReference: z.string(),
  requester: Caller.omit({ tenantId: true }),
  /** A UUIDv7 made at accept: the order of attempts. */
  attempt: z.uuid(),
  /** Of the body as it was sent. */
  hash: z.string(),
  /** A retry: it counts only while the failed row has been decided this many times. */
  retryOf: z.int().nullable(),
  raised: Raised,
});
export type SubmissionMessage = z.infer<typeof SubmissionMessage>;

/** A message with what its attributes say; `requestId` is the request's that sent it, for the log. */
export type Attempt = SubmissionMessage & { tenantId: string; acceptedAt: string; requestId?: string };

export function toMessage({ tenantId, acceptedAt, requestId, ...message }: Attempt): Message {
  return { body: JSON.stringify(message satisfies SubmissionMessage), attributes: { tenant: tenantId, acceptedAt, ...(requestId && { requestId }) } };
}

/** Why a message can't be an attempt. */
/** `place`: the part of it that is wrong, where that is not all of it. */
export type Unreadable = { unreadable: DeadLetterCode; reason: string; place?: string };

export function readMessage(record: Pick<SQSRecord, "body" | "messageAttributes">): Attempt | Unreadable {
  const tenantId = TenantId.safeParse(record.messageAttributes.tenant?.stringValue);
  const acceptedAt = z.iso.datetime().safeParse(record.messageAttributes.acceptedAt?.stringValue);
  if (!tenantId.success || !acceptedAt.success) return { unreadable: "no-tenant", reason: "It names no tenant or no time of acceptance." };
  const body = parsed(record.body);
  const message = SubmissionMessage.safeParse(body);
  if (!message.success)
    return {
      unreadable: "no-submission",
      reason: `It is no submission: ${message.error.issues[0]?.path.join("/")} ${message.error.issues[0]?.message}`,
      place: message.error.issues[0]?.path.join("/"),
    };
  const [bad] = guardText(body);
  if (bad) return { unreadable: "not-storable", reason: `It can't be stored: ${bad.path} ${bad.message}`, place: bad.path };
  return { ...message.data, tenantId: tenantId.data, acceptedAt: acceptedAt.data, requestId: record.messageAttributes.requestId?.stringValue };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
