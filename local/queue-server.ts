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
import { INVALID_MESSAGE_BODY_CHAR } from "../node_modules/fauxqs/dist/sqs/sqsTypes.js";
import type { Changes } from "./changes";
import { type Listening, listen, readBody, sendJson } from "./http";
import type { Journal } from "./queue-journal";

// fauxqs looks at halves of surrogate pairs, so it refuses what is beyond U+FFFF, such as 😀 or 𠮷; SQS takes that.
const refused = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
Object.assign(INVALID_MESSAGE_BODY_CHAR, { test: (text: string) => refused.test(text) });

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

export type Acted = { status: number; headers: Record<string, string>; result: unknown };

export type QueueServer = Listening & {
  store: SqsStore;
  /** Does what a request to SQS does, for callers in this process. */
  act(action: string, body: Body, hungUp?: () => boolean): Promise<Acted>;
};

export type Body = { QueueUrl?: string } & Record<string, unknown>;

export async function startQueueServer(port: number, { journal, changes }: { journal?: Journal; changes?: Changes } = {}): Promise<QueueServer> {
  const store = new SqsStore();
  store.host = ""; // so that a queue's URL has the host that its client asked
  const router = new SqsRouter(store);
  for (const [name, action] of Object.entries(actions)) router.register(name, action as Parameters<typeof router.register>[1]); // each reads the fields of its own request

  async function act(action: string, body: Body, hungUp = () => false, headers: IncomingMessage["headers"] = {}): Promise<Acted> {
    const queue = queueOf(store, body);
    const reply = replyOf();
    const request = { headers: { ...headers, "x-amz-target": action }, body: queue ? { ...body, QueueUrl: queue.url } : body };
    const handling = router.handle(request as never, reply as never); // it uses no more of Fastify's objects
    if (action === "ReceiveMessage") changes?.tell(); // it may be waiting now, which is a change, too
    const result: unknown = await handling;
    if (action === "ReceiveMessage" && hungUp()) takeBack(queue, result);
    else if (queue && reply.code === 200) journal?.note(action, queue.name, body, result);
    if (queue && /^(Send|Change)/.test(action)) wakeInTime(queue);
    changes?.tell();
    return { status: reply.code, headers: reply.headers, result };
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.method !== "POST") return sendJson(response, 200, { queues: store.listQueues().map(({ name }) => name) });
    const text = await readBody(request);
    const body = JSON.parse(text?.toString() || "{}") as Body; // its fields are checked by fauxqs
    const action = String(request.headers["x-amz-target"]).replace("AmazonSQS.", "");
    const { status, headers, result } = await act(action, body, () => response.destroyed, request.headers);
    if (action === "CreateQueue") for (const queue of store.listQueues()) waitInPeace(queue);
    sendJson(response, status, result, headers);
  }

  const listening = await listen("queue", port, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return {
    ...listening,
    store,
    act,
    close: async () => {
      store.shutdown();
      await listening.close();
      journal?.close();
    },
  };
}

/** fauxqs looks every 20 ms at a queue where somebody waits; ours wakes when the next message is due, and not before. */
function waitInPeace(queue: SqsQueue) {
  Object.assign(queue, { startPollTimerIfNeeded: () => wakeInTime(queue) });
}

function wakeInTime(queue: SqsQueue) {
  if (queue.pollWaiters.length === 0) return;
  const timed = queue as unknown as { pollTimer?: NodeJS.Timeout }; // private in its types; it is cleared by fauxqs when nobody waits
  clearTimeout(timed.pollTimer);
  let due = Number.POSITIVE_INFINITY;
  for (const { delayUntil = 0 } of queue.delayedMessages) due = Math.min(due, delayUntil);
  for (const { visibilityDeadline } of queue.inflightMessages.values()) due = Math.min(due, visibilityDeadline);
  if (due === Number.POSITIVE_INFINITY) return;
  timed.pollTimer = setTimeout(
    () => {
      queue.processTimers();
      wakeInTime(queue);
    },
    Math.max(0, due - Date.now()),
  );
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
