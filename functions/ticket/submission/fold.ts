// Messages of one submission in a batch: the same attempt or the same body is one work, a different body waits for its turn.
import type { SQSRecord } from "aws-lambda";
import type { Attempt } from "./message";

/** One submission to decide: the earliest attempt, in whose name all `records` are done. `newest` is the newest of these attempts. */
export type Work = { attempt: Attempt; newest: string; records: SQSRecord[] };

export function fold(read: readonly { attempt: Attempt; record: SQSRecord }[]): { works: Work[]; later: SQSRecord[] } {
  const works = new Map<string, Work>();
  const later: SQSRecord[] = [];
  // UUIDv7: sorted by it is sorted by when it was accepted; of one attempt's messages the plain one comes before its retry.
  const inOrder = [...read].sort((a, b) => compare(a.attempt.attempt, b.attempt.attempt) || (a.attempt.retryOf ?? 0) - (b.attempt.retryOf ?? 0));
  for (const { attempt, record } of inOrder) {
    const key = `${attempt.tenantId}\n${attempt.id}`;
    const work = works.get(key);
    if (!work) works.set(key, { attempt, newest: attempt.attempt, records: [record] });
    else if (folds(work.attempt, attempt)) {
      work.records.push(record);
      work.newest = attempt.attempt;
    } else later.push(record);
  }
  return { works: [...works.values()], later };
}

/** A retry of another turn is a decision of its own. */
const folds = (first: Attempt, next: Attempt) => first.retryOf === next.retryOf && (first.attempt === next.attempt || first.hash === next.hash);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
