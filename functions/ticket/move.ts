import { sql } from "drizzle-orm";
import type { UserActor } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { moveTicket, type TicketStatus } from "../../shared/contract/ticket";
import { canMove, mayMove } from "../../shared/rules/ticket";
import { date } from "../kit/clock";
import { endpoint, type Means } from "../kit/endpoint";
import { type Changed, changeTicket, tell } from "./change";
import { forReader, readableTicket, type StoredTicket } from "./queries";
import { requireTaken } from "./submission/check";

export const move = endpoint(moveTicket, async ({ actor, params, body, ...means }) => {
  const ticket = await readableTicket(means.db, actor, params.id);
  return forReader(await moveTo(means, actor, ticket, body.to, { seen: body.version, comment: body.comment }), actor);
});

/** The one way from status to status for people: refused where the state or the asker's role doesn't allow it. */
export async function moveTo(
  means: Means,
  actor: UserActor,
  ticket: StoredTicket,
  to: TicketStatus,
  how: { seen?: number; comment?: string },
): Promise<Changed> {
  if (!canMove(ticket.status, to)) throw new Problem("illegal-transition", `A ticket that is ${ticket.status} can't become ${to}.`);
  if (!mayMove(ticket, to, actor)) throw new Problem("not-allowed", `Only an agent may make this ticket ${to}.`);
  // A draft was kept as it was; from here on its form must take it.
  const checked = ticket.status === "draft" && ticket.formId ? await requireTaken(means.ask, actor.tenantId, { ...ticket, formVersion: null }) : undefined;
  return changeTicket(means, actor, {
    ticket,
    seen: how.seen,
    to,
    set: [
      ...(checked ? [sql`form_version = ${checked.formVersion}::int`, sql`data = ${JSON.stringify(checked.data)}::jsonb`] : []),
      sql`status = ${to}`,
      sql`resolved_at = ${to === "resolved" ? sql`${date()}::timestamptz` : to === "closed" ? sql`t.resolved_at` : sql`null`}`,
    ],
    action: ticket.status === "resolved" && to === "open" ? "reopened" : "moved",
    before: { status: ticket.status },
    after: { status: to },
    comment: how.comment,
    owed: to === "resolved" ? tell(actor, ticket, "ticket.resolved", [ticket.requesterId]) : [],
  });
}
