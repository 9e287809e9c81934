import { randomUUID } from "node:crypto";
import { Problem } from "../../../shared/contract/problem";
import { type Submission, type SubmissionBody, submitTicket } from "../../../shared/contract/submission";
import { askBy } from "../../kit/ask";
import { date, now } from "../../kit/clock";
import { Answer, endpoint } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { log } from "../../kit/log";
import { send } from "../../kit/queue";
import { addressOf, bodyHash, submissionId } from "./address";
import { checkRaised } from "./check";
import { type Raised, toMessage } from "./message";

/** How long, in ms, accepting waits for other domains to say whether the form takes it. */
const patience = 300;

/** Touches no database, and refuses nothing for another domain's fault: what can't be checked now the consumer decides. */
export const accept = endpoint(submitTicket, async ({ actor, body, deadline, requestId }) => {
  const { clientReference = randomUUID(), ...said } = body;
  const acceptedAt = date().toISOString();
  const raised = await checkedInTime(Math.min(deadline, now() + patience), requestId, actor.tenantId, raisedOf(said), acceptedAt);
  const id = submissionId(actor, clientReference);
  const address = await addressOf(actor, id);
  const { tenantId, ...requester } = actor;
  const attempt = { attempt: newId(), hash: bodyHash(said), retryOf: null, raised };
  await send("ticketSubmissions", toMessage({ kind: "ticket", tenantId, acceptedAt, requestId, id, clientReference, requester, ...attempt })).catch(
    (cause: unknown) => {
      throw new Problem(
        "queue-away",
        "The queue can't be reached now. It may have this submission all the same: send it again with the same clientReference, and there will be one ticket.",
        { cause },
      );
    },
  );
  log.info("a submission is accepted", { requestId, tenantId, submissionId: id });
  const mine = { attempt: attempt.attempt, bodyHash: attempt.hash };
  return new Answer(pending({ id, address, clientReference, title: said.title, acceptedAt, ...mine }), {
    headers: { location: `/api/tickets/submissions/${address}` },
  });
});

const raisedOf = ({ title, description, priority, formId, data, workflowId, chosen }: Omit<SubmissionBody, "clientReference">): Raised => ({
  title,
  description,
  priority,
  formId: formId ?? null,
  formVersion: null,
  data: data ?? null,
  workflowId: workflowId ?? null,
  ...(chosen && { chosen }),
});

async function checkedInTime(until: number, requestId: string, tenantId: string, raised: Raised, at: string): Promise<Raised> {
  try {
    const verdict = await checkRaised(askBy(until, requestId), tenantId, raised, at);
    if ("raised" in verdict) return verdict.raised;
    throw new Problem("invalid-input", verdict.refused, { errors: verdict.errors.map((error) => ({ ...error, path: `/body${error.path}` })) });
  } catch (error) {
    if (error instanceof Problem && error.status < 500) throw error;
    log.info("a submission is accepted unchecked", { requestId, tenantId, formId: raised.formId, error });
    return raised;
  }
}

export const pending = (known: Pick<Submission, "id" | "address" | "clientReference" | "title" | "acceptedAt" | "attempt" | "bodyHash">): Submission => ({
  ...known,
  status: "pending",
  ticketId: null,
  ticketNumber: null,
  mismatch: false,
  reason: null,
  errors: [],
  requesterId: null,
  tries: 0,
});
