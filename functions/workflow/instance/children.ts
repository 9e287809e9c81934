// Call activities: what an instance calls is an instance of its own, started, ended and reported by owed calls to our own domain.

import { sql } from "drizzle-orm";
import { system } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import { cancelChild, endChild, startChild, tellTicketOfCalled } from "../../../shared/contract/process-calls";
import type { EventOf } from "../../../shared/process";
import { jsonRows } from "../../db/rows";
import type { Means } from "../../kit/endpoint";
import { type Received, receiver } from "../../kit/receiver";
import { currentVersion } from "../published";
import { act, changeInstance } from "./act";
import { findInstance, type StoredInstance } from "./load";
import { newInstance, startAll } from "./start";

/** A process that calls itself ends here. */
const deepest = 10;

/** Once, by the child's id. What can't be called has failed for its caller, who has an incident or a boundary event for it. */
export const childStarted = receiver(startChild, async (received, means) => {
  for (const one of received) await start(means, one);
});

async function start(means: Means, { actor: { tenantId }, body }: Received<typeof startChild>): Promise<void> {
  const { id, parentId, element, call, workflow, variables, initiatorId } = body;
  const parent = await findInstance(means.db, tenantId, { instanceId: parentId });
  if (!parent || !isCalling(parent, element, call)) return;
  const called = await calledBy(means, parent, workflow);
  if ("failed" in called) return tellParent(means, tenantId, { parentId, element, call, outcome: "failed", message: called.failed, reason: called.reason });
  const { ticketId, ticketNumber, title, priority, depth, formId, formVersion } = parent;
  const subject = newInstance({
    ...{ tenantId, id, ticketId, ticketNumber, title, priority, formId, formVersion, initiatorId },
    ...{ workflowId: called.workflowId, workflowVersion: called.version, workflowName: called.name, definition: called.definition },
    ...{ parentId, parentElement: element, parentCall: call, depth: depth + 1 },
  });
  await startAll(means, [{ subject, event: { type: "start", instance: id, actor: { user: initiatorId }, initiator: initiatorId, variables, called: true } }]);
}

const isCalling = ({ state }: StoredInstance, element: string, call: number) =>
  state.status === "active" && state.elements.some((one) => one.id === element && one.calls === call);

async function calledBy(means: Means, { tenantId, depth }: StoredInstance, workflow: string) {
  if (depth + 1 > deepest)
    return { failed: `Processes call each other more than ${deepest} deep.`, reason: { code: "calls-too-deep" as const, params: { most: deepest } } };
  const found = await currentVersion(means.db, tenantId, workflow);
  return found ?? { failed: "What it calls is no workflow that takes new work.", reason: { code: "not-callable" as const } };
}

export const childCancelled = receiver(cancelChild, async (received, means) => {
  for (const { actor, body } of received) {
    const children = await jsonRows<{ id: string }>(
      means.db,
      sql`select json_build_object('id', i.id)::text as json from instance i
        where i.tenant_id = ${actor.tenantId} and i.parent_id = ${body.parentId}::uuid and i.parent_element = ${body.element} and i.ended_at is null`,
    );
    for (const { id } of children)
      await act(means, {
        tenantId: actor.tenantId,
        instanceId: id,
        actor: system(actor.tenantId),
        event: ({ endedAt }, who) => (endedAt ? undefined : { type: "terminate", actor: who, reason: "What called it has ended." }),
      });
  }
});

export const childEnded = receiver(endChild, async (received, means) => {
  for (const { actor, body } of received) await tellParent(means, actor.tenantId, body);
});

type Ended = Omit<EventOf<"childEnded">, "type"> & { parentId: string; call: number };

/** The end of an earlier call, or of one whose caller is over, changes nothing. */
async function tellParent(means: Means, tenantId: string, { parentId, call, ...ended }: Ended): Promise<void> {
  try {
    await act(means, {
      tenantId,
      instanceId: parentId,
      actor: system(tenantId),
      event: (parent) => (isCalling(parent, ended.element, call) ? { type: "childEnded", ...ended } : undefined),
    });
  } catch (error) {
    if (!(error instanceof Problem && error.code === "not-found")) throw error;
  }
}

/** The ticket's instance tells the ticket; its own state stays as it is. */
export const calledTold = receiver(tellTicketOfCalled, async (received, means) => {
  for (const { actor, body } of received) {
    await changeInstance(means, { tenantId: actor.tenantId, instanceId: body.ticketId, actor: system(actor.tenantId) }, async ({ trail, state }) => {
      const isLate = (trail.called?.[body.instanceId]?.version ?? 0) >= body.version;
      return isLate ? undefined : { called: body, ran: { state, effects: [], events: [], words: new Map(), members: new Map() } };
    });
  }
});
