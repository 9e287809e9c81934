import { sql } from "drizzle-orm";
import { type DeadLetterCode, listDeadLetters, redriveDeadLetters } from "../../../shared/contract/submission";
import { readJson } from "../../db";
import { iso, jsonRowsInReply } from "../../db/rows";
import { date } from "../../kit/clock";
import { decodeCursor, pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import { sendAll } from "../../kit/queue";

/** How much of a letter a list shows; its row keeps all of it. */
const shown = 4_000;

type Letter = {
  id: string;
  queue: string;
  code: DeadLetterCode;
  reason: string;
  place: string | null;
  body: string;
  receivedAt: string;
  redrivenAt: string | null;
};

export const deadLetters = endpoint(listDeadLetters, async ({ actor, query, db }) => {
  const after = decodeCursor(query.cursor, ["instant", "text"]);
  const rows = await jsonRowsInReply<Letter>(
    db,
    sql`select json_build_object('id', d.id, 'queue', d.queue, 'code', d.code, 'reason', d.reason, 'place', d.place, 'body', left(d.body, ${shown}::int), 'receivedAt', ${iso(sql`d.received_at`)}, 'redrivenAt', ${iso(sql`d.redriven_at`)})::text as json
      from dead_letter d where d.tenant_id = ${actor.tenantId} ${after ? sql`and (d.received_at, d.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``} order by d.received_at desc, d.id desc limit ${query.limit + 1}`,
  );
  return pageOfRows(rows, query.limit, ({ receivedAt, id }) => [receivedAt, id]);
});

type Kept = { id: string; body: string; acceptedAt: string | null };

/** Of one request; bytes are those of their texts. */
const mostSent = 15;
const mostBytes = 2_500_000;

/** The oldest of those that were not redriven, as many as there is time for; whoever wants more asks again. Sends them as they were; what is still unreadable comes back as a letter of its own. The count falls by those that were not redriven before. */
export const redriveLetters = endpoint(redriveDeadLetters, async ({ actor, body, db }) => {
  const chosen = body?.ids ? sql`and d.id in (select jsonb_array_elements_text(${JSON.stringify(body.ids)}::jsonb))` : sql``;
  const kept = await readJson(
    db,
    sql`select json_agg(json_build_object('id', k.id, 'body', k.body, 'acceptedAt', k.accepted_at) order by k.n) as value from (
      select o.*, row_number() over oldest as n, sum(octet_length(o.body)) over oldest as bytes from (
        select d.id, d.body, d.accepted_at, d.received_at from dead_letter d where d.tenant_id = ${actor.tenantId} and d.redriven_at is null ${chosen}
        order by d.received_at, d.id limit ${mostSent}) o window oldest as (order by o.received_at, o.id)) k
      where k.n = 1 or k.bytes <= ${mostBytes}`,
  );
  const letters = (kept ?? []) as Kept[]; // as the statement builds them
  await sendAll(
    "ticketSubmissions",
    letters.map((letter) => ({ body: letter.body, attributes: { tenant: actor.tenantId, acceptedAt: letter.acceptedAt ?? date().toISOString() } })),
  );
  await db.execute(sql`with gone as (update dead_letter d set redriven_at = ${date()}::timestamptz where d.tenant_id = ${actor.tenantId} and d.redriven_at is null
      and d.id in (select jsonb_array_elements_text(${JSON.stringify(letters.map(({ id }) => id))}::jsonb)) returning d.tenant_id)
    update ticket_counter c set dead_letters = c.dead_letters - (select count(*) from gone) where c.tenant_id = ${actor.tenantId}`);
  return { sent: letters.length };
});
