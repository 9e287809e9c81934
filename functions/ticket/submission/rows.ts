// Submissions as their requester reads them.
import { type SQL, sql } from "drizzle-orm";
import type { Caller } from "../../../shared/contract/actor";
import type { Submission } from "../../../shared/contract/submission";
import { iso, jsonRows, jsonRowsInReply } from "../../db/rows";
import type { Means } from "../../kit/endpoint";
import { addressOf } from "./address";
import type { Attempt } from "./message";

/** `subject` and `message` (of a failed one) are for us, not for the reply. */
export type Stored = Omit<Submission, "address"> & { subject: string; acceptedAt: string };

const json = sql`json_build_object('id', s.id, 'clientReference', s.client_reference, 'status', s.status, 'ticketId', s.ticket_id, 'ticketNumber', t.number, 'mismatch', s.mismatch,
  'reason', s.reason, 'errors', coalesce(s.errors, '[]'), 'title', s.title, 'requesterId', coalesce(s.requester_id, t.requester_id), 'tries', s.tries, 'acceptedAt', ${iso(sql`s.accepted_at`)}, 'attempt', s.attempt, 'bodyHash', s.hash,
  'subject', s.subject)::text as json`;

const source = (tenantId: string) =>
  sql`from submission s left join ticket t on t.tenant_id = s.tenant_id and t.id = s.ticket_id where s.tenant_id = ${tenantId}`;

export async function findSubmission({ db }: Pick<Means, "db">, tenantId: string, id: string): Promise<Stored | undefined> {
  const [row] = await jsonRows<Stored>(db, sql`select ${json} ${source(tenantId)} and s.id = ${id}`);
  return row;
}

/** Newest first. */
export function pageSubmissions({ db }: Pick<Means, "db">, tenantId: string, where: readonly SQL[], limit: number): Promise<Stored[]> {
  return jsonRows(
    db,
    sql`select ${json} ${source(tenantId)} ${sql.join(
      where.map((one) => sql`and ${one}`),
      sql` `,
    )} order by s.accepted_at desc, s.id desc limit ${limit}`,
  );
}

export type FailedMessage = { message: Attempt; tries: number };

/** The kept messages of failed ones, oldest first; null from where they go into no reply. */
export function failedMessages({ db }: Pick<Means, "db">, tenantId: string, where: readonly SQL[], limit: number): Promise<(FailedMessage | null)[]> {
  return jsonRowsInReply(
    db,
    sql`select json_build_object('message', s.message, 'tries', s.tries)::text as json from submission s where s.tenant_id = ${tenantId} and s.status = 'failed' and s.message is not null
      ${sql.join(
        where.map((one) => sql`and ${one}`),
        sql` `,
      )} order by s.accepted_at, s.id limit ${limit}`,
  );
}

export async function forRequester(who: Pick<Caller, "tenantId">, { subject, ...submission }: Stored): Promise<Submission> {
  return { ...submission, address: await addressOf({ tenantId: who.tenantId, subject }, submission.id) };
}
