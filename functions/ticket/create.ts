import { sql } from "drizzle-orm";
import type * as z from "zod";
import { actorId, type UserActor } from "../../shared/contract/actor";
import { createTicket, type TicketCard } from "../../shared/contract/ticket";
import { jsonRows } from "../db/rows";
import { date, now } from "../kit/clock";
import { endpoint, type Means } from "../kit/endpoint";
import { newId } from "../kit/ids";
import { insertOwed, nudgeLater, type Owed, owedRows, payNow } from "../kit/owed";
import { type Changed, tell } from "./change";
import { dueTimer } from "./due";
import { asItIsNow } from "./move";
import { requireUsers } from "./people";
import { changed } from "./process/reader";
import { oweStart, startOf } from "./process/start";
import { cardJson } from "./queries";
import { requireTaken } from "./submission/check";
import type { Raised } from "./submission/message";
import { markOf, wordsOf } from "./words";

type Body = z.output<typeof createTicket.body>;

export const create = endpoint(createTicket, async ({ actor, body, ...means }) => {
  const requesterId = body.requesterId ?? actor.userId;
  const named = [
    { id: body.assigneeId, path: "/body/assigneeId" },
    { id: body.requesterId, path: "/body/requesterId" },
  ];
  await requireUsers(
    means.ask,
    actor,
    named.flatMap(({ id, path }) => (id ? { id, path } : [])),
  );
  const raised = body.status === "draft" ? unchecked(body) : await requireTaken(means.ask, actor.tenantId, unchecked(body));
  const made = await insertTicket(means, actor, { ...body, requesterId, raised });
  return changed(means, actor, made.process ? await asItIsNow(means, actor, made) : made);
});

/** Of a new ticket, as its table has it. */
const firstCounter = 1;

const unchecked = ({ title, description, priority, formId, data, workflowId, chosen }: Body): Raised => ({
  title,
  description,
  priority,
  formId: formId ?? null,
  formVersion: null,
  data: data ?? null,
  workflowId: workflowId ?? null,
  ...(chosen && { chosen }),
});

async function insertTicket(means: Means, actor: UserActor, made: Body & { requesterId: string; raised: Raised }): Promise<Changed> {
  const { raised, status, assigneeId, requesterId } = made;
  const id = newId();
  const start = status === "draft" ? undefined : startOf({ ticketId: id, requesterId, raised });
  const dueAt = made.dueAt && new Date(made.dueAt).toISOString();
  const owed: Owed[] = [
    // The number is known only to the statement that takes it, so people are told by a reference that it fills in.
    ...tell(actor, { id, number: 0, title: raised.title }, "ticket.assigned", [assigneeId]),
    ...(dueAt && Date.parse(dueAt) > now() ? [dueTimer(actor.tenantId, id, 1, dueAt)] : []),
    ...oweStart(start),
  ];
  if (owed.length > 0) await nudgeLater("ticketWork");
  const at = sql`${date()}::timestamptz`;
  const column = sql.raw(`"${status}"`);
  const words = JSON.stringify(wordsOf(actor.tenantId, [raised.title, raised.description]));
  const [row] = await jsonRows<Omit<TicketCard, "allowedActions">>(
    means.db,
    sql`with counted as (
        insert into ticket_counter as c (tenant_id, last_number, changes, ${column}) values (${actor.tenantId}, 1, 1, 1)
        on conflict (tenant_id) do update set last_number = c.last_number + 1, changes = c.changes + 1, ${column} = c.${column} + 1 returning c.tenant_id, c.last_number
      ), t as (
        insert into ticket (tenant_id, id, number, title, description, status, priority, requester_id, assignee_id, form_id, form_version, data, workflow_id, chosen, process_version, due_at, created_at, updated_at, words)
        select c.tenant_id, ${id}::uuid, c.last_number, ${raised.title}, ${raised.description}, ${status}, ${raised.priority}, ${requesterId}::uuid, ${assigneeId}::uuid, ${raised.formId}::uuid,
          ${raised.formVersion}::int, ${raised.data && JSON.stringify(raised.data)}::jsonb, ${raised.workflowId}::uuid, ${status === "draft" && raised.chosen ? JSON.stringify(raised.chosen) : null}::jsonb,
          ${start ? 0 : null}::int, ${dueAt}::timestamptz, ${at}, ${at},
          array_to_tsvector(array(select jsonb_array_elements_text(${words}::jsonb)) || (${markOf(actor.tenantId)} || c.last_number::text)) from counted c returning *
      ), said as (
        insert into ticket_event (tenant_id, ticket_id, seq, at, actor_id, action, after)
        select t.tenant_id, t.id, 1, ${at}, ${actorId(actor)}::uuid, ${start ? "submit" : "created"}, jsonb_build_object('title', t.title, 'priority', t.priority, 'status', t.status, 'assigneeId', t.assignee_id) from t
      ), dayed as (
        insert into ticket_day (tenant_id, day, created) select t.tenant_id, (${at} at time zone 'UTC')::date, 1 from t on conflict (tenant_id, day) do update set created = ticket_day.created + 1
      ) ${owed.length > 0 ? sql`, owing as (${insertOwed(sql`t`, { entity: sql`t.id`, counter: sql`t.counter`, patch: sql`jsonb_build_object('ticketNumber', t.number)` }, actor, owed)})` : sql``}
      select ${cardJson}::text as json from t`,
  );
  if (!row) throw new Error("A ticket was not made.");
  const numbered = owed.map((one) => ("ticketNumber" in (one.body as object) ? { ...one, body: { ...(one.body as object), ticketNumber: row.number } } : one)); // bodies are objects
  const pending = owed.length > 0 && (await payNow(means, [], "ticketWork", undefined, owedRows(id, firstCounter, actor, numbered)));
  const { description, data, chosen = null } = raised;
  return { ...row, description, data, chosen, reason: null, hides: null, participates: false, ...(pending && { pending }) };
}
