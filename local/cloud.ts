/** The cloud on one machine: all local parts put together, and the environment in which the handlers find them. */
import { join } from "node:path";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Domain } from "../shared/contract/domain";
import { type QueueName, queues as queueSettings } from "../shared/contract/queues";
import { discoveredKeys, makeAuthorizer } from "./authorizer";
import { startAws } from "./aws";
import { environmentOf, setEnvironment } from "./cloud-environment";
import { type Settling, settling } from "./cloud-settling";
import { startCloudWatch } from "./cloud-watch";
import type { DataApi } from "./data-api";
import { type EventSource, startEventSource } from "./event-source";
import { type Handlers, productionHandlers } from "./handlers";
import { startHttpApi } from "./http-api";
import { type IssuerKeys, openIssuerKeys } from "./issuer-keys";
import { type Away, type Lambda, startLambda } from "./lambda";
import { type Queues, startQueues } from "./queue";
import type { Routes } from "./router";
import { type Scheduler, startScheduler } from "./scheduler";
import type { Secrets } from "./secrets";
import { allQueueNames, audience, consoleClientId, type PortName, ports as settings } from "./settings";

/** The databases that the handlers use, started by whoever starts the cloud. */
export type Data = { dataApi: DataApi; secrets: Secrets };

export type CloudOptions = {
  /** 0, which is the default, takes a free port. */
  ports?: Partial<Record<PortName, number>>;
  /** Where queues, schedules and keys survive; without one nothing does. */
  folder?: string;
  data?: Data;
  /** More for the handlers' environment. */
  environment?: Record<string, string>;
  /** By default the routes of the contract and the handlers of functions/. */
  routes?: Routes;
  handlers?: Partial<Handlers>;
  /** An SQS of one's own instead of the one in this process. */
  queueEndpoint?: string;
  queueNames?: Record<QueueName, string>;
  /** False: nothing is taken from the queues until `consumers.….resume()`. */
  consume?: boolean;
  /** An OIDC issuer of one's own, whose tokens the API takes. */
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

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { ports = {}, folder, now = Date.now } = options;
  const inFolder = (name: string) => (folder ? join(folder, name) : undefined);
  const closing: (() => Promise<unknown> | unknown)[] = [];
  const handlers = { ...productionHandlers(), ...options.handlers };
  const issuer = options.issuer ?? `http://localhost:${ports.issuer || settings.issuer.port}`;
  let throttled = false;
  try {
    const [routes, keys, queues] = await Promise.all([
      options.routes ?? contractRoutes(),
      openIssuerKeys({ issuer, file: inFolder("issuer-key.json") }),
      startQueues({ port: ports.queue ?? 0, endpoint: options.queueEndpoint, journal: inFolder("queues.jsonl"), names: options.queueNames }),
    ]);
    closing.unshift(queues.close);
    const lambda = startLambda(handlers.domain);
    const scheduler = startScheduler({ send: sendByArn(queues), file: inFolder("schedules.json"), now });
    closing.unshift(scheduler.close);
    const aws = await startAws({
      port: ports.aws ?? 0,
      lambda,
      scheduler,
      cloudWatch: startCloudWatch(() => queues.server?.store, now),
      secret: (arn) => options.data?.secrets.get(arn),
    });
    closing.unshift(aws.close);
    closing.push(setEnvironment({ ...environmentOf({ queues, aws: aws.url, issuer, data: options.data }), ...options.environment }));
    const consumers = startConsumers(queues, handlers);
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
      handlers: (domain) => (lambda.awayOf(domain) ? unreachable : handlers.domain(domain)),
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
      data: options.data,
      away: (domain, how = "unreachable") => lambda.away(domain, how),
      throttle(on) {
        throttled = on;
      },
      send: async (queue, MessageBody, DelaySeconds) =>
        void (await queues.client.send(new SendMessageCommand({ QueueUrl: queues.urls[queue], MessageBody, DelaySeconds }))),
      ...settling({ queues, consumers, lambda }),
      close: () => closeAll(closing),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

const contractRoutes = async (): Promise<Routes> => (await import("../shared/contract/routes")).routes;

/** The gateway can't reach a function: it answers 503 as for one that never comes back. */
const unreachable = () => new Promise(() => undefined);

function startConsumers(queues: Queues, handlers: Handlers): Record<QueueName, EventSource> {
  const started = allQueueNames.map((name) => {
    const { client, names, urls, changes } = queues;
    return [
      name,
      startEventSource({ queue: queueSettings[name], name: names[name], url: urls[name], client, handler: () => handlers.consumer(name), changes }),
    ];
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
async function closeAll(closing: (() => Promise<unknown> | unknown)[]) {
  for (const close of closing.splice(0)) await Promise.resolve(close()).catch((error: unknown) => console.error(error));
}
