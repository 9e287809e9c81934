// Sending to a queue of ours, in the cloud's limits: ten messages or 256 KiB a call, 15 minutes of delay.
import { type MessageAttributeValue, SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Problem } from "../../shared/contract/problem";
import { type QueueName, queues } from "../../shared/contract/queues";
import { env } from "./env";
import { lean } from "./sdk";

export const longestDelay = 900;

let client: SQSClient | undefined;
export const sqs = () =>
  (client ??= new SQSClient({ ...lean, maxAttempts: 2, requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } }));

export type Message = { body: string; attributes?: Record<string, string> /** Seconds. */; delay?: number };

const url = (queue: QueueName) => env(queues[queue].urlVariable);

const attributesOf = (attributes: Record<string, string> = {}): Record<string, MessageAttributeValue> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { DataType: "String", StringValue: value }]));

const delayOf = (seconds = 0) => Math.min(longestDelay, Math.max(0, Math.ceil(seconds)));

const away = (cause: unknown): never => {
  throw new Problem("queue-away", "The queue did not say that it took this. Ask again.", { cause });
};

/** Resolves when the queue has it for good; throws `queue-away` where it may not have it. */
export async function send(queue: QueueName, { body, attributes, delay }: Message): Promise<void> {
  await sqs()
    .send(
      new SendMessageCommand({
        QueueUrl: url(queue),
        MessageBody: body,
        MessageAttributes: attributesOf(attributes),
        ...(delay && { DelaySeconds: delayOf(delay) }),
      }),
    )
    .catch(away);
}

/** Sends all, ten or 200 KiB a call; throws `queue-away` if any of them was not taken. */
export async function sendAll(queue: QueueName, messages: readonly Message[]): Promise<void> {
  for (const batch of batches(messages)) {
    const { Failed = [] } = await sqs()
      .send(
        new SendMessageBatchCommand({
          QueueUrl: url(queue),
          Entries: batch.map(({ body, attributes, delay }, index) => ({
            Id: String(index),
            MessageBody: body,
            MessageAttributes: attributesOf(attributes),
            ...(delay && { DelaySeconds: delayOf(delay) }),
          })),
        }),
      )
      .catch(away);
    if (Failed.length > 0) away(`The queue refused ${Failed.length} of ${batch.length} messages: ${Failed[0]?.Message ?? Failed[0]?.Code}.`);
  }
}

function* batches(messages: readonly Message[]): Generator<Message[]> {
  let batch: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.body) + 1_024;
    if (batch.length === 10 || (batch.length > 0 && bytes + size > 200 * 1024)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
