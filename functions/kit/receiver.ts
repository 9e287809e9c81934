// The receiving end of owed calls: each is done once by its event id, and never before an older one of its entity.
import type * as z from "zod";
import type { Actor } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { type Route, routeKey } from "../../shared/contract/route";
import type { Delivery } from "./ask";
import { type Means, wellFormed } from "./endpoint";
import { log } from "./log";

export type Received<R extends Route> = { entity: string; eventId: string; actor: Actor; body: z.output<R["body"]> };

export type Receiver = { key: string; check(delivery: Delivery): void; receive(deliveries: readonly Delivery[], means: Means): Promise<void> };

/**
 * The story takes well-formed deliveries, oldest first, and makes their effects and marks in one statement, so that all
 * happen or none; one whose event id is marked already changes nothing. What it throws, it throws for all of them.
 */
export function receiver<const R extends Route>(route: R, story: (received: Received<R>[], means: Means) => Promise<void>): Receiver {
  const parsed = (delivery: Delivery): Received<R> => ({ ...delivery, body: wellFormed(route.body, delivery.body, "body") as z.output<R["body"]> });
  return {
    key: routeKey(route),
    check: (delivery) => void parsed(delivery),
    receive: (deliveries, means) => story(deliveries.map(parsed), means),
  };
}

/** An outcome for each delivery, in order: null is done. What is younger than a call that failed waits behind it. */
export async function receiveInOrder(receivers: ReadonlyMap<string, Receiver>, deliveries: readonly Delivery[], means: Means): Promise<(Problem | null)[]> {
  const outcomes: (Problem | null)[] = deliveries.map(() => null);
  const stopped = new Set<string>();
  const fail = (index: number, problem: Problem) => {
    outcomes[index] = problem;
    stopped.add((deliveries[index] as Delivery).entity);
  };
  for (const [route, run] of runsOfOneRoute(deliveries)) {
    const good = run.filter((index) => {
      const delivery = deliveries[index] as Delivery;
      outcomes[index] = stopped.has(delivery.entity) ? behind() : refusal(receivers.get(route), delivery);
      if (outcomes[index]) stopped.add(delivery.entity);
      return outcomes[index] === null;
    });
    const receive = async (indexes: readonly number[]) => {
      try {
        if (indexes.length > 0)
          await receivers.get(route)?.receive(
            indexes.map((index) => deliveries[index] as Delivery),
            means,
          );
      } catch (error) {
        // What is away is away for all of them; anything else may be the fault of one, which must not hold up the others.
        if (indexes.length > 1 && !(error instanceof Problem && error.status >= 500)) return eachAlone(indexes);
        log.error("owed calls could not be taken", { route, calls: indexes.length, requestId: means.requestId, error });
        for (const index of indexes) fail(index, error instanceof Problem ? error : new Problem("domain-away", "The receiver failed.", { cause: error }));
      }
    };
    const eachAlone = async (indexes: readonly number[]) => {
      for (const index of indexes) {
        if (stopped.has((deliveries[index] as Delivery).entity)) outcomes[index] = behind();
        else await receive([index]);
      }
    };
    await receive(good);
  }
  return outcomes;
}

const behind = () => new Problem("domain-away", "An older call of the same entity waits.");

function refusal(receiver: Receiver | undefined, delivery: Delivery): Problem | null {
  if (!receiver) return new Problem("not-found", `There is no receiver for ${delivery.route}.`);
  try {
    receiver.check(delivery);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function* runsOfOneRoute(deliveries: readonly Delivery[]): Generator<[route: string, indexes: number[]]> {
  let run: number[] = [];
  for (const [index, { route }] of deliveries.entries()) {
    if (run.length > 0 && deliveries[run[0] as number]?.route !== route) {
      yield [deliveries[run[0] as number]?.route ?? "", run];
      run = [];
    }
    run.push(index);
  }
  if (run.length > 0) yield [deliveries[run[0] as number]?.route ?? "", run];
}
