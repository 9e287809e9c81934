/** Lambda's event source mapping for SQS: receives batches, invokes the consumer, deletes what it did not report as failed. */
import type { Message } from "@aws-sdk/client-sqs";
import type { SQSMessageAttributes, SQSRecord } from "aws-lambda";
import type { Queue } from "../shared/contract/queues";
import type { Changes } from "./changes";
import type { QueueAccess } from "./queue-access";
import { type Handler, runFunction } from "./run-function";
import { functionName, queueArn, region } from "./settings";

/** Where a test may let the consumer die: with a batch in hand, or done but not yet acknowledged. */
export type KillPoint = "received" | "handled";

export type EventSource = {
  /** No new batches; what is being handled is finished first. */
  pause(): Promise<void>;
  resume(): void;
  paused(): boolean;
  /** How many batches are being handled. */
  busy(): number;
  /** Whether this handle's message is being handled now. */
  holds(receiptHandle: string): boolean;
  switches: Switches;
  close(): Promise<void>;
};

export type Switches = {
  /** How often each batch is handed over before it is deleted. */
  deliveries: number;
  /** True: the consumer dies there; nothing is deleted, and the messages come again after their visibility. */
  dies?: (point: KillPoint, records: readonly SQSRecord[]) => boolean;
};

export type EventSourceOptions = {
  queue: Queue;
  /** Of the queue, for its ARN. */
  name: string;
  access: QueueAccess;
  handler: () => Promise<Handler> | Handler;
  /** Told whenever a batch has ended. */
  changes?: Changes;
  /** Ms at most in which messages gather while others are handled. */
  gatherFor?: number;
};

export function startEventSource(options: EventSourceOptions): EventSource {
  const { queue, gatherFor = 100 } = options;
  const name = functionName(queue.domain, queue.consumer);
  const switches: Switches = { deliveries: 1 };
  const running = new Map<Promise<void>, readonly SQSRecord[]>();
  let polling = new AbortController();
  let loop = poll(polling.signal);

  /** One receiver is enough: while it waits, up to `maxConcurrency` batches are being handled. */
  async function poll(stopped: AbortSignal) {
    let wait = 0;
    while (!stopped.aborted) {
      if (running.size >= queue.maxConcurrency) {
        await Promise.race(running.keys());
        continue;
      }
      try {
        const messages = await receiveBatch(options, stopped);
        wait = 0;
        if (messages.length > 0) start(messages);
        if (messages.length < queue.batchSize) await gather();
      } catch {
        if (stopped.aborted) return;
        wait = Math.min(2_000, wait * 2 + 50); // the queue is away: ask again later, and later still
        await pauseFor(wait, stopped);
      }
    }
  }

  /** While batches that are not full are handled, what comes gathers for the next one, but not for long (a job may wait for another system): a larger batch costs little more than a small one. */
  async function gather() {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => {
      timer = setTimeout(resolve, gatherFor);
    });
    await Promise.race([enough, Promise.all(running.keys())]);
    clearTimeout(timer);
  }

  function start(messages: readonly Message[]) {
    const records = messages.map((message) => recordOf(message, options.name));
    const batch = handle(records)
      .catch((error: unknown) => console.error(`${name} could not run: ${String(error)}`))
      .finally(() => {
        running.delete(batch);
        options.changes?.tell();
      });
    running.set(batch, records);
  }

  async function handle(records: readonly SQSRecord[]) {
    if (switches.dies?.("received", records)) return;
    const handler = await options.handler();
    let done: readonly SQSRecord[] = [];
    for (let turn = 0; turn < switches.deliveries; turn++) {
      const outcome = await runFunction(name, handler, { Records: records }, queue.timeout);
      if (!outcome.ok) console.error(`${name} failed with ${records.length} messages: ${outcome.error.errorMessage}`);
      done = outcome.ok ? succeeded(records, outcome.value) : [];
    }
    if (switches.dies?.("handled", records) || done.length === 0) return;
    // What can't be deleted now is delivered again, as SQS promises no more than "at least once".
    await options.access
      .remove(done.map(({ receiptHandle }) => receiptHandle))
      .catch((error: unknown) => console.error(`${name} could not acknowledge: ${String(error)}`));
  }

  async function stop() {
    polling.abort();
    let polls = true;
    const ended = loop.finally(() => {
      polls = false;
    });
    // A poll that is still on its way to the queue is ended when it has arrived.
    while (polls && options.access.endPolls) {
      options.access.endPolls();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2))]);
    }
    await Promise.all([ended, ...running.keys()]);
  }

  return {
    switches,
    busy: () => running.size,
    holds: (handle) => [...running.values()].some((records) => records.some(({ receiptHandle }) => receiptHandle === handle)),
    pause: stop,
    paused: () => polling.signal.aborted,
    resume: () => {
      if (!polling.signal.aborted) return;
      polling = new AbortController();
      loop = poll(polling.signal);
    },
    close: stop,
  };
}

/** Ten messages a call; a window gathers more until the batch is full or the time is over. */
async function receiveBatch({ access, queue }: EventSourceOptions, stopped: AbortSignal): Promise<Message[]> {
  const batch = await access.receive(Math.min(10, queue.batchSize), 20, stopped);
  const until = Date.now() + queue.window * 1000;
  while (batch.length > 0 && batch.length < queue.batchSize && Date.now() < until && !stopped.aborted) {
    // What is in hand is handled, whatever comes.
    const more = await access.receive(Math.min(10, queue.batchSize - batch.length), Math.ceil((until - Date.now()) / 1000), stopped).catch(() => []);
    batch.push(...more);
  }
  return batch;
}

/** A report that Lambda can't read, or that names what was not in the batch, means that everything failed. */
function succeeded(records: readonly SQSRecord[], report: unknown): readonly SQSRecord[] {
  const failures = typeof report === "object" && report !== null && "batchItemFailures" in report ? report.batchItemFailures : null;
  if (failures === null || failures === undefined) return typeof report === "string" && report !== "" ? [] : records;
  if (!Array.isArray(failures)) return [];
  const failed = new Set(failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier));
  const known = new Set<unknown>(records.map(({ messageId }) => messageId));
  for (const id of failed) if (!known.has(id)) return [];
  return records.filter(({ messageId }) => !failed.has(messageId));
}

function recordOf(message: Message, name: string): SQSRecord {
  const attributes: SQSMessageAttributes = {};
  for (const [key, { DataType = "String", StringValue, BinaryValue }] of Object.entries(message.MessageAttributes ?? {})) {
    const value = BinaryValue ? { binaryValue: Buffer.from(BinaryValue).toString("base64") } : { stringValue: StringValue };
    attributes[key] = { ...value, stringListValues: [], binaryListValues: [], dataType: DataType };
  }
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: message.Attributes as SQSRecord["attributes"], // all of them were asked for
    messageAttributes: attributes,
    md5OfBody: message.MD5OfBody ?? "",
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn(name),
    awsRegion: region,
  };
}

function pauseFor(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    stopped.addEventListener("abort", stop, { once: true });
  });
}
