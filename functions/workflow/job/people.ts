import { system } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import type { Ask, JobInput, Json, ProcessEvent, State } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import { send } from "../../kit/queue";
import type { Job } from "../../kit/work";
import { act } from "../instance/act";
import type { JobBody } from "../instance/job";
import { findInstance } from "../instance/load";
import { answersOf } from "../instance/people";
import { contentOf, type Failure } from "./answer";
import { CallRefused } from "./refused";
import { failureOfCall, outcomeOf } from "./report";
import { callOut } from "./request";

type PeopleJob = JobBody & { input: Extract<JobInput, { kind: "people" }>; tries?: number };

/** Seconds before each further try, as of a service task that says nothing else; after them an incident stands. */
const backOff = [10, 60, 600];

/** Finds people of whom some are named by another system, and answers the instance's question. */
export async function people({ actor, body, eventId }: Job, means: Means): Promise<void> {
  const job = body as PeopleJob; // the route of the owed job is the kind of its input
  const { tries = 0, element, key, attempt } = job;
  const { tenantId } = actor;
  const instance = await findInstance(means.db, tenantId, job);
  if (!instance || !isAsked(instance.state, job)) return;
  const asks = await named(means, tenantId, job.input.asks, job.key);
  if (!("failure" in asks)) {
    const found = await answersOf(means, tenantId, asks, job.input);
    return tell(means, tenantId, job, { type: "answer", question: job.input.question, people: found }).catch((error: unknown) => {
      if (!(error instanceof Problem && error.code === "too-large")) throw error;
      return tell(means, tenantId, job, {
        type: "jobFailed",
        element,
        key,
        attempt,
        message: error.detail,
        reason: { code: "answer-does-not-fit" },
        final: true,
      });
    });
  }
  const { failure } = asks;
  const delay = failure.retry ? backOff[tries] : undefined;
  if (delay === undefined)
    return tell(means, tenantId, job, { type: "jobFailed", element, key, attempt, message: failure.message, reason: failure.reason, final: true });
  await send("workflowWork", { body: JSON.stringify({ type: "job", job: "people", actor, body: { ...job, tries: tries + 1 }, eventId }), delay });
}

const isAsked = ({ status, questions }: State, { input }: PeopleJob) => status === "active" && questions.some(({ id }) => id === input.question);

/** The asks with those that another system answers turned into people by name, or why that can't be. */
export async function named(means: Means, tenantId: string, asks: readonly Ask[], key: string): Promise<Ask[] | { failure: Failure }> {
  try {
    const done = await Promise.all(asks.map((ask) => (ask.from === "http" ? askOut(means, tenantId, ask, key) : ask)));
    const failed = done.find((one) => "failure" in one);
    return failed && "failure" in failed ? failed : done.filter((one): one is Ask => "from" in one);
  } catch (error) {
    return { failure: failureOfCall(error) };
  }
}

async function askOut(
  means: Means,
  tenantId: string,
  { url, connection, rule, says }: Extract<Ask, { from: "http" }>,
  key: string,
): Promise<Ask | { failure: Failure }> {
  const outcome = outcomeOf(await callOut(means, tenantId, { method: "GET", url, headers: {}, connection, key }), contentOf);
  return "failure" in outcome ? outcome : { from: "users", users: usersIn(outcome.result), rule, says };
}

/** A list of users' ids or e-mails, by itself or as `users`. */
function usersIn(answer: Json): string[] {
  const list = typeof answer === "object" && answer !== null && "users" in answer ? answer.users : answer;
  if (!Array.isArray(list) || !list.every((one) => typeof one === "string"))
    throw new CallRefused("Its answer is no list of users' ids or e-mails.", { code: "answer-no-users" });
  return list;
}

async function tell(means: Means, tenantId: string, { instanceId }: PeopleJob, event: ProcessEvent): Promise<void> {
  await act(means, { tenantId, instanceId, actor: system(tenantId), event: () => event }).catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === "not-found")) throw error;
  });
}
