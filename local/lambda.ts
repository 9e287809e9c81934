/** Lambda's Invoke: how the domains reach each other. */
import { randomUUID } from "node:crypto";
import type { Domain } from "../shared/contract/domain";
import { domains } from "../shared/contract/domain";
import { AwsError, type AwsReply, type AwsRequest, jsonOf, Unreachable } from "./aws-reply";
import { type Handler, type Outcome, runFunction } from "./run-function";
import { functionName } from "./settings";

/** `unreachable`: the connection is cut. `silent`: no answer until the caller gives up. `throttled`: 429. `crashing`: it answers with a function error. */
export type Away = "unreachable" | "silent" | "throttled" | "crashing";

export type Lambda = {
  handle(request: AwsRequest): Promise<AwsReply>;
  /** Makes a domain's function fail in that way, or (null) work again. */
  away(domain: Domain, how: Away | null): void;
  awayOf(domain: Domain): Away | null;
  /** Resolves when no asynchronous invocation is running. */
  settled(): Promise<void>;
};

const MiB = 1024 * 1024;
const limits = { RequestResponse: 6 * MiB, Event: MiB, reply: 6 * MiB };

export function startLambda(handlers: (domain: Domain) => Promise<Handler> | Handler, timeout = 10): Lambda {
  const gone = new Map<Domain, Away>();
  const running = new Set<Promise<unknown>>();

  async function invoke(domain: Domain, event: unknown): Promise<Outcome> {
    if (gone.get(domain) === "crashing") return { ok: false, timedOut: false, error: { errorType: "Error", errorMessage: `${domain} is made to crash.` } };
    return runFunction(functionName(domain), await handlers(domain), event, timeout);
  }

  function invokeLater(domain: Domain, event: unknown): AwsReply {
    const run = invoke(domain, event)
      .then((outcome) => outcome.ok || console.error(`${functionName(domain)} failed: ${outcome.error.errorMessage}`))
      .finally(() => running.delete(run));
    running.add(run);
    return { status: 202, headers: { "x-amzn-requestid": randomUUID() } };
  }

  return {
    away: (domain, how) => void (how ? gone.set(domain, how) : gone.delete(domain)),
    awayOf: (domain) => gone.get(domain) ?? null,
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
    async handle(request) {
      const domain = domainOf(request.path[2] ?? "");
      await failing(gone.get(domain));
      const kind = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
      if (kind !== "RequestResponse" && kind !== "Event")
        throw new AwsError("InvalidParameterValueException", 400, `The invocation type ${String(kind)} is not served here.`);
      if (request.body.length > limits[kind])
        throw new AwsError("RequestTooLargeException", 413, `${request.body.length} byte payload is too large for the ${kind} invocation type.`);
      const event = jsonOf(request);
      return kind === "Event" ? invokeLater(domain, event) : answer(await invoke(domain, event));
    },
  };
}

function answer(outcome: Outcome): AwsReply {
  const headers = { "content-type": "application/json", "x-amz-executed-version": "$LATEST", "x-amzn-requestid": randomUUID() };
  const failed = { status: 200, headers: { ...headers, "x-amz-function-error": "Unhandled" } };
  if (!outcome.ok) return { ...failed, body: JSON.stringify(outcome.error) };
  const body = JSON.stringify(outcome.value ?? null);
  if (Buffer.byteLength(body) <= limits.reply) return { status: 200, headers, body };
  return {
    ...failed,
    body: JSON.stringify({
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: `Response payload size exceeded maximum allowed payload size (${limits.reply} bytes).`,
    }),
  };
}

/** By name, `name:alias` or ARN. */
function domainOf(given: string): Domain {
  const name = given.startsWith("arn:") ? (given.split(":")[6] ?? "") : (given.split(":")[0] ?? "");
  const domain = domains.find((one) => functionName(one) === name);
  if (!domain) throw new AwsError("ResourceNotFoundException", 404, `Function not found: ${given}`);
  return domain;
}

async function failing(how: Away | undefined) {
  if (how === "unreachable") throw new Unreachable();
  if (how === "silent") await new Promise(() => undefined); // the caller's own deadline ends it
  if (how === "throttled") throw new AwsError("TooManyRequestsException", 429, "Rate Exceeded.");
}
