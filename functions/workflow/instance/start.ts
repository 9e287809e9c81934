// The starts of tickets' processes, a list at a time: one call to identity for each tenant and one statement for all.
import type * as z from "zod";
import { system } from "../../../shared/contract/actor";
import { startInstance } from "../../../shared/contract/process";
import type { EventOf, Variables } from "../../../shared/process";
import { date } from "../../kit/clock";
import type { Means } from "../../kit/endpoint";
import { nudgeLater } from "../../kit/owed";
import { type Received, receiver } from "../../kit/receiver";
import { pay, stepOf } from "./act";
import { type Subject, versionOf } from "./load";
import { runAll } from "./run";
import type { Step } from "./step-rows";
import { write } from "./write";
import { zonesOf } from "./zone";

/** Once, by the instance's primary key: it is the ticket's. Where one can't be started, all are thrown, and the kit tries each alone. */
export const started = receiver(startInstance, async (received, means) => {
  const starts = await Promise.all(received.map((one) => startOf(means, one)));
  await startAll(means, starts);
});

/** An instance that is not there yet, and the event that makes it. */
export type Start = { subject: Subject; event: EventOf<"start"> };

export async function startAll(means: Means, given: readonly Start[]): Promise<void> {
  const now = date().toISOString();
  const starts = [...new Map(given.map((start) => [`${start.subject.tenantId} ${start.subject.id}`, start])).values()];
  const steps = await Promise.all(
    [...new Set(starts.map(({ subject }) => subject.tenantId))].map((tenantId) =>
      stepsOf(
        means,
        tenantId,
        starts.filter(({ subject }) => subject.tenantId === tenantId),
        now,
      ),
    ),
  );
  await nudgeLater("workflowWork");
  await pay(means, await write(means.db, steps.flat()));
}

async function stepsOf(means: Means, tenantId: string, starts: readonly Start[], now: string): Promise<Step[]> {
  const zones = await zonesOf(
    means,
    tenantId,
    starts.map(({ subject }) => subject),
  );
  const toRun = starts.map(({ subject, event }) => ({
    ...{ instanceId: subject.id, definition: subject.definition, state: null },
    event: { ...event, timeZone: zones.get(subject.initiatorId) },
  }));
  const ran = await runAll(means, tenantId, toRun, now);
  return Promise.all(
    starts.map(({ subject }, n) => {
      const one = ran[n];
      if (!one) throw new Error("An instance did not run.");
      return stepOf(means, { before: subject, ran: one, actor: system(tenantId), now });
    }),
  );
}

type Body = z.output<typeof startInstance.body>;

async function startOf({ db }: Pick<Means, "db">, { actor: { tenantId }, body }: Received<typeof startInstance>): Promise<Start> {
  const { ticketId, ticketNumber, title, priority, workflowId, workflowVersion, requesterId, formId, formVersion, data, chosen } = body;
  const { name, definition } = await versionOf(db, tenantId, workflowId, workflowVersion);
  const subject = newInstance({
    ...{ tenantId, id: ticketId, ticketId, ticketNumber, title, priority, workflowId, workflowVersion, workflowName: name },
    ...{ formId, formVersion, initiatorId: requesterId, definition },
  });
  return { subject, event: { type: "start", instance: ticketId, actor: { user: requesterId }, initiator: requesterId, variables: variablesOf(data), chosen } };
}

/** The ticket's contract keeps its form's data as JSON. */
const variablesOf = (data: Body["data"]): Variables => (data ?? {}) as Variables;

type Given = Pick<
  Subject,
  | "tenantId"
  | "id"
  | "ticketId"
  | "ticketNumber"
  | "title"
  | "priority"
  | "workflowId"
  | "workflowVersion"
  | "workflowName"
  | "formId"
  | "formVersion"
  | "initiatorId"
  | "definition"
> &
  Partial<Subject>;

export function newInstance(given: Given): Subject {
  const now = date().toISOString();
  return {
    ...{ ticketVersion: 0, parentId: null, parentElement: null, parentCall: null, depth: 0 },
    ...{ status: "active", version: 0, counter: 0, events: 0, at: [], incidents: 0, refused: 0, readers: [] },
    ...{ state: null, trail: { nodes: {}, flows: {} }, startedAt: now, updatedAt: now, endedAt: null },
    ...given,
  };
}
