import { type SQL, sql } from "drizzle-orm";
import { isAdmin } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import { redriveSubmissions, retrySubmission } from "../../../shared/contract/submission";
import { endpoint } from "../../kit/endpoint";
import { sendAll } from "../../kit/queue";
import { readAddress } from "./address";
import { toMessage } from "./message";
import { type FailedMessage, failedMessages, findSubmission, forRequester } from "./rows";

/** How many one redrive sends; `more` says that there are others. */
const most = 500;

export const retry = endpoint(retrySubmission, async ({ actor, params, ...means }) => {
  const { id } = await readAddress(actor, params.id);
  const row = await findSubmission(means, actor.tenantId, id);
  if (!row || (row.subject !== actor.subject && !isAdmin(actor))) throw new Problem("not-found", "There is no such submission.");
  const failed = (await failedMessages(means, actor.tenantId, [sql`s.id = ${id}`], 1)).filter((one) => one !== null);
  if (failed.length === 0) throw new Problem("illegal-transition", "Only a failed submission can be tried again.");
  await sendAgain(failed, means.requestId);
  return forRequester(actor, row);
});

export const redrive = endpoint(redriveSubmissions, async ({ actor, body, ...means }) => {
  const ids = await Promise.all((body?.ids ?? []).map(async (text) => (await readAddress(actor, text)).id));
  const where: SQL[] = [
    ...(body?.formId ? [sql`s.form_id = ${body.formId}::uuid`] : []),
    ...(body?.ids ? [sql`s.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`] : []),
  ];
  const failed = await failedMessages(means, actor.tenantId, where, most + 1);
  const sent = failed.slice(0, most).filter((one) => one !== null);
  await sendAgain(sent, means.requestId);
  return { sent: sent.length, more: failed.length > sent.length };
});

/** Changes no state itself: the same attempt goes through the queue, and counts only while its row is as it was read here. */
const sendAgain = (failed: readonly FailedMessage[], requestId: string) =>
  sendAll(
    "ticketSubmissions",
    failed.map(({ message, tries }) => toMessage({ ...message, requestId, retryOf: tries })),
  );
