/** A thread of this process that runs one of our files, and says where it listens before anything else. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

export type Thread = { worker: Worker; url: string; ended: Promise<unknown> };

/** `file` is beside this one; what it throws before its first word is thrown here. */
export async function startThread(file: string, workerData?: unknown): Promise<Thread> {
  const worker = new Worker(typescript(file), { eval: true, workerData });
  const ended = once(worker, "exit");
  const [{ url }] = (await once(worker, "message")) as [{ url: string }]; // its first word
  return { worker, url, ended };
}

/** What `node --import tsx` does for the process it does not do for its threads. */
const typescript = (file: string) =>
  `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(new URL(file, import.meta.url).href)}); });`;
