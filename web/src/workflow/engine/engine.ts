import type { Answered, Answers, Asked, Asks, Verb } from "./ask";

type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void };

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

function engine(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if ("error" in data) asker?.reject(new Error(data.error));
    else asker?.resolve(data.answer as never); // the verb that was asked says which
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("The engine did not start."));
    waiting.clear();
    worker = undefined;
  });
  return worker;
}

/** Its code comes with the first question. */
export function askEngine<V extends Verb>(verb: V, ask: Asks[V]): Promise<Answers[V]> {
  last += 1;
  const asked = { id: last, verb, ask } as Asked; // the verb and its own question
  return new Promise((resolve, reject) => {
    waiting.set(asked.id, { resolve, reject });
    engine().postMessage(asked);
  });
}
