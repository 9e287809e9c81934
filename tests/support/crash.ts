/**
 * Kills invocations at every step of their I/O. A function's calls to AWS (database, queues, other domains, secrets, schedules)
 * all go through one method of the SDK's clients, which counts them inside an invocation; at the chosen call the invocation stops
 * for ever, as a process that died, before that call has any effect or after it has had all of it. Whatever a dead one kept in
 * memory is gone: it runs in a container (a module graph) of its own.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { SQSClient } from "@aws-sdk/client-sqs";
import { vi } from "vitest";
import type { Handlers } from "../../local/handlers";
import type { Handler } from "../../local/run-function";
import type { Domain } from "../../shared/contract/domain";
import type { QueueName } from "../../shared/contract/queues";

/** The `call`th of an invocation, counted from 1: it never happens ("before"), or happens and is never answered ("after"). */
export type Point = { call: number; side: "before" | "after" };
type Invocation = { point?: Point; calls: string[]; dead: boolean; die: (where: string) => void };

export class Died extends Error {
  /** It is meant to happen: where is said by its message. */
  override stack = undefined;
}

const current = new AsyncLocalStorage<Invocation>();
type Sender = { send(command: object, ...rest: unknown[]): Promise<unknown> };
/** The prototype that all clients of the SDK share. */
const shared = Object.getPrototypeOf(SQSClient.prototype) as Sender;
const plain = shared.send;
const never = () => new Promise<never>(() => undefined);

shared.send = async function send(this: Sender, command, ...rest) {
  const invocation = current.getStore();
  if (!invocation) return plain.call(this, command, ...rest);
  if (invocation.dead) return never();
  invocation.calls.push(command.constructor.name);
  const { point } = invocation;
  if (!point || invocation.calls.length !== point.call) {
    const answer = await plain.call(this, command, ...rest).catch(async (error: unknown) => (invocation.dead ? never() : Promise.reject(error)));
    return invocation.dead ? never() : answer;
  }
  invocation.dead = true;
  // What the call does itself (its sockets and timers) is not the invocation's, whose end must not end it.
  if (point.side === "after") await current.exit(() => plain.call(this, command, ...rest)).catch(() => undefined);
  invocation.die(command.constructor.name);
  return never();
};

/** Runs it to its end, or until it dies there: then it throws `Died`. Gives the names of its calls. */
export async function dying(run: () => Promise<unknown>, point?: Point): Promise<{ value: unknown; calls: string[] }> {
  const calls: string[] = [];
  let die: (where: string) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    die = (where) => reject(new Died(`It died ${point?.side} call ${point?.call} (${where}).`));
  });
  death.catch(() => undefined);
  const value = await Promise.race([current.run({ point, calls, dead: false, die }, run), death]);
  return { value, calls };
}

const functions: Record<Domain | QueueName, () => Promise<{ handler: unknown }>> = {
  form: () => import("../../functions/form/handler"),
  identity: () => import("../../functions/identity/handler"),
  ticket: () => import("../../functions/ticket/handler"),
  workflow: () => import("../../functions/workflow/handler"),
  gateway: () => import("../../functions/gateway/handler"),
  ticketSubmissions: () => import("../../functions/ticket/drain"),
  ticketDeadLetters: () => import("../../functions/ticket/dead-letters"),
  ticketWork: () => import("../../functions/ticket/work"),
  workflowWork: () => import("../../functions/workflow/work"),
};
export type FunctionName = keyof typeof functions;

export type Crashes = {
  /** For `startCloud`. */
  handlers: Handlers;
  /** The next invocation of the function runs in a new container and dies there; without a point it runs to its end and says what it called. */
  next(name: FunctionName, point?: Point, only?: (event: unknown) => boolean): Promise<{ died: boolean; calls: string[] }>;
};

/** `now` is the clock of every container. */
export function makeCrashes(now: () => number): Crashes {
  type Plan = { point?: Point; only: (event: unknown) => boolean; done: (outcome: { died: boolean; calls: string[] }) => void };
  const plans = new Map<FunctionName, Plan>();

  /** A graph of modules that nobody else has: what it keeps in memory is its own. */
  async function load(name: FunctionName): Promise<Handler> {
    vi.resetModules();
    const { setClock } = await import("../../functions/kit/clock");
    setClock(now);
    return (await functions[name]()).handler as Handler; // each module exports one
  }

  const fleet = new Map<FunctionName, Promise<Handler>>();
  let loading: Promise<unknown> = Promise.resolve();
  /** One after another, as they share the module cache while they load. */
  const inTurn = (name: FunctionName): Promise<Handler> => {
    const handler = loading.then(() => load(name));
    loading = handler.catch(() => undefined);
    return handler;
  };
  const inFleet = (name: FunctionName) => {
    const known = fleet.get(name) ?? inTurn(name);
    fleet.set(name, known);
    return known;
  };

  const handlerOf =
    (name: FunctionName): Handler =>
    async (event, context) => {
      const plan = plans.get(name);
      if (!plan?.only(event)) return (await inFleet(name))(event, context);
      plans.delete(name);
      const handler = await inTurn(name);
      try {
        const { value, calls } = await dying(async () => handler(event, context), plan.point);
        plan.done({ died: false, calls });
        return value;
      } catch (error) {
        plan.done({ died: error instanceof Died, calls: [] });
        throw error;
      }
    };

  return {
    handlers: { domain: handlerOf, consumer: handlerOf },
    next: (name, point, only = () => true) =>
      new Promise((done) => {
        plans.set(name, { point, only, done });
      }),
  };
}

/** Every point at which an invocation that made these calls can die. */
export const pointsOf = (calls: readonly string[]): Point[] =>
  calls.flatMap((_, index) => [
    { call: index + 1, side: "before" as const },
    { call: index + 1, side: "after" as const },
  ]);
