// The dead-letter queue's consumer: what can be read goes back to its queue, the rest becomes a row that the tenant's admins see.
import type { SQSRecord } from "aws-lambda";
import { sql } from "drizzle-orm";
import * as z from "zod";
import { TenantId } from "../../shared/contract/actor";
import { DeadLetterCode } from "../../shared/contract/submission";
import { cutBatch } from "../db";
import { date } from "../kit/clock";
import { consumer } from "../kit/consumer";
import { log } from "../kit/log";
import { tellOfQueue } from "../kit/metric";
import { send } from "../kit/queue";
import { readMessage, toMessage, type Unreadable } from "./submission/message";

export const handler = consumer("ticket", "ticketDeadLetters", async (records, { db, requestId }) => {
  const letters: Letter[] = [];
  for (const record of records) {
    const attempt = readMessage(record);
    if ("unreadable" in attempt) letters.push(letter(record, attempt));
    else await send("ticketSubmissions", toMessage(attempt));
  }
  // A statement counts what it added: a letter that is there already changes nothing.
  for (const batch of cutBatch(letters))
    await db.execute(sql`with b as materialized (select distinct on (b.tenant_id, b.id) * from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as b(tenant_id text, id text, code text, reason text, place text, body text, accepted_at text) order by b.tenant_id, b.id),
      kept as (
        insert into dead_letter (tenant_id, id, queue, code, reason, place, body, accepted_at, received_at)
        select b.tenant_id, b.id, 'ticket_submissions', b.code, b.reason, b.place, b.body, b.accepted_at, ${date()}::timestamptz from b on conflict (tenant_id, id) do nothing returning tenant_id
      )
      insert into ticket_counter as c (tenant_id, dead_letters, changes) select k.tenant_id, count(*), 1 from kept k group by k.tenant_id order by k.tenant_id
      on conflict (tenant_id) do update set dead_letters = c.dead_letters + excluded.dead_letters, changes = c.changes + 1`);
  for (const { tenant_id: tenantId, id } of letters) log.warn("a dead letter is kept", { requestId, tenantId, messageId: id });
  tellOfQueue("ticketDeadLetters", { DeadLetters: letters.length });
  return [];
});

type Letter = { tenant_id: string; id: string; code: DeadLetterCode; reason: string; place: string | null; body: string; accepted_at: string | null };

/** Without a tenant it is the operator's: an empty one. */
function letter({ messageAttributes, messageId, body }: SQSRecord, { unreadable, reason, place }: Unreadable): Letter {
  const attribute = (name: string) => messageAttributes[name]?.stringValue;
  const tenant = TenantId.safeParse(attribute("tenant"));
  const code = DeadLetterCode.safeParse(attribute("code"));
  const acceptedAt = z.iso.datetime().safeParse(attribute("acceptedAt"));
  return {
    tenant_id: tenant.success ? tenant.data : "",
    id: plain(attribute("source") ?? messageId, 100),
    code: code.success ? code.data : unreadable,
    reason: plain(attribute("reason") ?? reason, 500),
    place: plain(attribute("place") ?? place ?? "", 500) || null,
    body: plain(body, longestText),
    accepted_at: acceptedAt.success ? acceptedAt.data : null,
  };
}

/** What a queue takes, so that a letter can be sent again as it was. */
const longestText = 262_144;

/** PostgreSQL's text can't hold NUL or half a character, and nothing readable is lost. */
const plain = (text: string, most: number) =>
  text
    .slice(0, most)
    .replaceAll("\0", "")
    .replace(/\p{Cs}/gu, "\ufffd");
