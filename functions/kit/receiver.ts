// The receiving end of owed calls: each is done once by its event id, and never before an older one of its entity.
import type * as z from "zod";
import type { Actor } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { type Route, routeKey } from "../../shared/contract/route";
import type { Delivery } from "./ask";
import { type Means, wellFormed } from "./endpoint";
import { log } from "./log";

export type Received<R extends Route> = { entity: string; eventId: string; actor: Actor; body: z.output<R["body"]> };

/** `read` gives what `receive` takes. */
export type Receiver = { key: string; read(delivery: Delivery): unknown; receive(received: readonly unknown[], means: Means): Promise<void> };

/**
 * The story takes well-formed deliveries, oldest first, and makes their effects and marks in one statement, so that all
 * happen or none; one whose event id is marked already changes nothing. What it throws, it throws for all of them.
 */
export function receiver<const R extends Route>(route: R, story: (received: Received<R>[], means: Means) => Promise<void>): Receiver {
  return {
    key: routeKey(route),
    read: (delivery): Received<R> => ({ ...delivery, body: wellFormed(route.body, delivery.body, "body") as z.output<R["body"]> }),
    receive: (received, means) => story(received as Received<R>[], means), // each was read by this receiver
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
    const read = new Map<number, unknown>();
    for (const index of run) {
      const delivery = deliveries[index] as Delivery;
      const told = stopped.has(delivery.entity) ? behind() : readBy(receivers.get(route), delivery);
      if (told instanceof Problem) fail(index, told);
      else read.set(index, told);
    }
    const receive = async (indexes: readonly number[]) => {
      try {
        if (indexes.length > 0)
          await receivers.get(route)?.receive(
            indexes.map((index) => read.get(index)),
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
    await receive([...read.keys()]);
  }
  return outcomes;
}

const behind = () => new Problem("domain-away", "An older call of the same entity waits.");

/** What it is in the receiver's words, or why it can't be that. */
function readBy(receiver: Receiver | undefined, delivery: Delivery): unknown {
  if (!receiver) return new Problem("not-found", `There is no receiver for ${delivery.route}.`);
  try {
    return receiver.read(delivery);
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
