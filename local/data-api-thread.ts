/** Starts the Data API in a thread of its own. Its hooks for faults stay in there: tests that need them start it in their own (data-api.ts). */
import { once } from "node:events";
import type { DataApiOptions } from "./data-api";
import type { Credentials } from "./secrets";
import { startThread } from "./thread";

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
  const { worker, url, ended } = await startThread("./data-api-worker.ts", options);
  const asks = (question: ThreadQuestion) => worker.postMessage(question);
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
