// A ticket's due time is a timer: when it comes, whoever has the ticket is told, once.
import { sql } from "drizzle-orm";
import { type Actor, system } from "../../shared/contract/actor";
import { findParticipants, participantLimit } from "../../shared/contract/directory";
import { ticketIsOpen } from "../../shared/rules/ticket";
import { jsonRows } from "../db/rows";
import type { Means } from "../kit/endpoint";
import type { Owed } from "../kit/owed";
import type { Timer } from "../kit/timer";
import { tell, tryChange } from "./change";
import { findTicket, type StoredTicket } from "./queries";

/** `generation` is the ticket's version with this due time. */
export function dueTimer(tenantId: string, ticketId: string, generation: number, dueAt: string): Owed {
  const timer: Timer = { name: "due", tenantId, entity: ticketId, element: "due", generation, dueAt };
  return { receiver: "timer", route: "due", body: timer };
}

/** Late, double or stale (another due time, a ticket that is done) changes nothing. */
export async function onDue({ tenantId, entity, dueAt }: Timer, means: Means): Promise<void> {
  const actor = system(tenantId);
  for (let turn = 0; turn < 5; turn++) {
    const [told] = await jsonRows<{ counter: number; already: boolean }>(
      means.db,
      sql`select json_build_object('counter', t.counter, 'already', exists (
        select 1 from ticket_event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and e.action = 'due' and e.after->>'dueAt' = ${dueAt}))::text as json
        from ticket t where t.tenant_id = ${tenantId} and t.id = ${entity}::uuid`,
    );
    const ticket = await findTicket(means.db, actor, entity);
    if (!ticket || !told || told.already || !ticketIsOpen(ticket.status) || ticket.dueAt !== dueAt) return;
    const owed = tell(actor, ticket, "ticket.due", await whoHas(means, actor, ticket));
    // A double at the same moment sees no event of ours, but it sees that the ticket went on.
    const onlyIf = sql`t.counter = ${told.counter}`;
    if (await tryChange(means, actor, { ticket, action: "due", after: { dueAt }, owed, onlyIf }, { keepsVersion: true })) return;
  }
  throw new Error("A ticket that is due is changed by others all the time.");
}

/** Whom its process asks now, members of groups too; where that is nobody, its assignee, and without one whoever it is for. */
async function whoHas(means: Means, actor: Actor, { process, assigneeId, requesterId }: StoredTicket): Promise<string[]> {
  const asked = process && process.handlers.length > 0 ? await peopleAmong(means, actor, process.handlers) : [];
  return asked.length > 0 ? asked : [assigneeId ?? requesterId];
}

/** Of ids of people and groups. */
async function peopleAmong({ ask }: Means, actor: Actor, ids: string[]): Promise<string[]> {
  const body = {
    queries: [
      { by: "users" as const, users: ids },
      { by: "groups" as const, groups: ids },
    ],
  };
  const { lists } = await ask("identity", findParticipants, actor, { body });
  return [...new Set(lists.flatMap(({ users }) => users.map(({ id }) => id)))].slice(0, participantLimit);
}
