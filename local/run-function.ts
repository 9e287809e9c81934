/** Runs one invocation as Lambda would: with a context, a deadline, and a report instead of an exception. */
import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { functionArn } from "./settings";

/** A Lambda handler as the local cloud sees it; what event it takes is its own affair. */
// biome-ignore lint/suspicious/noExplicitAny: handlers take different events, and a parameter must accept each of them
export type Handler = (event: any, context: Context) => unknown;

export type Outcome = { ok: true; value: unknown } | { ok: false; timedOut: boolean; error: FunctionError };
/** The payload that Lambda's Invoke has for a function that threw. */
export type FunctionError = { errorType: string; errorMessage: string; trace?: string[] };

/** `seconds` is the function's timeout. Like Lambda's, a function that is out of time is no longer waited for. */
export async function runFunction(name: string, handler: Handler, event: unknown, seconds: number): Promise<Outcome> {
  const requestId = randomUUID();
  const deadline = Date.now() + seconds * 1000;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(timedOut(requestId, seconds)), seconds * 1000);
  });
  try {
    return await Promise.race([run(handler, event, contextOf(name, requestId, deadline)), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function run(handler: Handler, event: unknown, context: Context): Promise<Outcome> {
  try {
    return { ok: true, value: await handler(event, context) };
  } catch (error) {
    return { ok: false, timedOut: false, error: described(error) };
  }
}

function described(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
}

const timedOut = (requestId: string, seconds: number): Outcome => ({
  ok: false,
  timedOut: true,
  error: { errorType: "Sandbox.Timedout", errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds` },
});

function contextOf(name: string, requestId: string, deadline: number): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn(name),
    memoryLimitInMB: "512",
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    // The callback style of Node 4: no handler of ours uses it, but the type asks for it.
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
