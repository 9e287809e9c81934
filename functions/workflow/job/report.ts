// What came of a job is told to its instance, where it counts once: the engine ignores what is late, double or stale.

import { system } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import type { Json, State } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import { act } from "../instance/act";
import type { JobBody } from "../instance/job";
import { findInstance, type StoredInstance } from "../instance/load";
import { type Failure, failureOf } from "./answer";
import type { Called } from "./call";
import { CallRefused } from "./refused";

/** The instance, if it still waits for this very try. */
export async function waitingFor({ db }: Pick<Means, "db">, tenantId: string, job: JobBody): Promise<StoredInstance | undefined> {
  const instance = await findInstance(db, tenantId, job);
  return instance && isCurrent(instance.state, job) ? instance : undefined;
}

function isCurrent({ status, elements }: State, { element, key, attempt }: JobBody): boolean {
  const job = elements.find(({ id }) => id === element)?.job;
  return status === "active" && job?.key === key && job.attempt === attempt && !job.waiting;
}

export type Outcome = { result: Json } | { failure: Failure };

export async function report(means: Means, tenantId: string, job: JobBody, outcome: Outcome): Promise<void> {
  const { instanceId, element, key, attempt } = job;
  try {
    await act(means, {
      tenantId,
      instanceId,
      actor: system(tenantId),
      event: (instance) => {
        if ("result" in outcome) return { type: "jobCompleted", element, key, ...(keepsResult(instance, job) && { result: outcome.result }) };
        const { message, reason, retry, code } = outcome.failure;
        return { type: "jobFailed", element, key, attempt, message, reason, ...(code !== undefined && { error: code }), ...(!retry && { final: true }) };
      },
    });
  } catch (error) {
    // Gone: there is nobody to be told.
    if (error instanceof Problem && error.code === "not-found") return;
    if (!(error instanceof Problem && error.code === "too-large" && "result" in outcome)) throw error;
    await report(means, tenantId, job, {
      failure: { message: "Its answer does not fit into the instance.", reason: { code: "answer-does-not-fit" }, retry: false },
    });
  }
}

/** What goes into no variable is not kept with the event either. */
function keepsResult({ definition }: StoredInstance, { node: id }: JobBody): boolean {
  const node = definition.nodes.find((one) => one.id === id);
  return node?.type === "serviceTask" && node.connector?.type === "http" && node.connector.resultVariable !== undefined;
}

/** Why a call gave nothing; what is no fault of the other side (ours, the database's) is thrown on. */
export function failureOfCall(error: unknown): Failure {
  if (error instanceof Problem) throw error;
  if (error instanceof CallRefused) return { message: error.message, reason: error.reason, retry: false };
  const said = error instanceof Error ? error.message : undefined;
  return { message: `It could not be reached: ${said ?? "for no known reason"}`, reason: { code: "unreachable", said }, retry: true };
}

/** Takes an answer, or says why not. */
export function outcomeOf(answer: Called, take: (answer: Called) => Json): Outcome {
  const failure = failureOf(answer);
  return failure ? { failure } : { result: take(answer) };
}
