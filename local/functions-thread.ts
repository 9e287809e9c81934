/** Functions in a thread of their own, as in AWS they run in containers of theirs: those that are invoked, by their own endpoint, and those that the queues feed. Tests, which reach into them, run them in their own thread. */
import type { QueueName } from "../shared/contract/queues";
import { type Told, tell } from "./log-lines";
import type { Handler, Outcome } from "./run-function";
import { startThread } from "./thread";

/** Each is answered by its id. */
export type FunctionsQuestion = { id: number } & ({ queue: QueueName; event: unknown } | { ask: "settled" });
export type FunctionsAnswer = { id: number; outcome: Outcome };
/** A metric that was in a line of theirs. */
export type FunctionsTold = { told: Told };

export type FunctionsThread = {
  /** Where Lambda's Invoke is. */
  url: string;
  /** A queue's consumer, which runs in there. */
  consumer(queue: QueueName): Handler;
  /** Resolves when no asynchronous invocation is running. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export async function startFunctionsThread(): Promise<FunctionsThread> {
  const { worker, url, ended } = await startThread("./functions-worker.ts");
  const asked = new Map<number, (outcome: Outcome) => void>();
  let last = 0;
  worker.on("message", (message: FunctionsAnswer | FunctionsTold) => {
    if ("told" in message) return tell(message.told);
    asked.get(message.id)?.(message.outcome);
    asked.delete(message.id);
  });
  const ask = (question: { queue: QueueName; event: unknown } | { ask: "settled" }) =>
    new Promise<Outcome>((resolve) => {
      asked.set(++last, resolve);
      worker.postMessage({ id: last, ...question } satisfies FunctionsQuestion);
    });
  return {
    url,
    consumer: (queue) => async (event) => {
      const outcome = await ask({ queue, event });
      if (outcome.ok) return outcome.value;
      const { errorType, errorMessage, trace } = outcome.error;
      throw Object.assign(new Error(errorMessage), { name: errorType, stack: trace?.join("\n") });
    },
    settled: async () => void (await ask({ ask: "settled" })),
    async close() {
      worker.postMessage("close");
      await ended;
    },
  };
}
