/**
 * SQS on one machine: the queues of fauxqs behind a small HTTP front of our own. fauxqs' own server also brings Fastify, S3 and
 * SNS, listens on every interface and gives messages to clients that hung up; so its store and its SQS actions are taken alone.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { changeMessageVisibility } from "../node_modules/fauxqs/dist/sqs/actions/changeMessageVisibility.js";
import { changeMessageVisibilityBatch } from "../node_modules/fauxqs/dist/sqs/actions/changeMessageVisibilityBatch.js";
import { createQueue } from "../node_modules/fauxqs/dist/sqs/actions/createQueue.js";
import { deleteMessage } from "../node_modules/fauxqs/dist/sqs/actions/deleteMessage.js";
import { deleteMessageBatch } from "../node_modules/fauxqs/dist/sqs/actions/deleteMessageBatch.js";
import { getQueueAttributes } from "../node_modules/fauxqs/dist/sqs/actions/getQueueAttributes.js";
import { getQueueUrl } from "../node_modules/fauxqs/dist/sqs/actions/getQueueUrl.js";
import { listQueues } from "../node_modules/fauxqs/dist/sqs/actions/listQueues.js";
import { purgeQueue } from "../node_modules/fauxqs/dist/sqs/actions/purgeQueue.js";
import { receiveMessage } from "../node_modules/fauxqs/dist/sqs/actions/receiveMessage.js";
import { sendMessage } from "../node_modules/fauxqs/dist/sqs/actions/sendMessage.js";
import { sendMessageBatch } from "../node_modules/fauxqs/dist/sqs/actions/sendMessageBatch.js";
import { setQueueAttributes } from "../node_modules/fauxqs/dist/sqs/actions/setQueueAttributes.js";
import { SqsRouter } from "../node_modules/fauxqs/dist/sqs/sqsRouter.js";
import { type SqsQueue, SqsStore } from "../node_modules/fauxqs/dist/sqs/sqsStore.js";
import type { Changes } from "./changes";
import { type Listening, listen, readBody, sendJson } from "./http";
import type { Journal } from "./queue-journal";

const actions = {
  CreateQueue: createQueue,
  GetQueueUrl: getQueueUrl,
  ListQueues: listQueues,
  GetQueueAttributes: getQueueAttributes,
  SetQueueAttributes: setQueueAttributes,
  PurgeQueue: purgeQueue,
  SendMessage: sendMessage,
  SendMessageBatch: sendMessageBatch,
  ReceiveMessage: receiveMessage,
  DeleteMessage: deleteMessage,
  DeleteMessageBatch: deleteMessageBatch,
  ChangeMessageVisibility: changeMessageVisibility,
  ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
};

export type QueueServer = Listening & {
  store: SqsStore;
};

type Body = { QueueUrl?: string } & Record<string, unknown>;

export async function startQueueServer(port: number, { journal, changes }: { journal?: Journal; changes?: Changes } = {}): Promise<QueueServer> {
  const store = new SqsStore();
  store.host = ""; // so that a queue's URL has the host that its client asked
  const router = new SqsRouter(store);
  for (const [name, action] of Object.entries(actions)) router.register(name, action as Parameters<typeof router.register>[1]); // each reads the fields of its own request
  const listening = await listen("queue", port, (request, response) => {
    answer(request, response, { store, router, journal }).then(
      () => changes?.tell(),
      () => response.destroy(),
    );
  });
  return {
    ...listening,
    store,
    close: async () => {
      store.shutdown();
      await listening.close();
      journal?.close();
    },
  };
}

type Parts = { store: SqsStore; router: SqsRouter; journal?: Journal };

async function answer(request: IncomingMessage, response: ServerResponse, { store, router, journal }: Parts) {
  if (request.method !== "POST") return sendJson(response, 200, { queues: store.listQueues().map(({ name }) => name) });
  const text = await readBody(request);
  const body = JSON.parse(text?.toString() || "{}") as Body; // its fields are checked by fauxqs
  const queue = queueOf(store, body);
  if (queue) body.QueueUrl = queue.url;
  const action = String(request.headers["x-amz-target"]).replace("AmazonSQS.", "");
  const reply = replyOf();
  const result: unknown = await router.handle({ headers: request.headers, body } as never, reply as never); // it uses no more of Fastify's objects
  if (action === "ReceiveMessage" && response.destroyed) return takeBack(queue, result);
  if (journal && queue && reply.code === 200) journal.note(action, queue.name, body, result);
  sendJson(response, reply.code, result, reply.headers);
}

/** As much of Fastify's reply as fauxqs' router uses. */
function replyOf() {
  const reply = {
    code: 200,
    headers: {} as Record<string, string>,
    status(code: number) {
      reply.code = code;
    },
    header(name: string, value: string) {
      reply.headers[name] = value;
    },
  };
  return reply;
}

/** A queue is meant by the last part of its URL: `localhost` and `127.0.0.1` are the same machine. */
function queueOf(store: SqsStore, body: Body): SqsQueue | undefined {
  const name = body.QueueUrl?.slice(body.QueueUrl.lastIndexOf("/") + 1);
  return name ? store.getQueueByName(name) : undefined;
}

/** What a client asked for and did not wait for is visible again, as if it had never been received. */
function takeBack(queue: SqsQueue | undefined, result: unknown) {
  const { Messages = [] } = (result ?? {}) as { Messages?: { ReceiptHandle: string }[] }; // fauxqs' reply
  for (const { ReceiptHandle } of Messages) {
    const entry = queue?.inflightMessages.get(ReceiptHandle);
    if (entry) entry.message.approximateReceiveCount--;
    queue?.changeVisibility(ReceiptHandle, 0);
  }
}
