/** The thread in which functions run that are invoked or fed by a queue (functions-thread.ts). */
import { parentPort } from "node:worker_threads";
import { queues } from "../shared/contract/queues";
import { serveAws } from "./aws";
import type { FunctionsAnswer, FunctionsQuestion, FunctionsTold } from "./functions-thread";
import { productionHandlers } from "./handlers";
import { startLambda } from "./lambda";
import { takeMetrics } from "./log-lines";
import { type Outcome, runFunction } from "./run-function";
import { functionName } from "./settings";

const handlers = productionHandlers();
const lambda = startLambda(handlers.domain);
const invokes = await serveAws(0, lambda.handle);
// They ask each other in here, and not where they are asked from.
process.env.AWS_ENDPOINT_URL_LAMBDA = invokes.url;

takeMetrics((told) => parentPort?.postMessage({ told } satisfies FunctionsTold));

async function answer(question: FunctionsQuestion): Promise<Outcome> {
  if ("ask" in question) return lambda.settled().then(() => ({ ok: true, value: undefined }));
  const { domain, consumer, timeout } = queues[question.queue];
  return runFunction(functionName(domain, consumer), await handlers.consumer(question.queue), question.event, timeout);
}

const failed = (error: unknown): Outcome => ({ ok: false, timedOut: false, error: { errorType: "Error", errorMessage: String(error) } });

parentPort?.on("message", (question: FunctionsQuestion | "close") => {
  if (question === "close") return void invokes.close().then(() => process.exit());
  answer(question)
    .catch(failed)
    .then((outcome) => parentPort?.postMessage({ id: question.id, outcome } satisfies FunctionsAnswer));
});
parentPort?.postMessage({ url: invokes.url });
