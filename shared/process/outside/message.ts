import type { EventOf } from "../event";
import { Refused } from "../refusal";
import type { Run } from "../run/run";
import { deliver } from "../run/trigger";

const keptAtMost = 100;

/** The same id has one effect. Nobody waits for it yet: it is kept for its time to live. */
export function message(run: Run, { name, correlationKey, messageId = undefined, variables = {}, expiresAt }: EventOf<"message">): void {
  const { kept, seen } = run.state.messages;
  const id = messageId ?? null;
  if (id !== null && (seen.includes(id) || kept.some((it) => it.messageId === id))) return;
  if (deliver(run, { name, correlationKey, messageId: id, variables })) return;
  if (!expiresAt || expiresAt <= run.now) throw new Refused("not-waiting", `Nothing waits for the message "${name}" with this key.`);
  kept.push({ name, correlationKey, messageId: id, variables, expiresAt });
  run.state.messages.kept = kept.slice(-keptAtMost);
}
