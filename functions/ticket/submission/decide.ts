// What becomes of each submission, before anything is written: completed or failed, or (something is away) not now.
import type { FieldError } from "../../../shared/contract/problem";
import { resolveAll } from "../../kit/actor";
import type { Means } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { log } from "../../kit/log";
import { checkRaised } from "./check";
import type { Work } from "./fold";
import type { Raised } from "./message";

export type Decision = { work: Work } & (
  | { status: "completed"; raised: Raised; requesterId: string; ticketId: string }
  | { status: "failed"; reason: string; errors: readonly FieldError[]; requesterId: string | null }
);

/** Of the submission as a whole. */
export const refusedAs = (code: string, message: string) => ({ reason: message, errors: [{ path: "", code, message }] });

export async function decide(works: readonly Work[], means: Means): Promise<{ decided: Decision[]; undecided: Work[] }> {
  // Identity away: nothing can be decided, and that is no fault of any message.
  const requesters = await resolveAll(
    works.map(({ attempt }) => ({ ...attempt.requester, tenantId: attempt.tenantId })),
    means,
  );
  const undecided: Work[] = [];
  const decisions = await Promise.all(
    works.map(async (work, index): Promise<Decision | undefined> => {
      const requester = requesters[index];
      const requesterId = requester?.userId ?? null;
      if (!requester?.active) return { work, status: "failed", requesterId, ...refusedAs("deactivated", "The requester's account was deactivated.") };
      const { tenantId, raised, acceptedAt } = work.attempt;
      try {
        const verdict = await checkRaised(means.ask, tenantId, raised, acceptedAt);
        if ("refused" in verdict) return { work, status: "failed", requesterId, reason: verdict.refused, errors: verdict.errors };
        return { work, status: "completed", raised: verdict.raised, requesterId: requester.userId, ticketId: newId() };
      } catch (error) {
        log.info("a submission can't be decided now", { requestId: work.attempt.requestId, tenantId, submissionId: work.attempt.id, error });
        undecided.push(work);
        return undefined;
      }
    }),
  );
  return { decided: decisions.filter((one) => one !== undefined), undecided };
}
