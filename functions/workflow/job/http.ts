import type { JobInput, Json } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import type { Job } from "../../kit/work";
import type { JobBody } from "../instance/job";
import { contentOf } from "./answer";
import { failureOfCall, type Outcome, outcomeOf, report, waitingFor } from "./report";
import { callOut } from "./request";

type HttpInput = Extract<JobInput, { kind: "http" }>;

/** A service task's call. At least once, always with the same Idempotency-Key; what comes of it counts once. */
export async function http({ actor, body }: Job, means: Means): Promise<void> {
  const job = body as JobBody & { input: HttpInput }; // the route of the owed job is the kind of its input
  if (!(await waitingFor(means, actor.tenantId, job))) return;
  await report(means, actor.tenantId, job, await outcome(means, actor.tenantId, job));
}

async function outcome(means: Means, tenantId: string, { key, input }: JobBody & { input: HttpInput }): Promise<Outcome> {
  try {
    return outcomeOf(await callOut(means, tenantId, { ...input, body: textOf(input), key }), contentOf);
  } catch (error) {
    return { failure: failureOfCall(error) };
  }
}

/** JSON, but a text for which the step says what it is. */
function textOf({ body, headers }: HttpInput): string | undefined {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (typeof body === "string" && type !== undefined && !/json/i.test(type)) return body;
  return body === undefined ? undefined : JSON.stringify(body satisfies Json);
}
