// Work outside: at least once, with the same idempotency key on each try; when the tries are spent, an incident.

import type { NodeOf } from "../definition";
import type { JobInput } from "../effect";
import type { EventOf } from "../event";
import { asksOf } from "../human/asks";
import type { Json } from "../json";
import type { Element } from "../state";
import { later } from "../time";
import { complete, ready, textFor, valueFor } from "./element";
import { throwError } from "./errors";
import { attempt, raise } from "./incident";
import { nodeOf, type Run } from "./run";
import { Stuck } from "./stuck";
import { assign } from "./variables";
import { setTimer } from "./waits";

const serviceOf = (run: Run, element: Element) => nodeOf(run, element.node) as NodeOf<"serviceTask">;

export function startJob(run: Run, element: Element, retries: number): void {
  const input = inputOf(run, element);
  ready(run, element);
  element.job = { key: `${run.state.instance}:${element.id}`, attempt: 1, retriesLeft: retries, waiting: false };
  send(run, element, input);
}

/** Once more, under the same key. */
export function tryAgain(run: Run, element: Element, retries?: number): void {
  if (!element.job) return;
  const input = inputOf(run, element);
  element.job = { ...element.job, attempt: element.job.attempt + 1, retriesLeft: retries ?? element.job.retriesLeft, waiting: false };
  send(run, element, input);
}

function send(run: Run, element: Element, input: JobInput): void {
  if (element.job) run.effects.push({ type: "job", element: element.id, node: element.node, key: element.job.key, attempt: element.job.attempt, input });
}

function inputOf(run: Run, element: Element): JobInput {
  const { connector } = serviceOf(run, element);
  const text = (template: string) => textFor(run, element, template);
  if (connector?.type === "notify")
    return { kind: "notify", to: asksOf(run, element, connector.to), subject: text(connector.subject), text: text(connector.text) };
  if (connector?.type !== "http") throw new Stuck("unsupported", "It does not say what to do.", { code: "no-connector" });
  const headers = Object.fromEntries(Object.entries(connector.headers).map(([name, value]) => [name, text(value)]));
  const body = connector.body ? valueFor(run, element, connector.body) : undefined;
  return { kind: "http", method: connector.method, url: text(connector.url), headers, body, connection: connector.connection ?? null };
}

export function jobDone(run: Run, element: Element, result: Json): void {
  const { connector } = serviceOf(run, element);
  delete element.job;
  if (connector?.type === "http" && connector.resultVariable) assign(run, element, { [connector.resultVariable]: result });
  attempt(run, element, "complete", () => complete(run, element));
}

export function jobFailed(
  run: Run,
  element: Element,
  { message, reason = { code: "said", said: message }, error, final }: Pick<EventOf<"jobFailed">, "message" | "reason" | "error" | "final">,
): void {
  const { job } = element;
  if (!job) return;
  if (error !== undefined) return void throwError(run, element, error, message, "job", reason);
  const dueAt = job.retriesLeft > 0 && !final ? later(run.now, waitBefore(run, element, job.attempt)) : null;
  element.job = { ...job, waiting: true, retriesLeft: dueAt ? job.retriesLeft - 1 : 0 };
  if (dueAt) setTimer(run, element, { node: element.node, purpose: "retry", dueAt }, job.attempt);
  else raise(run, element, "job", { code: "job-failed", message, reason });
}

/** The last wait repeats. */
function waitBefore(run: Run, element: Element, attempt: number): string {
  const { backoff } = serviceOf(run, element);
  return backoff[Math.min(attempt, backoff.length) - 1] ?? "PT1M";
}
