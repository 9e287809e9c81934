// What a ticket's state and its reader's role allow: the console draws its buttons from this, the server decides by it.
import type { Actor } from "../contract/actor";
import { isAgent } from "../contract/actor";
import type { TicketAction, TicketStatus } from "../contract/ticket";

/** Where people may move a ticket next; what a process decided stays decided. */
export const nextStatuses = {
  draft: ["open"],
  open: ["in_progress", "resolved"],
  in_progress: ["open", "resolved"],
  resolved: ["open", "closed"],
  rejected: ["closed"],
  withdrawn: ["closed"],
  terminated: ["closed"],
  closed: ["open"],
} as const satisfies Record<TicketStatus, readonly TicketStatus[]>;

export const canMove = (from: TicketStatus, to: TicketStatus) => (nextStatuses[from] as readonly TicketStatus[]).includes(to);

type Seen = { status: TicketStatus; requesterId: string };

/** Agents read every ticket of their tenant; a requester reads their own. */
export const mayRead = (ticket: Pick<Seen, "requesterId">, actor: Actor) => isAgent(actor) || (actor.kind === "user" && actor.userId === ticket.requesterId);

/** What a move is called where it is allowed or refused. */
export const actionOfMove = (from: TicketStatus, to: TicketStatus): TicketAction => {
  if (to === "resolved") return "resolve";
  if (to === "closed") return "close";
  if (to === "in_progress") return "start";
  return from === "draft" ? "open" : "reopen";
};

/** A requester opens their draft, and reopens or closes what was resolved for them; the work itself is the agents'. */
const requestersMoves: readonly TicketAction[] = ["open", "reopen", "close"];

export const mayMove = (ticket: Seen, to: TicketStatus, actor: Actor) => {
  if (!canMove(ticket.status, to)) return false;
  if (isAgent(actor)) return true;
  return mayRead(ticket, actor) && requestersMoves.includes(actionOfMove(ticket.status, to)) && ticket.status !== "in_progress";
};

export const mayEdit = (ticket: Seen, actor: Actor) =>
  ticket.status !== "closed" && (isAgent(actor) || (mayRead(ticket, actor) && (ticket.status === "draft" || ticket.status === "open")));

export const mayRemove = (ticket: Seen, actor: Actor) => ticket.status === "draft" && mayRead(ticket, actor);

/** What its reader may do with it now. */
export function allowedActions(ticket: Seen, actor: Actor): TicketAction[] {
  const moves = nextStatuses[ticket.status].filter((to) => mayMove(ticket, to, actor)).map((to) => actionOfMove(ticket.status, to));
  return [
    ...(mayEdit(ticket, actor) ? (["edit"] as const) : []),
    ...(mayEdit(ticket, actor) && isAgent(actor) ? (["assign"] as const) : []),
    ...(mayRead(ticket, actor) ? (["comment"] as const) : []),
    ...(isAgent(actor) ? (["comment-internally"] as const) : []),
    ...moves,
    ...(mayRemove(ticket, actor) ? (["delete"] as const) : []),
  ];
}

/** Somebody still has to do something about it. */
export const ticketIsOpen = (status: TicketStatus) => status === "open" || status === "in_progress";
