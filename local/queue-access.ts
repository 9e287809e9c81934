/** How the event source reaches a queue: by the SDK wherever the queue is, or, in this process, by the same actions without HTTP, as Lambda's pollers cost nobody's CPU either. */
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { QueueServer } from "./queue-server";

export type QueueAccess = {
  receive(most: number, seconds: number, stopped: AbortSignal): Promise<Message[]>;
  remove(receiptHandles: readonly string[]): Promise<void>;
  /** Ends long polls at once, where that is possible. Else their requests are cut, and a message may fall into the gap until its visibility is over. */
  endPolls?(): void;
};

const receiving = (QueueUrl: string, MaxNumberOfMessages: number, WaitTimeSeconds: number) => ({
  QueueUrl,
  MaxNumberOfMessages,
  WaitTimeSeconds,
  MessageSystemAttributeNames: ["All" as const],
  MessageAttributeNames: ["All"],
});

function* tens(handles: readonly string[]) {
  for (let from = 0; from < handles.length; from += 10)
    yield handles.slice(from, from + 10).map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
}

export const accessByClient = (client: SQSClient, QueueUrl: string): QueueAccess => ({
  async receive(most, seconds, stopped) {
    return (await client.send(new ReceiveMessageCommand(receiving(QueueUrl, most, seconds)), { abortSignal: stopped })).Messages ?? [];
  },
  async remove(handles) {
    for (const Entries of tens(handles)) await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  },
});

type WireMessage = Omit<Message, "MessageAttributes"> & {
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
};

export const accessHere = (server: QueueServer, name: string, QueueUrl: string): QueueAccess => ({
  async receive(most, seconds) {
    const { result } = await server.act("ReceiveMessage", receiving(QueueUrl, most, seconds));
    return ((result as { Messages?: WireMessage[] }).Messages ?? []).map(fromWire); // SQS' own reply, as it is on the wire
  },
  async remove(handles) {
    for (const Entries of tens(handles)) await server.act("DeleteMessageBatch", { QueueUrl, Entries });
  },
  endPolls: () => server.store.getQueueByName(name)?.cancelWaiters(),
});

/** On the wire, bytes are base64. */
function fromWire({ MessageAttributes, ...message }: WireMessage): Message {
  if (!MessageAttributes) return message;
  const bytes = (value: string | undefined) => (value === undefined ? undefined : Buffer.from(value, "base64"));
  const attributes = Object.entries(MessageAttributes).map(([name, { BinaryValue, ...one }]) => [name, { ...one, BinaryValue: bytes(BinaryValue) }]);
  return { ...message, MessageAttributes: Object.fromEntries(attributes) };
}
