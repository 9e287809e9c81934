/**
 * A submission from the browser: its reference is made before the first try, so that a repeated click, a reload in the middle and a
 * network that comes and goes all send the same one. What is sent is kept in the tab until the server has decided, and after that what became of it: a
 * reference that is a ticket is never filled in again.
 */
import * as z from "zod";
import type { FieldError } from "../../../shared/contract/problem";
import { Problem } from "../../../shared/contract/problem";
import { getSubmission, Submission, SubmissionBody, submitTicket } from "../../../shared/contract/submission";
import { call, pause, Unreachable } from "../api";

const Made = Submission.pick({ ticketId: true, ticketNumber: true, mismatch: true });
/** The ticket that a reference became; with `mismatch`, of other content than was sent last. */
export type Made = z.infer<typeof Made>;

export type Progress =
  | { step: "sending" }
  | { step: "waiting" }
  | { step: "queued"; submission: Submission }
  | { step: "completed"; made: Made }
  | { step: "failed"; reason: string | null; errors: readonly FieldError[]; error?: unknown };

const Draft = z.object({ values: z.record(z.string(), z.unknown()), sent: SubmissionBody.nullable(), made: Made.optional() });
/** What somebody typed, what of it was sent and is not decided yet, and what it became. */
export type Draft = z.infer<typeof Draft>;

const place = (key: string) => `pflow.submission.${key}`;
/** Where the tab keeps nothing: then a reload begins anew, and the reference in the URL still keeps it one submission. */
const unkept = new Map<string, Draft>();

export function keepDraft(key: string, draft: Draft) {
  try {
    sessionStorage.setItem(place(key), JSON.stringify(draft));
    unkept.delete(key);
  } catch {
    unkept.set(key, draft);
  }
}

export function keptDraft(key: string): Draft | null {
  try {
    return unkept.get(key) ?? Draft.safeParse(JSON.parse(sessionStorage.getItem(place(key)) ?? "null")).data ?? null;
  } catch {
    return null;
  }
}

/** Sends it until it arrived, then asks until it is decided. Ends by the signal alone, or with an outcome. */
export async function submit(body: SubmissionBody, tell: (progress: Progress) => void, signal: AbortSignal): Promise<void> {
  try {
    tell({ step: "sending" });
    const accepted = await untilAccepted(body, tell, signal);
    const decided = await untilDecided(accepted, tell, signal);
    // Its mark would also tell the one whose content stands that somebody came later.
    const mismatch = decided.bodyHash !== accepted.bodyHash;
    tell(
      decided.status === "completed"
        ? { step: "completed", made: { ticketId: decided.ticketId, ticketNumber: decided.ticketNumber, mismatch } }
        : { step: "failed", reason: decided.reason, errors: decided.errors },
    );
  } catch (error) {
    if (signal.aborted) return;
    tell({ step: "failed", reason: null, errors: inBody(error), error });
  }
}

/** As a submission's own errors say it: a pointer into what was sent. */
const inBody = (error: unknown): FieldError[] =>
  error instanceof Problem ? (error.errors ?? []).map((one) => ({ ...one, path: one.path.replace(/^\/body/, "") })) : [];

/** Nothing was decided by these: the same reference may be sent again. */
const passes = (error: unknown) => error instanceof Unreachable || (error instanceof Problem && (error.status === 503 || error.status === 429));

async function untilAccepted(body: SubmissionBody, tell: (progress: Progress) => void, signal: AbortSignal): Promise<Submission> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await call(submitTicket, { body }, { signal });
    } catch (error) {
      if (signal.aborted || !passes(error)) throw error;
      tell({ step: "waiting" });
      await untilOnline(Math.min(10_000, 500 * 2 ** tries), signal);
    }
  }
}

/** Waits, but no longer than until the network is back. */
async function untilOnline(ms: number, signal: AbortSignal) {
  const back = new AbortController();
  addEventListener("online", () => back.abort(), { signal: AbortSignal.any([signal, back.signal]) });
  await pause(ms, AbortSignal.any([signal, back.signal])).catch(() => undefined);
  back.abort();
  signal.throwIfAborted();
}

/** A corrected one is read as failed until the correction has had its turn. */
const isDecided = ({ status, attempt }: Submission, mine: Submission) =>
  status === "completed" || (status === "failed" && (attempt ?? "") >= (mine.attempt ?? ""));

async function untilDecided(accepted: Submission, tell: (progress: Progress) => void, signal: AbortSignal): Promise<Submission> {
  let submission = accepted;
  for (let wait = 250; !isDecided(submission, accepted); wait = Math.min(5_000, wait * 1.5)) {
    tell({ step: "queued", submission });
    await pause(wait, signal);
    submission = await call(getSubmission, { params: { id: accepted.address } }, { signal }).catch((error: unknown) => {
      if (signal.aborted || !passes(error)) throw error;
      return submission;
    });
  }
  return submission;
}
