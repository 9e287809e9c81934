// A ticket as its reader sees it: with what they may do to its process, and without what a node hides from them.
import { type Actor, actorId, isAdmin } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import { findProcessActions, type ProcessActions } from "../../../shared/contract/process";
import type { Ticket, TimelineEntry } from "../../../shared/contract/ticket";
import { OwnAction } from "../../../shared/contract/ticket";
import type { Means } from "../../kit/endpoint";
import { log } from "../../kit/log";
import type { Changed } from "../change";
import { forReader, type StoredTicket } from "../queries";

const nothing: ProcessActions = { instance: [], tasks: [], takeBack: [], hidden: [] };

/** Throws `domain-away` where only the workflow domain could say what its reader may not see. */
export async function read(means: Means, actor: Actor, ticket: Changed): Promise<Ticket> {
  if (!ticket.process) return { ...forReader(ticket, actor), process: null };
  const { data, process, status } = ticket;
  const seen = forReader(ticket, actor);
  const hides = data !== null && mayHide(ticket, actor);
  // A process that is over allows what every process does; only of a closed ticket the row does not say how its process ended.
  const isOver = status === "resolved" || status === "terminated";
  const ended: Ticket = { ...seen, process: { ...process, tasks: [], takeBack: [] }, allowedActions: [...seen.allowedActions, "cc"] };
  const told = isOver && !hides ? undefined : await ask(means, actor, ticket, hides);
  if (!told) return isOver ? ended : { ...ended, allowedActions: seen.allowedActions };
  const shown = { ...seen, data: data && without(data, told.hidden) };
  if (isOver) return { ...ended, data: shown.data };
  const { tasks, takeBack, instance } = told;
  const verbs = status === "closed" ? instance.filter((verb) => ["reopen", "submit", "cc"].includes(verb)) : instance;
  return { ...shown, process: { ...process, tasks, takeBack }, allowedActions: [...seen.allowedActions.filter((action) => action !== "reopen"), ...verbs] };
}

/** After a change, which was made whether or not the workflow domain answers: then without the data, until it is read again. */
export async function changed(means: Means, actor: Actor, ticket: Changed): Promise<Ticket> {
  try {
    return await read(means, actor, ticket);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return read(means, actor, { ...ticket, data: null, pending: true });
  }
}

/** Lines of a process tell fields by their names, too. */
export async function withoutHidden(means: Means, actor: Actor, ticket: StoredTicket, lines: readonly TimelineEntry[]): Promise<TimelineEntry[]> {
  if (!mayHide(ticket, actor) || lines.every(isOwn)) return [...lines];
  const { hidden } = (await ask(means, actor, ticket, true)) ?? nothing;
  return lines.map((line) =>
    isOwn(line) ? line : { ...line, before: line.before && without(line.before, hidden), after: line.after && without(line.after, hidden) },
  );
}

const isOwn = ({ action }: TimelineEntry) => OwnAction.safeParse(action).success;

/** Its creator and admins see all; of others the process has not always said yet that nothing is hidden from them. */
const mayHide = ({ process, hides, requesterId }: StoredTicket, actor: Actor) =>
  process !== null && hides !== false && !isAdmin(actor) && actorId(actor) !== requesterId;

async function ask(means: Means, actor: Actor, { id }: StoredTicket, isNeeded: boolean): Promise<ProcessActions | undefined> {
  try {
    return (await means.ask("workflow", findProcessActions, actor, { body: { ticketId: id } })) ?? nothing;
  } catch (cause) {
    // Whatever it is, it is no word on the ticket.
    if (isNeeded) throw new Problem("domain-away", "Who may see what of this ticket can't be asked now.", { cause });
    log.info("a ticket is read without its process's actions", { requestId: means.requestId, tenantId: actor.tenantId, ticketId: id, error: cause });
    return undefined;
  }
}

const without = (fields: Record<string, unknown>, hidden: readonly string[]) =>
  hidden.length === 0 ? fields : Object.fromEntries(Object.entries(fields).filter(([name]) => !hidden.includes(name)));
