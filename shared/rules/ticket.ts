// What a ticket's state and its reader's role allow: the console draws its buttons from this, the server decides by it.
import type { Actor } from "../contract/actor";
import { isAdmin, isAgent } from "../contract/actor";
import type { TicketAction, TicketStatus } from "../contract/ticket";

/** Where people may move a ticket without a process next. */
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

/** `process`: it has one (a draft has none yet). `participates`: the reader takes or took part in it. */
type Seen = { status: TicketStatus; requesterId: string; process: object | null; participates?: boolean };

/** A process moves its ticket, and what it decided stays decided: people only close what it has left. */
export const nextOf = ({ status, process }: Pick<Seen, "status" | "process">): readonly TicketStatus[] =>
  process ? nextStatuses[status].filter((to) => to === "closed") : nextStatuses[status];

export const canMove = (ticket: Pick<Seen, "status" | "process">, to: TicketStatus) => nextOf(ticket).includes(to);

const isTheirs = ({ requesterId }: Pick<Seen, "requesterId">, actor: Actor) => isAgent(actor) || (actor.kind === "user" && actor.userId === requesterId);

/** Agents read every ticket of their tenant; a requester reads their own, and what they take part in. */
export const mayRead = (ticket: Pick<Seen, "requesterId" | "participates">, actor: Actor) => isTheirs(ticket, actor) || (ticket.participates ?? false);

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
  if (!canMove(ticket, to)) return false;
  if (isAgent(actor)) return true;
  return isTheirs(ticket, actor) && requestersMoves.includes(actionOfMove(ticket.status, to)) && ticket.status !== "in_progress";
};

const isRejected = ({ status }: Pick<Seen, "status">) => status === "rejected" || status === "withdrawn";
const isOver = ({ status }: Pick<Seen, "status">) => status === "resolved" || status === "terminated" || status === "closed";

/** 重新打开: of a process an admin or its creator, who submits again what was rejected or withdrawn. */
export function mayReopen(ticket: Seen, actor: Actor): boolean {
  if (!ticket.process) return isOver(ticket) && mayMove(ticket, "open", actor);
  if (isAdmin(actor)) return isOver(ticket) || isRejected(ticket);
  return isOver(ticket) && actor.kind === "user" && actor.userId === ticket.requesterId;
}

export const mayEdit = (ticket: Seen, actor: Actor) =>
  ticket.status !== "closed" && (isAgent(actor) || (isTheirs(ticket, actor) && (ticket.status === "draft" || ticket.status === "open")));

export const mayRemove = (ticket: Seen, actor: Actor) => ticket.status === "draft" && isTheirs(ticket, actor);

/** What its reader may do with it now; what they may do to its process is the workflow domain's word. */
export function allowedActions(ticket: Seen, actor: Actor): TicketAction[] {
  const moves = nextOf(ticket)
    .filter((to) => mayMove(ticket, to, actor))
    .map((to) => actionOfMove(ticket.status, to));
  return [
    ...(mayEdit(ticket, actor) ? (["edit"] as const) : []),
    ...(mayEdit(ticket, actor) && isAgent(actor) ? (["assign"] as const) : []),
    ...(mayRead(ticket, actor) ? (["comment"] as const) : []),
    ...(isAgent(actor) ? (["comment-internally"] as const) : []),
    ...moves,
    ...(ticket.process && mayReopen(ticket, actor) ? (["reopen"] as const) : []),
    ...(mayRemove(ticket, actor) ? (["delete"] as const) : []),
  ];
}

/** Somebody still has to do something about it. */
export const ticketIsOpen = (status: TicketStatus) => status === "open" || status === "in_progress";
