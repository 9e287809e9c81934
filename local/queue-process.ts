/** The queues as a process of their own, as SQS is: `tsx local/queue-process.ts`. It prints its URL in one line and serves until it is ended. */
import { quiet } from "./cloud-environment";
import { StartError } from "./http";
import { startQueues } from "./queue";
import { portOf, readDotEnv } from "./start-settings";

readDotEnv();
Object.assign(process.env, quiet);
try {
  const queues = await startQueues({ port: portOf("queue"), journal: process.env.PFLOW_QUEUE_JOURNAL || undefined });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void queues.close().then(() => process.exit(0)));
  console.log(queues.endpoint);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
