import type { Actor } from "../../../shared/contract/actor";
import { longestTimeToLive, type MessageInput, type SentMessage, sendMessage } from "../../../shared/contract/message";
import { Problem } from "../../../shared/contract/problem";
import { later } from "../../../shared/process/time";
import { now } from "../../kit/clock";
import { endpoint, type Means } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { nudgeLater, payNow } from "../../kit/owed";
import { findCard, insertMessage, withdrawMessage } from "./queries";

export const send = endpoint(sendMessage, (input) => take(input, input.actor, input.body));

/** In ms: how long a message that is not to be kept has to arrive, and how much of that its sender waits for. */
const onItsWay = 60_000;
const waitedFor = 6_000;

/** Written with what it owes, its delivery, before that is tried: a crash loses nothing that was answered with a 2xx. */
export async function take(means: Means, actor: Actor, { timeToLive, ...message }: MessageInput): Promise<SentMessage> {
  const expiresAt = timeToLive === undefined ? undefined : expiry(timeToLive);
  await nudgeLater("workflowWork");
  const given = { ...message, id: newId(), expiresAt: expiresAt ?? new Date(now() + onItsWay).toISOString(), keep: expiresAt !== undefined };
  const made = await insertMessage(means.db, actor, given);
  const known = made ?? (message.messageId === undefined ? undefined : await findCard(means.db, actor.tenantId, { messageId: message.messageId }));
  if (!known) throw notWaiting(message);
  const pending = await payNow(means, [known.id], "workflowWork", waitedFor);
  const card = await findCard(means.db, actor.tenantId, { id: known.id });
  if (card?.taken) return { id: card.id, status: "delivered", instanceId: card.instanceId, expiresAt: null };
  const isRefused = made && expiresAt === undefined && !pending && (await withdrawMessage(means.db, actor.tenantId, made.id));
  if (!card || isRefused) throw notWaiting(message);
  return { id: card.id, status: "kept", instanceId: null, expiresAt: card.expiresAt, ...(pending && { pending }) };
}

function expiry(timeToLive: number | string): string {
  const at = new Date(now()).toISOString();
  const until = typeof timeToLive === "number" ? new Date(now() + Math.min(timeToLive, longestTimeToLive + 1) * 1000).toISOString() : later(at, timeToLive);
  const seconds = until === null ? 0 : (Date.parse(until) - now()) / 1000;
  if (until !== null && seconds > 0 && seconds <= longestTimeToLive) return until;
  const message = `Is no number of seconds and no ISO 8601 duration such as PT2H, or is longer than ${longestTimeToLive / 86_400} days.`;
  throw new Problem("invalid-input", "The time to live can't be.", { errors: [{ path: "/body/timeToLive", code: "bad-duration", message }] });
}

const notWaiting = ({ name }: { name: string }) =>
  new Problem("illegal-transition", `Nobody waits for the message "${name}" with this key. With a time to live it would be kept.`, {
    errors: [{ path: "/body/correlationKey", code: "not-waiting", message: "Nobody waits for it." }],
  });
