/** Waiting for the queues, without sleeping: until nothing is left to do, or until what is visible is done. */
import type { QueueName } from "../shared/contract/queues";
import type { EventSource } from "./event-source";
import type { Lambda } from "./lambda";
import type { Depth, Queues } from "./queue";
import { allQueueNames } from "./settings";

export type Settling = {
  /** Until no message is visible or in flight; delayed ones are not waited for. Says what is left when `ms` are over. */
  settled(ms?: number): Promise<void>;
  /** Until no message is visible and none is being handled: what was put off for later stays. True if that was within `ms`. */
  drain(ms?: number): Promise<boolean>;
  /** Makes every delayed message, and every one that was put off, visible now. */
  skipDelays(): void;
};

type Parts = { queues: Queues; consumers: Record<QueueName, EventSource>; lambda: Pick<Lambda, "settled"> };
type Depths = Record<QueueName, Depth>;

export function settling({ queues, consumers, lambda }: Parts): Settling {
  const depths = async () => Object.fromEntries(await Promise.all(allQueueNames.map(async (queue) => [queue, await queues.depth(queue)]))) as Depths; // one for each name
  /** Handling a batch, or one may be on its way: the consumer does not wait at the queue. */
  const busy = (queue: QueueName) => {
    const waits = queues.server?.store.getQueueByName(queues.names[queue])?.pollWaiters.length !== 0;
    return consumers[queue].busy() > 0 || !(waits || consumers[queue].paused());
  };

  /** Looks again after each change in a queue, never by the clock. */
  async function until(done: (all: Depths) => boolean, ms: number): Promise<Depths | null> {
    const end = Date.now() + ms;
    for (;;) {
      const change = queues.changes.next();
      const all = await depths();
      if (!allQueueNames.some(busy) && done(all)) return null;
      const left = end - Date.now();
      if (left <= 0) return all;
      // Queues elsewhere do not tell what happens in them.
      await within(change, queues.server ? left : Math.min(left, 50));
    }
  }

  return {
    async settled(ms = 15_000) {
      const left = await until((all) => allQueueNames.every((queue) => all[queue].visible + all[queue].inFlight === 0), ms);
      if (left) throw new Error(`The queues did not settle within ${ms} ms: ${JSON.stringify(left)}.`);
      await lambda.settled();
    },
    drain: async (ms = 15_000) => (await until((all) => allQueueNames.every((queue) => all[queue].visible === 0), ms)) === null,
    skipDelays() {
      for (const queue of allQueueNames) skip(queues, queue, consumers[queue]);
    },
  };
}

function skip({ server, names }: Queues, name: QueueName, consumer: EventSource) {
  if (!server) throw new Error("Delays can be skipped only where the queues are in this process.");
  const queue = server.store.getQueueByName(names[name]);
  for (const message of queue?.delayedMessages ?? []) message.delayUntil = 0;
  for (const { receiptHandle, ...entry } of [...(queue?.inflightMessages.values() ?? [])]) {
    if (entry.message && !consumer.holds(receiptHandle)) queue?.changeVisibility(receiptHandle, 0);
  }
  queue?.processTimers();
}

async function within(change: Promise<unknown>, ms: number) {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    change,
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
}
