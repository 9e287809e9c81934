// A work queue's consumer: nudges, due timers, and jobs to the outside, of one domain.
import type { SQSRecord } from "aws-lambda";
import * as z from "zod";
import { Actor } from "../../shared/contract/actor";
import type { Domain } from "../../shared/contract/domain";
import { Problem } from "../../shared/contract/problem";
import type { QueueName } from "../../shared/contract/queues";
import { now } from "./clock";
import { consumer } from "./consumer";
import type { Means } from "./endpoint";
import { log } from "./log";
import { payDue } from "./owed";
import { send } from "./queue";
import { setTimer, Timer } from "./timer";

const WorkMessage = z.discriminatedUnion("type", [
  /** `last`: it looks after what another nudge found to be somebody else's, and sends none for that. */
  z.object({ type: z.literal("nudge"), last: z.boolean().optional() }),
  z.object({ type: z.literal("timer"), timer: Timer }),
  z.object({ type: z.literal("job"), job: z.string(), actor: Actor, body: z.unknown(), eventId: z.uuid() }),
]);
type WorkMessage = z.infer<typeof WorkMessage>;

export type Job = { actor: Actor; body: unknown; eventId: string };

/** Handlers by name; each must do its event once, however often and late it comes. */
type Handlers = { timers?: Record<string, (timer: Timer, means: Means) => Promise<void>>; jobs?: Record<string, (job: Job, means: Means) => Promise<void>> };

export function workConsumer(domain: Domain, queue: QueueName, handlers: Handlers) {
  return consumer(domain, queue, async (records, means) => {
    let nudged = false;
    const done = async (record: SQSRecord): Promise<SQSRecord[]> => {
      try {
        const message = WorkMessage.parse(JSON.parse(record.body));
        // Many nudges in a batch are one.
        if (message.type === "nudge" && nudged) return [];
        nudged ||= message.type === "nudge";
        await handle(message, Number(record.attributes.ApproximateReceiveCount) > 1, { queue, handlers, means });
        return [];
      } catch (error) {
        const facts = { queue, requestId: means.requestId, messageId: record.messageId, ...about(record.body), error };
        if (error instanceof Problem && error.status < 500) log.error("work was refused", facts);
        else log.warn("work is put off", facts);
        return [record];
      }
    };
    // Side by side: a job may wait for another system as long as the whole batch has.
    return (await Promise.all(records.map(done))).flat();
  });
}

/** What a line says of its message, if that can be read. */
function about(body: string) {
  try {
    const message = WorkMessage.parse(JSON.parse(body));
    if (message.type === "timer") return { timer: message.timer.name, tenantId: message.timer.tenantId, entity: message.timer.entity };
    if (message.type === "job") return { job: message.job, tenantId: message.actor.tenantId, eventId: message.eventId };
    return { nudge: true };
  } catch {
    return {};
  }
}

/** Seconds: whoever takes the next nudge may have a clock that is behind ours. */
const clocksDiffer = 2;

async function handle(message: WorkMessage, again: boolean, { queue, handlers, means }: { queue: QueueName; handlers: Handlers; means: Means }): Promise<void> {
  const { timers = {}, jobs = {} } = handlers;
  if (message.type === "nudge") {
    const left = await payDue(means, queue);
    // What is claimed is its claimer's to look after, who may have died: one more nudge sees to that, and not one after another.
    if (!left || (left.idle && message.last && !again)) return;
    return send(queue, { body: JSON.stringify({ type: "nudge", ...(left.idle && { last: true }) }), delay: left.seconds && left.seconds + clocksDiffer });
  }
  if (message.type === "timer") {
    // Before its time it is sent again with what remains.
    if (Date.parse(message.timer.dueAt) > now()) return setTimer(queue, message.timer);
    return named(timers, message.timer.name)(message.timer, means);
  }
  return named(jobs, message.job)(message, means);
}

function named<T>(handlers: Record<string, T>, name: string): T {
  const handler = handlers[name];
  if (!handler) throw new Error(`There is no handler for ${name}; a newer release may know it.`);
  return handler;
}
