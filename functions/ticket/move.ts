import { sql } from "drizzle-orm";
import type { UserActor } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { moveTicket, type TicketStatus } from "../../shared/contract/ticket";
import { canMove, mayMove } from "../../shared/rules/ticket";
import { date } from "../kit/clock";
import { endpoint, type Means } from "../kit/endpoint";
import { type Changed, changeTicket, tell } from "./change";
import { changed } from "./process/reader";
import { oweStart, startOf } from "./process/start";
import { findTicket, readableTicket, type StoredTicket } from "./queries";
import { requireTaken } from "./submission/check";
import type { Raised } from "./submission/message";

export const move = endpoint(moveTicket, async ({ actor, params, body, ...means }) => {
  const ticket = await readableTicket(means, actor, params.id);
  return changed(means, actor, await moveTo(means, actor, ticket, body.to, { seen: body.version, comment: body.comment }));
});

/** The one way from status to status for people: refused where the state or the asker's role doesn't allow it. */
export async function moveTo(
  means: Means,
  actor: UserActor,
  ticket: StoredTicket,
  to: TicketStatus,
  how: { seen?: number; comment?: string },
): Promise<Changed> {
  if (!canMove(ticket, to)) throw new Problem("illegal-transition", whyNot(ticket, to));
  if (!mayMove(ticket, to, actor)) throw new Problem("not-allowed", `Only an agent may make this ticket ${to}.`);
  // A draft was kept as it was; from here on its form must take it.
  const raised = ticket.status === "draft" ? await requireTaken(means.ask, actor.tenantId, raisedOf(ticket)) : undefined;
  const start = raised && startOf({ ticketId: ticket.id, ticketNumber: ticket.number, requesterId: ticket.requesterId, raised });
  const moved = await changeTicket(means, actor, {
    ticket,
    seen: how.seen,
    to,
    set: [
      ...(raised?.formId
        ? [sql`form_id = ${raised.formId}::uuid`, sql`form_version = ${raised.formVersion}::int`, sql`data = ${JSON.stringify(raised.data)}::jsonb`]
        : []),
      ...(start ? [sql`process_version = 0`, sql`chosen = null`] : []),
      sql`status = ${to}`,
      sql`resolved_at = ${to === "resolved" ? sql`${date()}::timestamptz` : to === "closed" ? sql`t.resolved_at` : sql`null`}`,
    ],
    action: start ? "submit" : ticket.status === "resolved" && to === "open" ? "reopened" : "moved",
    before: { status: ticket.status },
    after: { status: to },
    comment: how.comment,
    owed: [...(to === "resolved" ? tell(actor, ticket, "ticket.resolved", [ticket.requesterId]) : []), ...oweStart(start)],
  });
  const seen = { ...moved, ...(raised && { data: raised.data }) };
  return start ? asItIsNow(means, actor, seen) : seen;
}

/** The process that was just started may have moved it already. */
export async function asItIsNow(means: Means, actor: UserActor, { pending, ...known }: Changed): Promise<Changed> {
  return { ...((await findTicket(means.db, actor, known.id)) ?? known), ...(pending && { pending }) };
}

const raisedOf = ({ title, description, priority, formId, data, workflowId, chosen }: StoredTicket): Raised => ({
  ...{ title, description, priority, formId, formVersion: null, data, workflowId },
  ...(chosen && { chosen }),
});

function whyNot({ status, process }: StoredTicket, to: TicketStatus): string {
  if (process && (status === "open" || status === "in_progress")) return "Its process moves this ticket, up to its end.";
  if (process && to === "open") return "Reopen it: its process begins a new round.";
  return `A ticket that is ${status} can't become ${to}.`;
}
