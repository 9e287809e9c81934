/** The queues of the contract with their dead-letter queues, here or on any SQS that AWS_ENDPOINT_URL_SQS names, made by the same calls. */
import { CreateQueueCommand, GetQueueAttributesCommand, GetQueueUrlCommand, QueueNameExists, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SqsStore } from "../node_modules/fauxqs/dist/sqs/sqsStore.js";
import { maxReceiveCount, type QueueName, queueRetention, queues, visibilityOf } from "../shared/contract/queues";
import { type Changes, makeChanges } from "./changes";
import { openJournal, readJournal } from "./queue-journal";
import { type QueueServer, startQueueServer } from "./queue-server";
import { allQueueNames, deadLetterQueueOf, queueArn, queueNames, region } from "./settings";

export type Depth = { visible: number; inFlight: number; delayed: number };

export type Queues = {
  endpoint: string;
  client: SQSClient;
  names: Record<QueueName, string>;
  urls: Record<QueueName, string>;
  /** Where the queues are in this process. */
  server?: QueueServer;
  depth(queue: QueueName): Promise<Depth>;
  /** Told after each action on queues in this process; whoever handles batches tells it, too. */
  changes: Changes;
  close(): Promise<void>;
};

export type QueueOptions = {
  port: number;
  /** An SQS of one's own, such as LocalStack or local/queue-process.ts. */
  endpoint?: string;
  /** The file in which the queues survive this process; without one they are in memory only. */
  journal?: string;
  names?: Record<QueueName, string>;
};

export async function startQueues({ port, endpoint, journal, names = queueNames() }: QueueOptions): Promise<Queues> {
  const left = journal && !endpoint ? readJournal(journal) : [];
  const opened = journal && !endpoint ? openJournal(journal) : undefined;
  const changes = makeChanges();
  const server = endpoint ? undefined : await startQueueServer(port, { journal: opened, changes });
  const at = endpoint ?? server?.url ?? "";
  const client = new SQSClient({ region, endpoint: at, credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 3 });
  const urls = await makeQueues(client, names);
  for (const one of left) {
    const message = SqsStore.createMessage(one.body, one.attributes as never, Math.max(0, (one.due - Date.now()) / 1000)); // attributes of the wire, as fauxqs keeps them
    message.sentTimestamp = one.sent;
    opened?.put({ ...one, id: message.messageId });
    server?.store.getQueueByName(one.queue)?.enqueue(message);
  }
  opened?.done();
  return {
    endpoint: at,
    client,
    names,
    urls,
    server,
    depth: (queue) => (server ? depthHere(server, names[queue]) : depthThere(client, urls[queue])),
    changes,
    close: async () => {
      client.destroy();
      await server?.close();
    },
  };
}

export async function makeQueues(client: SQSClient, names: Record<QueueName, string>): Promise<Record<QueueName, string>> {
  const deadLetterQueues = deadLetterQueueOf(names);
  const plain = new Set(Object.values(deadLetterQueues));
  for (const name of plain) await makeQueue(client, name, attributesOf(allQueueNames.find((queue) => names[queue] === name)));
  const urls: Partial<Record<QueueName, string>> = {};
  for (const queue of allQueueNames) {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn(deadLetterQueues[queue]), maxReceiveCount });
    urls[queue] = await makeQueue(client, names[queue], { ...attributesOf(queue), RedrivePolicy });
  }
  return urls as Record<QueueName, string>; // every name was just gone through
}

const attributesOf = (queue: QueueName | undefined): Record<string, string> => ({
  MessageRetentionPeriod: String(queueRetention),
  ...(queue && { VisibilityTimeout: String(visibilityOf(queues[queue])) }),
});

async function makeQueue(client: SQSClient, QueueName: string, Attributes: Record<string, string>): Promise<string> {
  try {
    return (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? "";
  } catch (error) {
    // Some servers say it by the older protocol's code.
    if (!(error instanceof QueueNameExists) && !(error instanceof Error && error.name.endsWith("QueueNameExists"))) throw error;
    const { QueueUrl = "" } = await client.send(new GetQueueUrlCommand({ QueueName }));
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    return QueueUrl;
  }
}

async function depthHere({ store }: QueueServer, name: string): Promise<Depth> {
  const queue = store.getQueueByName(name);
  queue?.processTimers();
  return { visible: queue?.messages.length ?? 0, inFlight: queue?.inflightMessages.size ?? 0, delayed: queue?.delayedMessages.length ?? 0 };
}

async function depthThere(client: SQSClient, QueueUrl: string): Promise<Depth> {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"] as const;
  const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  const [visible = 0, inFlight = 0, delayed = 0] = names.map((name) => Number(Attributes[name] ?? 0));
  return { visible, inFlight, delayed };
}
