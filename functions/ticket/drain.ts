// The submission queue's consumer: makes exactly one ticket of each accepted submission, however often its messages come.
import type { SQSRecord } from "aws-lambda";
import { consumer } from "../kit/consumer";
import type { Means } from "../kit/endpoint";
import { log } from "../kit/log";
import { tellOfQueue } from "../kit/metric";
import { nudgeLater, payNow } from "../kit/owed";
import { bury } from "./submission/bury";
import { decide } from "./submission/decide";
import { fold, type Work } from "./submission/fold";
import { type Attempt, readMessage } from "./submission/message";
import { settled } from "./submission/settled";
import { ensureCounters, forgetCounters, type Written } from "./submission/write";
import { writeAll } from "./submission/write-all";

/** How long, in ms, a batch waits for what its tickets owe; a nudge makes the rest. */
const payFor = 5_000;

export const handler = consumer("ticket", "ticketSubmissions", async (records, means) => {
  const read: { attempt: Attempt; record: SQSRecord }[] = [];
  const unburied: SQSRecord[] = [];
  for (const record of records) {
    const attempt = readMessage(record);
    if (!("unreadable" in attempt)) read.push({ attempt, record });
    else
      await bury(record, attempt).catch((error: unknown) => {
        log.warn("a dead letter comes again", { requestId: means.requestId, messageId: record.messageId, error });
        unburied.push(record);
      });
  }
  const { works, later } = fold(read);
  const undone = works.length > 0 ? await drained(works, means).catch((error: unknown) => putOff(works, means, error)) : [];
  return [...unburied, ...later, ...undone.flatMap((work) => work.records)];
});

/** What a line says of a submission: `requestId` is the request's that it was accepted with, `drainId` this batch's. */
const about = ({ attempt: { tenantId, id, requestId } }: Work, means: Means) => ({ requestId, drainId: means.requestId, tenantId, submissionId: id });

/** A fault of the database or of another domain is no fault of any message: all of them come again. */
function putOff(works: readonly Work[], means: Means, error: unknown): readonly Work[] {
  log.warn("submissions are put off", { requestId: means.requestId, submissions: works.map((work) => about(work, means)), error });
  return works;
}

function told(written: readonly Written[], works: readonly Work[], means: Means): void {
  const work = new Map(works.map((work) => [keyOf(work.attempt), work]));
  for (const one of written)
    log.info(one.ticketId ? "a submission is a ticket" : "a submission failed", { ...about(work.get(keyOf(one)) as Work, means), ticketId: one.ticketId }); // it was written of these
  const made = written.filter(({ ticketId }) => ticketId !== null).length;
  tellOfQueue("ticketSubmissions", { Tickets: made, Failed: written.length - made });
}

const keyOf = ({ tenantId, id }: { tenantId: string; id: string }) => `${tenantId}\n${id}`;

/** Gives what must come again. */
async function drained(works: readonly Work[], means: Means): Promise<Work[]> {
  const { decided, undecided } = await decide(works, means);
  await ensureCounters(
    means,
    decided.map(({ work }) => work.attempt.tenantId),
  );
  const { written, returned } = await writeAll(means, decided);
  told(written, works, means);
  // What another drain decided, or this one before it died, may still owe something: its row says so now.
  const mine = new Set(written.map(keyOf));
  const others = decided.map(({ work }) => work).filter((work) => !returned.includes(work) && !mine.has(keyOf(work.attempt)));
  const known = await settled(means, others);
  // Until here the messages themselves come again; with their end only a nudge remembers what is left.
  if (
    await payNow(
      means,
      known.flatMap(({ ticketId }) => ticketId ?? []),
      "ticketWork",
      payFor,
      written.flatMap(({ owes }) => owes ?? []),
    )
  )
    await nudgeLater("ticketWork");
  const missing = others.filter((work) => !known.some(({ tenantId, id }) => tenantId === work.attempt.tenantId && id === work.attempt.id));
  if (missing.length > 0) forgetCounters();
  return [...undecided, ...returned, ...missing];
}
