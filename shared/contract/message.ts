// Messages that processes wait for: from people and programs with a token, and signed ones from other systems.
import * as z from "zod";
import { TenantId } from "./actor";
import { ConnectionName } from "./connection";
import { route } from "./route";

/** Seconds, or an ISO 8601 duration such as PT2H; 31 days at most. */
const TimeToLive = z.int().positive().or(z.string().max(100));
export const longestTimeToLive = 31 * 24 * 3600;

export const MessageInput = z.strictObject({
  name: z.string().min(1).max(200),
  correlationKey: z.string().max(500).default(""),
  /** The sender's own id of it: however often it comes, it has one effect. */
  messageId: z.string().min(1).max(200).optional(),
  variables: z.record(z.string().min(1).max(200), z.json()).default({}),
  /** So long it is kept where nobody waits for it yet; without it, it is refused then. */
  timeToLive: TimeToLive.optional(),
});
export type MessageInput = z.output<typeof MessageInput>;

/** One message has one receiver: whoever has waited longest. */
export const SentMessage = z.object({
  id: z.uuid(),
  status: z.enum(["delivered", "kept"]),
  instanceId: z.uuid().nullable(),
  /** Of a kept one. */
  expiresAt: z.iso.datetime().nullable(),
  /** True where it is still on its way. */
  pending: z.boolean().optional(),
});
export type SentMessage = z.infer<typeof SentMessage>;

export const sendMessage = route({
  method: "POST",
  path: "/api/messages",
  roles: ["admin", "agent"],
  summary: "Tell a process what it waits for; refused with 409 where nobody waits and it has no time to live",
  limit: "submissionBody",
  body: MessageInput,
  reply: SentMessage,
});

/**
 * The header `pflow-signature` is `t=<seconds since 1970>,v1=<hex of HMAC-SHA256 of "<t>.<body>" by the connection's signing secret>`,
 * and not older than five minutes. What we send is signed in the same way.
 */
export const signatureHeader = "pflow-signature";
/** In seconds, either way. */
export const signatureTolerance = 300;

export const receiveHook = route({
  method: "POST",
  path: "/api/hooks/{tenant}/{connection}",
  roles: "anyone",
  summary: "A message of another system, signed with its connection's secret in the header pflow-signature",
  limit: "submissionBody",
  params: z.object({ tenant: TenantId, connection: ConnectionName }),
  body: MessageInput,
  reply: SentMessage,
});

/** Owed by whoever takes a message: what is on its way arrives. */
export const deliverMessage = route({
  method: "POST",
  path: "/internal/workflow/messages/deliver",
  roles: "internal",
  summary: "Give a message to whoever waits for it",
  body: z.strictObject({ id: z.uuid() }),
  reply: z.null(),
});
