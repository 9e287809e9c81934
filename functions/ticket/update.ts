import { type SQL, sql } from "drizzle-orm";
import { isAgent } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { renameInstance } from "../../shared/contract/process";
import { type Ticket, updateTicket } from "../../shared/contract/ticket";
import { mayEdit } from "../../shared/rules/ticket";
import { endpoint } from "../kit/endpoint";
import { type Owed, owe } from "../kit/owed";
import { changeTicket, tell } from "./change";
import { dueTimer } from "./due";
import { requireUsers } from "./people";
import { changed as shown } from "./process/reader";
import { readableTicket } from "./queries";
import { wordsOf } from "./words";

type Editable = Partial<Pick<Ticket, "title" | "description" | "priority" | "assigneeId" | "dueAt">>;

export const update = endpoint(updateTicket, async ({ actor, params, body: { version, ...body }, ...means }) => {
  const ticket = await readableTicket(means, actor, params.id);
  if (!mayEdit(ticket, actor)) throw new Problem("illegal-transition", `You can't edit a ticket that is ${ticket.status}.`);
  const wanted = { ...body, dueAt: body.dueAt && instant(body.dueAt) };
  if ((wanted.assigneeId !== undefined || wanted.dueAt !== undefined) && !isAgent(actor))
    throw new Problem("not-allowed", "Only an agent may assign a ticket or say when it is due.");

  const changed = differing(ticket, wanted);
  if (Object.keys(changed).length === 0 && version === ticket.version) return shown(means, actor, ticket);
  if (changed.assigneeId) await requireUsers(means.ask, actor, [{ id: changed.assigneeId, path: "/body/assigneeId" }]);
  const done = await changeTicket(means, actor, {
    ticket,
    seen: version,
    set: assignments(actor.tenantId, { ...ticket, ...changed }, changed),
    action: changed.assigneeId !== undefined ? "assigned" : "updated",
    before: inTimeline(Object.fromEntries(Object.keys(changed).map((key) => [key, ticket[key as keyof Editable]]))),
    after: inTimeline(changed),
    owed: [
      ...(changed.assigneeId ? tell(actor, ticket, "ticket.assigned", [changed.assigneeId]) : []),
      ...(changed.dueAt ? [dueTimer(actor.tenantId, ticket.id, version + 1, changed.dueAt)] : []),
      ...(ticket.process && (changed.title !== undefined || changed.priority !== undefined) ? [rename({ ...ticket, ...changed }, version + 1)] : []),
    ],
  });
  return shown(means, actor, { ...done, ...(changed.description !== undefined && { description: changed.description }) });
});

/** Inboxes show it. */
const rename = ({ id, title, priority }: Pick<Ticket, "id" | "title" | "priority">, version: number): Owed =>
  owe("workflow", renameInstance, { ticketId: id, version, title, priority });

/** A description before and after goes into one row of a reply; its ends may not. */
const inTimeline = (said: Editable): Editable => (said.description === undefined ? said : { ...said, description: cut(said.description) });
const cut = (text: string) => (text.length <= 4_000 ? text : `${text.slice(0, 4_000).replace(/\p{Cs}$/u, "")}…`);

/** The same instant is written in one way. */
const instant = (text: string) => new Date(text).toISOString();

const differing = (ticket: Editable, wanted: Editable): Editable =>
  Object.fromEntries(Object.entries(wanted).filter(([key, value]) => value !== undefined && value !== ticket[key as keyof Editable]));

function assignments(
  tenantId: string,
  next: { number: number; title: string; description: string },
  { title, description, priority, assigneeId, dueAt }: Editable,
): SQL[] {
  const words = wordsOf(tenantId, [next.title, next.description, String(next.number)]);
  return [
    ...(title !== undefined ? [sql`title = ${title}`] : []),
    ...(description !== undefined ? [sql`description = ${description}`] : []),
    ...(title !== undefined || description !== undefined
      ? [sql`words = array_to_tsvector(array(select jsonb_array_elements_text(${JSON.stringify(words)}::jsonb)))`]
      : []),
    ...(priority !== undefined ? [sql`priority = ${priority}`] : []),
    ...(assigneeId !== undefined ? [sql`assignee_id = ${assigneeId}::uuid`] : []),
    ...(dueAt !== undefined ? [sql`due_at = ${dueAt}::timestamptz`] : []),
  ];
}
