// Writing a batch when one of its rows may be bad: halved until the bad one is alone, which then fails with its reason.
import { cutBatch, sqlState } from "../../db";
import type { Means } from "../../kit/endpoint";
import { log } from "../../kit/log";
import { type Decision, refusedAs } from "./decide";
import type { Work } from "./fold";
import { type Written, writeBatch } from "./write";

type Outcome = { written: Written[]; returned: Work[] };

export async function writeAll(means: Means, decided: readonly Decision[]): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const batch of cutBatch(decided)) outcomes.push(await write(means, batch));
  return joined(outcomes);
}

const joined = (outcomes: readonly Outcome[]): Outcome => ({
  written: outcomes.flatMap(({ written }) => written),
  returned: outcomes.flatMap(({ returned }) => returned),
});

/** Data that the database refuses (22, 23, 54), or takes too long for (57014), is a fault of a row; anything else is thrown, and the batch comes again. */
async function write(means: Means, batch: readonly Decision[]): Promise<Outcome> {
  try {
    return { written: await onceMore(() => writeBatch(means, batch)), returned: [] };
  } catch (error) {
    const state = sqlState(error) ?? "";
    if (!/^(22|23|54)/.test(state) && state !== "57014") throw error;
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      return joined([await write(means, batch.slice(0, half)), await write(means, batch.slice(half))]);
    }
    const [alone] = batch;
    if (!alone || state === "57014") return { written: [], returned: batch.map(({ work }) => work) };
    return writeFailed(means, alone, state, error);
  }
}

/** Two batches in each other's way: one of them goes again at once. */
async function onceMore<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (sqlState(error) !== "40P01") throw error;
    return run();
  }
}

/** The failed row keeps the message, so that it can be tried again; where even that can't be stored, the row goes without its text. */
async function writeFailed(means: Means, { work, requesterId }: Decision, state: string, error: unknown): Promise<Outcome> {
  const { requestId, tenantId, id: submissionId } = work.attempt;
  log.warn("a submission can't be stored", { requestId, tenantId, submissionId, state, error });
  const failed: Decision = { work, status: "failed", requesterId, ...refusedAs("not-storable", `The database can't store it (SQLSTATE ${state}).`) };
  const bare: Decision = {
    ...failed,
    work: { ...work, attempt: { ...work.attempt, raised: { ...work.attempt.raised, title: "(unreadable)", description: "", data: null } } },
  };
  for (const decision of [failed, bare]) {
    try {
      return { written: await writeBatch(means, [decision]), returned: [] };
    } catch (again) {
      if (!/^(22|23|54)/.test(sqlState(again) ?? "")) throw again;
    }
  }
  throw error;
}
