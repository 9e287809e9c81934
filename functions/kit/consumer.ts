// A queue's Lambda: gives the story a batch, and returns what it could not do with a visibility that grows, so that a fault elsewhere is no fault of a message.
import { ChangeMessageVisibilityBatchCommand } from "@aws-sdk/client-sqs";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Domain } from "../../shared/contract/domain";
import { type QueueName, queues } from "../../shared/contract/queues";
import { connect } from "../db";
import { askBy } from "./ask";
import { now } from "./clock";
import { deadlineOf } from "./domain";
import type { Means } from "./endpoint";
import { env } from "./env";
import { log } from "./log";
import { tellOfQueue } from "./metric";
import { sqs } from "./queue";

/** Gives the records that must come again; everything else is done for good. What it throws returns the whole batch. */
type Story = (records: readonly SQSRecord[], means: Means) => Promise<readonly SQSRecord[]>;

export function consumer(domain: Domain, queue: QueueName, story: Story) {
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const deadline = deadlineOf(context);
    const requestId = context.awsRequestId;
    const means: Means = { db: connect(domain, deadline), ask: askBy(deadline, requestId), deadline, requestId, headers: {} };
    const returned = await story(event.Records, means).catch((error: unknown) => {
      log.warn("a batch is put off", {
        queue,
        requestId,
        tenantIds: tenantsOf(event.Records),
        messageIds: event.Records.map(({ messageId }) => messageId),
        error,
      });
      return event.Records;
    });
    tellOfQueue(queue, { Drained: event.Records.length - returned.length, Returned: returned.length, OldestAge: oldestAge(returned) });
    if (returned.length > 0) await putOff(queue, returned);
    return { batchItemFailures: returned.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

const tenantsOf = (records: readonly SQSRecord[]) => [...new Set(records.flatMap(({ messageAttributes }) => messageAttributes.tenant?.stringValue ?? []))];

/** Seconds since the oldest was first accepted, where its message says so, or else sent: a retry keeps the one and renews the other. */
function oldestAge(records: readonly SQSRecord[]): number {
  const since = records.map(
    ({ attributes, messageAttributes }) => Date.parse(messageAttributes.acceptedAt?.stringValue ?? "") || Number(attributes.SentTimestamp),
  );
  return since.length === 0 ? 0 : Math.round(Math.max(0, now() - Math.min(...since)) / 1000);
}

/** Seconds until the next try: 5 s doubled with each receive up to 15 min, with up to a fifth of jitter. */
export function visibilityAfter(receiveCount: number, random = Math.random()): number {
  const seconds = Math.min(900, 5 * 2 ** Math.min(receiveCount - 1, 10));
  return Math.round(seconds * (1 - random / 5));
}

async function putOff(queue: QueueName, records: readonly SQSRecord[]): Promise<void> {
  const QueueUrl = env(queues[queue].urlVariable);
  for (let start = 0; start < records.length; start += 10) {
    const Entries = records.slice(start, start + 10).map((record, index) => ({
      Id: String(index),
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: visibilityAfter(Number(record.attributes.ApproximateReceiveCount)),
    }));
    // Where even that fails they come again after the queue's own visibility.
    await sqs()
      .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
      .catch((error: unknown) => log.warn("messages keep their visibility", { queue, error }));
  }
}
