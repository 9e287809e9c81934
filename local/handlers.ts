/** The production handlers, imported when they are first needed. */
import type { Domain } from "../shared/contract/domain";
import { type QueueName, queues } from "../shared/contract/queues";
import type { Handler } from "./run-function";

export type Handlers = {
  domain: (domain: Domain) => Promise<Handler> | Handler;
  consumer: (queue: QueueName) => Promise<Handler> | Handler;
};

export function productionHandlers(): Handlers {
  const found = new Map<string, Handler | Promise<Handler>>();
  const load = (key: string, load: () => Promise<{ handler: Handler }>) => {
    const known = found.get(key);
    if (known) return known;
    const loading = load().then(({ handler }) => {
      found.set(key, handler);
      return handler;
    });
    loading.catch(() => found.delete(key)); // so that the next request says it again
    found.set(key, loading);
    return loading;
  };
  return {
    domain: (domain) => load(domain, () => import(`../functions/${domain}/handler.ts`)),
    consumer: (queue) => {
      const { domain, consumer } = queues[queue];
      return load(queue, () => import(`../functions/${domain}/${consumer}.ts`));
    },
  };
}
