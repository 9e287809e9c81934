// What must follow a step, as owed calls: to the ticket, to people, to timers and jobs, and to instances that call or were called.
import { system } from "../../../shared/contract/actor";
import { cancelChild, deliverKept, endChild, startChild } from "../../../shared/contract/process-calls";
import type { Effect, JobInput, Reason, Timer } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import { type Owed, owe } from "../../kit/owed";
import type { Timer as KitTimer } from "../../kit/timer";
import type { Following } from "./following";
import { childId } from "./ids";
import type { JobBody } from "./job";
import type { StoredInstance, Subject } from "./load";
import { reportOf } from "./report";
import { subscriptionRows } from "./rows";
import { tellings } from "./told";

/** In order. Throws `domain-away` where somebody must be asked first and can't be. */
export async function owesOf(means: Pick<Means, "ask">, following: Following): Promise<Owed[]> {
  const { before, after, ran, actor, now } = following;
  return [
    ...(await reportOf(means, following)),
    ...(await tellings(means, following)),
    ...timersOf(before, after).map((timer) => timerOf(after, timer)),
    ...jobsOf(after, ran.effects),
    ...childrenOf(after, ran.effects, now),
    ...subscriptionRows({ before, after, effects: ran.effects, actor, now }).added.map(({ name, correlation_key }) =>
      owe("workflow", deliverKept, { instanceId: after.id, name, correlationKey: correlation_key }),
    ),
  ];
}

/** Those that were set and still count. */
function timersOf(before: Subject, after: StoredInstance): Timer[] {
  const known = new Set(before.state?.timers.map(({ id, generation }) => `${id} ${generation}`));
  return after.state.timers.filter(({ id, generation }) => !known.has(`${id} ${generation}`));
}

function timerOf({ tenantId, id }: StoredInstance, { id: element, generation, dueAt }: Timer): Owed {
  const body: KitTimer = { name: "process", tenantId, entity: id, element, generation, dueAt };
  return { receiver: "timer", route: "process", body };
}

/** Those that were not given up in the same step. */
function jobsOf(after: StoredInstance, effects: readonly Effect[]): Owed[] {
  const cancelled = new Set(effects.flatMap((effect) => (effect.type === "cancelJob" ? [effect.key] : [])));
  return effects.flatMap((effect) => {
    if (effect.type !== "job" || cancelled.has(effect.key)) return [];
    const { element, node, key, attempt, input } = effect;
    return [
      {
        receiver: "job" as const,
        route: input.kind satisfies JobInput["kind"],
        body: { instanceId: after.id, element, node, key, attempt, input } satisfies JobBody,
      },
    ];
  });
}

function childrenOf(after: StoredInstance, effects: readonly Effect[], now: string): Owed[] {
  return effects.flatMap((effect) => {
    if (effect.type === "startChild") {
      const { element, call, workflow, variables, initiator } = effect;
      return [
        owe("workflow", startChild, {
          id: childId(after.id, element, call, now),
          parentId: after.id,
          element,
          call,
          workflow,
          variables,
          initiatorId: initiator,
        }),
      ];
    }
    if (effect.type === "cancelChild") return [owe("workflow", cancelChild, { parentId: after.id, element: effect.element })];
    return effect.type === "ended" ? endOf(after, effect, effects) : [];
  });
}

/** A child that rested is terminated in the same step: its caller hears the first word, once. */
function endOf(after: StoredInstance, { status, error, message, reason, variables }: Extract<Effect, { type: "ended" }>, effects: readonly Effect[]): Owed[] {
  const { parentId, parentElement, parentCall } = after;
  const first = effects.find((effect) => effect.type === "ended");
  if (!parentId || first?.status !== status) return [];
  const outcome = status === "completed" ? "completed" : "failed";
  const why: Reason = reason ?? (message === undefined ? { code: "child-over", params: { status } } : { code: "said", said: message });
  const word = status === "completed" ? {} : { error: error ?? status, message: message ?? `What was called is ${status}.`, reason: why };
  return [
    owe("workflow", endChild, { parentId, element: parentElement, call: parentCall, outcome, ...word, variables: outcome === "completed" ? variables : {} }),
  ];
}

/** What follows a step is the system's to do. */
export const owedBy = (tenantId: string) => system(tenantId);
