/** The cloud on one machine: all local parts put together, and the environment in which the handlers find them. */
import { join } from "node:path";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Domain } from "../shared/contract/domain";
import { type QueueName, queues as queueSettings } from "../shared/contract/queues";
import { discoveredKeys, makeAuthorizer } from "./authorizer";
import { startAws } from "./aws";
import { type Data, environmentOf, quiet, setEnvironment } from "./cloud-environment";
import { type Settling, settling } from "./cloud-settling";
import { startCloudWatch } from "./cloud-watch";
import { type EventSource, startEventSource } from "./event-source";
import { startFunctionsThread } from "./functions-thread";
import { type Handlers, productionHandlers } from "./handlers";
import { startHttpApi } from "./http-api";
import { type IssuerKeys, openIssuerKeys } from "./issuer-keys";
import { type Away, type Lambda, startLambda } from "./lambda";
import { type Queues, startQueues } from "./queue";
import { accessByClient, accessHere } from "./queue-access";
import type { Routes } from "./router";
import { type Scheduler, startScheduler } from "./scheduler";
import { allQueueNames, audience, consoleClientId, type PortName, ports as settings } from "./settings";

export type CloudOptions = {
  /** 0, which is the default, takes a free port. */
  ports?: Partial<Record<PortName, number>>;
  /** Where queues, schedules and keys survive; without one nothing does. */
  folder?: string;
  /** Where the signing key is, if not in the folder. */
  keyFile?: string;
  data?: Data | Promise<Data>;
  /** More for the handlers' environment. */
  environment?: Record<string, string>;
  /** By default the routes of the contract and the handlers of functions/. */
  routes?: Routes;
  handlers?: Partial<Handlers>;
  /** An SQS of one's own instead of the one in this process. */
  queueEndpoint?: string;
  queueNames?: Record<QueueName, string>;
  /** Functions that are invoked or fed by a queue run in a thread of their own, where `away` and handlers of one's own do not reach them. */
  thread?: boolean;
  /** False: nothing is taken from the queues until `consumers.….resume()`. */
  consume?: boolean;
  /** Starts the sign-in. Without it tokens are made by `issueToken` alone. */
  signIn?: boolean;
  /** An OIDC issuer of one's own, whose tokens the API takes instead. */
  issuer?: string;
  audience?: readonly string[];
  /** Origins that may call the API from a browser. */
  origins?: readonly string[];
  /** The clock of schedules. */
  now?: () => number;
  log?: (line: string) => void;
};

export type Cloud = Settling & {
  urls: { api: string; issuer: string; aws: string; queue: string };
  keys: IssuerKeys;
  issueToken: IssuerKeys["issueToken"];
  queues: Queues;
  consumers: Record<QueueName, EventSource>;
  lambda: Lambda;
  scheduler: Scheduler;
  data: Data | undefined;
  /** Makes a domain's function fail in a way, or (null) work again. */
  away(domain: Domain, how?: Away | null): void;
  /** The gateway answers 429 to everything while it is on. */
  throttle(on: boolean): void;
  /** Puts a message into a queue, as anybody could. */
  send(queue: QueueName, body: string, delaySeconds?: number): Promise<void>;
  /** Stops all parts in order; what is in the queues stays on disk if there is a folder. */
  close(): Promise<void>;
};

