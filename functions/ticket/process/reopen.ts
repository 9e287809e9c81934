import { isAdmin } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import { reopenInstance } from "../../../shared/contract/process";
import { reopenTicket } from "../../../shared/contract/ticket";
import { ticketIsOpen } from "../../../shared/rules/ticket";
import { endpoint } from "../../kit/endpoint";
import { moveTo } from "../move";
import { findTicket, readableTicket } from "../queries";
import { stale } from "../stale";
import { changed } from "./reader";

/** Without a process it is the move to open; a process begins a new round, where its own rules allow that, and tells the ticket by its report. */
export const reopen = endpoint(reopenTicket, async ({ actor, params, body, ...means }) => {
  const ticket = await readableTicket(means, actor, params.id);
  if (ticketIsOpen(ticket.status) || ticket.status === "draft") throw new Problem("illegal-transition", `A ticket that is ${ticket.status} can't be reopened.`);
  if (!ticket.process) return changed(means, actor, await moveTo(means, actor, ticket, "open", { seen: body?.version, comment: body?.comment }));
  if (!isAdmin(actor) && actor.userId !== ticket.requesterId) throw new Problem("not-allowed", "Only its creator or an admin may reopen this ticket.");
  if (body?.version !== undefined && body.version !== ticket.version) throw await stale(means, actor.tenantId, ticket);
  await means.ask("workflow", reopenInstance, actor, { body: { ticketId: ticket.id, ...(body?.comment && { reason: body.comment }) } });
  const now = (await findTicket(means.db, actor, ticket.id)) ?? ticket;
  return changed(means, actor, { ...now, ...(!ticketIsOpen(now.status) && { pending: true }) });
});
