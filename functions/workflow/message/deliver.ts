// A message finds its receiver: both who sends and who begins to wait write first and look then, so one of them sees the other.
import { system } from "../../../shared/contract/actor";
import { deliverMessage } from "../../../shared/contract/message";
import { Problem } from "../../../shared/contract/problem";
import { deliverKept } from "../../../shared/contract/process-calls";
import type { State } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import { log } from "../../kit/log";
import { receiver } from "../../kit/receiver";
import { act } from "../instance/act";
import { claimMessage, isLeased, keptFor, type Message, markTaken, readMessage, releaseMessage } from "./queries";

/** Receivers that are asked in one go; the rest is left to the next try. */
const mostTries = 20;

/** False where somebody else is giving it away at this moment. What it throws is to be tried again. */
export async function deliver(means: Means, tenantId: string, id: string): Promise<boolean> {
  const message = await readMessage(means.db, tenantId, id);
  if (!message) return true;
  const passed: string[] = [];
  while (passed.length < mostTries) {
    const claim = await claimMessage(means.db, tenantId, id, passed);
    if (!claim) return !(await isLeased(means.db, tenantId, id));
    if (await isTaken(means, tenantId, message, claim.instanceId)) {
      await markTaken(means.db, tenantId, id);
      return true;
    }
    // Released before the next look: whoever began to wait meanwhile saw that it was busy, and relies on this.
    await releaseMessage(means.db, tenantId, id, false);
    passed.push(`${claim.instanceId} ${claim.key}`);
  }
  throw new Problem("domain-away", "None of those who waited took it.");
}

/** The instance knows the ids of what it took, so a second try has no second effect. */
async function isTaken(means: Means, tenantId: string, message: Message, instanceId: string): Promise<boolean> {
  const { id, name, correlationKey, variables } = message;
  const wanted = ({ messages, status, subscriptions }: State) =>
    !messages.seen.includes(id) && status === "active" && subscriptions.some((it) => it.name === name && it.correlationKey === correlationKey);
  try {
    const { state } = await act(means, {
      tenantId,
      instanceId,
      actor: system(tenantId),
      event: ({ state }) => (wanted(state) ? { type: "message", name, correlationKey, messageId: id, variables } : undefined),
    });
    return state.messages.seen.includes(id);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) {
      await releaseMessage(means.db, tenantId, id, true).catch(() => undefined);
      throw error;
    }
    log.warn("a message was refused by who waited for it", { tenantId, instanceId, messageId: id, requestId: means.requestId, error });
    return false;
  }
}

const underWay = () => new Problem("domain-away", "Somebody else is giving it away at this moment.");

/** Owed by whoever takes a message. */
export const delivered = receiver(deliverMessage, async (received, means) => {
  for (const { actor, body } of received) if (!(await deliver(means, actor.tenantId, body.id))) throw underWay();
});

/** Owed by an instance that begins to wait. */
export const kept = receiver(deliverKept, async (received, means) => {
  for (const { actor, body } of received) await giveKept(means, actor.tenantId, body.name, body.correlationKey);
});

/** As long as anybody waits for them, the oldest first. */
async function giveKept(means: Means, tenantId: string, name: string, correlationKey: string): Promise<void> {
  const tried = new Set<string>();
  for (;;) {
    const next = (await keptFor(means.db, tenantId, name, correlationKey)).find((id) => !tried.has(id));
    if (next === undefined) return;
    tried.add(next);
    // A try that died holds it for a while: then this comes again.
    if (!(await deliver(means, tenantId, next))) throw underWay();
  }
}
