import { v5 } from "uuid";
import { system } from "../../../shared/contract/actor";
import { notifyOfProcess } from "../../../shared/contract/notification";
import { Problem } from "../../../shared/contract/problem";
import { routeKey } from "../../../shared/contract/route";
import { type JobInput, nameOf } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import { log } from "../../kit/log";
import type { Job } from "../../kit/work";
import type { JobBody } from "../instance/job";
import type { StoredInstance } from "../instance/load";
import { answersOf } from "../instance/people";
import { named } from "./people";
import { type Outcome, report, waitingFor } from "./report";

type NotifyJob = JobBody & { input: Extract<JobInput, { kind: "notify" }> };

/** A service task that tells people something, in the app. */
export async function notify({ actor, body }: Job, means: Means): Promise<void> {
  const job = body as NotifyJob; // the route of the owed job is the kind of its input
  const instance = await waitingFor(means, actor.tenantId, job);
  if (instance) await report(means, actor.tenantId, job, await outcome(means, instance, job));
}

async function outcome(means: Means, instance: StoredInstance, job: NotifyJob): Promise<Outcome> {
  const asks = await named(means, instance.tenantId, job.input.to, job.key);
  if ("failure" in asks) return asks;
  const found = asks.length > 0 ? await answersOf(means, instance.tenantId, asks, { expand: true }) : [];
  const users = [...new Set(found.flatMap(({ user }) => user ?? []))];
  if (users.length === 0)
    log.warn("a notification found nobody", { tenantId: instance.tenantId, instanceId: instance.id, node: job.node, requestId: means.requestId });
  const refusal = await tell(means, instance, job, users);
  return refusal ? { failure: { message: refusal, reason: { code: "said", said: refusal }, retry: false } } : { result: null };
}

/** Of one `told`. */
const mostUsers = 200;

/** Once, however often it is tried: the gateway knows the event by the job's key. Gives why it was refused. */
async function tell(
  { ask }: Means,
  { id, tenantId, ticketId, ticketNumber, definition }: StoredInstance,
  { key, node, input }: NotifyJob,
  users: readonly string[],
) {
  if (!ticketId || ticketNumber === null || users.length === 0) return undefined;
  const parts = Array.from({ length: Math.ceil(users.length / mostUsers) }, (_, n) => users.slice(n * mostUsers, (n + 1) * mostUsers));
  const told = parts.map((userIds) => ({ userIds, type: "process.message", nodeName: nameOf(definition, node), ...(input.text && { comment: input.text }) }));
  const body = { ticketId, ticketNumber, title: input.subject, actorId: null, told };
  const [problem] = await ask.deliver("gateway", [{ route: routeKey(notifyOfProcess), entity: id, eventId: v5(key, id), actor: system(tenantId), body }]);
  if (problem && problem.status >= 500) throw new Problem("domain-away", `gateway can't take it now: ${problem.detail}`);
  return problem?.detail;
}
