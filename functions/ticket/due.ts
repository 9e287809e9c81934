// A ticket's due time is a timer: when it comes, whoever has the ticket is told, once.
import { sql } from "drizzle-orm";
import { system } from "../../shared/contract/actor";
import { ticketIsOpen } from "../../shared/rules/ticket";
import type { Means } from "../kit/endpoint";
import type { Owed } from "../kit/owed";
import type { Timer } from "../kit/timer";
import { tell, tryChange } from "./change";
import { findTicket } from "./queries";

/** `generation` is the ticket's version with this due time. */
export function dueTimer(tenantId: string, ticketId: string, generation: number, dueAt: string): Owed {
  const timer: Timer = { name: "due", tenantId, entity: ticketId, element: "due", generation, dueAt };
  return { receiver: "timer", route: "due", body: timer };
}

/** Late, double or stale (another due time, a ticket that is done) changes nothing. */
export async function onDue({ tenantId, entity, dueAt }: Timer, means: Means): Promise<void> {
  const ticket = await findTicket(means.db, tenantId, entity);
  if (!ticket || !ticketIsOpen(ticket.status) || ticket.dueAt !== dueAt) return;
  const actor = system(tenantId);
  const notTold = sql`t.due_at = ${dueAt}::timestamptz and not exists (
    select 1 from ticket_event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and e.action = 'due' and e.after->>'dueAt' = ${dueAt})`;
  const owed = tell(actor, ticket, "ticket.due", [ticket.assigneeId ?? ticket.requesterId]);
  await tryChange(means, actor, { ticket, action: "due", after: { dueAt }, owed, onlyIf: notTold }, { keepsVersion: true });
}
