/** Starts the Data API in a thread of its own. Its hooks for faults stay in there: tests that need them start it in their own (data-api.ts). */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { DataApiOptions } from "./data-api";
import type { Credentials } from "./secrets";

/** All of it can be copied from thread to thread; `credentials` by the ARNs of their secrets. */
export type ThreadOptions = Omit<DataApiOptions, "secrets" | "databaseOf"> & { credentials: Readonly<Record<string, Credentials>> };
export type ThreadQuestion = "calls" | "close";

export type DataApiThread = {
  url: string;
  /** Calls since the start. */
  calls(): Promise<number>;
  close(): Promise<void>;
};

export async function startDataApiThread(options: ThreadOptions): Promise<DataApiThread> {
  const worker = new Worker(typescript("./data-api-worker.ts"), { eval: true, workerData: options });
  const ended = once(worker, "exit");
  const asks = (question: ThreadQuestion) => worker.postMessage(question);
  const [{ url }] = (await once(worker, "message")) as [{ url: string }]; // its first word; what it throws before that is thrown here
  return {
    url,
    async calls() {
      asks("calls");
      const [{ calls }] = (await once(worker, "message")) as [{ calls: number }]; // it says nothing else
      return calls;
    },
    async close() {
      asks("close");
      await ended;
    },
  };
}

/** What `node --import tsx` does for the process it does not do for its threads. */
const typescript = (file: string) =>
  `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(new URL(file, import.meta.url).href)}); });`;