/** In the order in which they are called. */
type Closing = (() => Promise<unknown> | unknown)[];

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { ports = {}, folder, now = Date.now } = options;
  const inFolder = (name: string) => (folder ? join(folder, name) : undefined);
  const closing: Closing = [];
  const handlers = { ...productionHandlers(), ...options.handlers };
  let throttled = false;
  Object.assign(process.env, quiet);
  try {
    const [routes, data, keys, queues] = await all([
      options.routes ?? contractRoutes(),
      options.data,
      startKeys(options, inFolder, closing),
      startQueues({ port: ports.queue ?? 0, endpoint: options.queueEndpoint, journal: inFolder("queues.jsonl"), names: options.queueNames }).then((queues) => {
        closing.unshift(queues.close);
        return queues;
      }),
    ]);
    const issuer = options.issuer ?? keys.issuer;
    const lambda = startLambda(handlers.domain);
    const scheduler = startScheduler({ send: sendByArn(queues), file: inFolder("schedules.json"), now });
    closing.unshift(scheduler.close);
    const cloudWatch = startCloudWatch(() => queues.server?.store, now);
    closing.push(cloudWatch.close);
    const aws = await startAws({
      port: ports.aws ?? 0,
      lambda,
      scheduler,
      cloudWatch,
      secret: (arn) => data?.secrets.get(arn),
    });
    closing.unshift(aws.close);
    closing.push(setEnvironment({ ...environmentOf({ queues, aws: aws.url, issuer, data }), ...options.environment }));
    const thread = options.thread ? await startFunctionsThread() : undefined;
    if (thread) {
      closing.unshift(thread.close);
      process.env.AWS_ENDPOINT_URL_LAMBDA = thread.url; // what it was is put back with the rest
    }
    const consumers = startConsumers(queues, thread?.consumer ?? handlers.consumer);
    closing.unshift(() => Promise.all(allQueueNames.map((queue) => consumers[queue].close())));
    if (options.consume === false) await Promise.all(allQueueNames.map((queue) => consumers[queue].pause()));
    const authorize = makeAuthorizer({
      issuer,
      audience: options.audience ?? [audience, consoleClientId],
      keys: options.issuer ? discoveredKeys(issuer) : keys.find,
    });
    const api = await startHttpApi({
      port: ports.api ?? 0,
      routes,
      handlers: handlers.domain,
      away: (domain) => lambda.awayOf(domain) !== null,
      authorize,
      cors: { origins: options.origins ?? [] },
      throttled: () => throttled,
      log: options.log,
    });
    closing.unshift(api.close);
    return {
      urls: { api: api.url, issuer, aws: aws.url, queue: queues.endpoint },
      keys,
      issueToken: keys.issueToken,
      queues,
      consumers,
      lambda,
      scheduler,
      data,
      away(domain, how = "unreachable") {
        if (thread) throw new Error("Functions fail as they are told to only where they run in this thread.");
        lambda.away(domain, how);
      },
      throttle(on) {
        throttled = on;
      },
      send: async (queue, MessageBody, DelaySeconds) =>
        void (await queues.client.send(new SendMessageCommand({ QueueUrl: queues.urls[queue], MessageBody, DelaySeconds }))),
      ...settling({ queues, consumers, lambda: thread ?? lambda }),
      close: () => closeAll(closing),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

const contractRoutes = async (): Promise<Routes> => (await import("../shared/contract/routes")).routes;

/** The signing key, with or without the pages at which people sign in. */
async function startKeys(options: CloudOptions, inFolder: (name: string) => string | undefined, closing: Closing): Promise<IssuerKeys> {
  const { ports = {}, signIn, origins = [], keyFile = inFolder("issuer-key.json") } = options;
  if (!signIn) return openIssuerKeys({ issuer: `http://localhost:${ports.issuer || settings.issuer.port}`, file: keyFile });
  const { startIssuer } = await import("./issuer");
  const issuer = await startIssuer({ port: ports.issuer ?? 0, origins, keyFile, grantsFile: inFolder("issuer-grants.json") });
  closing.unshift(issuer.close);
  return issuer.keys;
}

/** Like Promise.all, but waits for the others when one fails, so that nothing starts after all was closed. */
async function all<T extends readonly unknown[]>(starting: readonly [...{ [K in keyof T]: T[K] | Promise<T[K]> }]): Promise<T> {
  const results = await Promise.allSettled(starting);
  const failed = results.find((result): result is PromiseRejectedResult => result.status === "rejected");
  if (failed) throw failed.reason;
  return results.map((result) => (result.status === "fulfilled" ? result.value : undefined)) as unknown as T; // none was rejected
}

function startConsumers(queues: Queues, consumer: Handlers["consumer"]): Record<QueueName, EventSource> {
  const { client, names, urls, changes, server } = queues;
  const started = allQueueNames.map((queue) => {
    const access = server ? accessHere(server, names[queue], urls[queue]) : accessByClient(client, urls[queue]);
    return [queue, startEventSource({ queue: queueSettings[queue], name: names[queue], access, changes, handler: () => consumer(queue) })];
  });
  return Object.fromEntries(started); // one for each name
}

/** For schedules, whose target is a queue's ARN. */
const sendByArn = (queues: Queues) => async (arn: string, input: string) => {
  const name = arn.split(":")[5];
  const queue = allQueueNames.find((one) => queues.names[one] === name);
  if (!queue) throw new Error(`There is no queue ${arn}.`);
  await queues.client.send(new SendMessageCommand({ QueueUrl: queues.urls[queue], MessageBody: input }));
};

/** One after another, and all of them even if one fails. */
async function closeAll(closing: Closing) {
  for (const close of closing.splice(0)) await Promise.resolve(close()).catch((error: unknown) => console.error(error));
}
