/** The thread in which the Data API runs where nobody needs to reach into it: as beside AWS's, its work takes no turns from the functions'. */
import { parentPort, workerData } from "node:worker_threads";
import { startDataApi } from "./data-api";
import type { ThreadOptions, ThreadQuestion } from "./data-api-thread";

const { credentials, ...options } = workerData as ThreadOptions; // data-api-thread.ts is who starts it
const dataApi = await startDataApi({ ...options, secrets: { get: (arn) => credentials[arn] } });

parentPort?.on("message", (question: ThreadQuestion) => {
  if (question === "calls") parentPort?.postMessage({ calls: dataApi.calls() });
  else void dataApi.close().then(() => parentPort?.close());
});
parentPort?.postMessage({ url: dataApi.url });
