/** What the list of tickets shows first: src/ahead.ts asks for the same where nothing is filtered. */
import { TicketStatus } from "../../../shared/contract/ticket";
import { directoryQuery } from "../identity/people";
import { groupsQuery } from "../identity/queries";
import { queryClient } from "../query-client";
import { remembered } from "../store";
import { columnOf } from "./board-query";
import { ticketPages } from "./queries";
import { filterOf, type TicketSearch, ticketSearch } from "./search";

const usual: readonly TicketStatus[] = ["open", "in_progress", "resolved", "closed"];
/** Drafts, and what a process ended otherwise: in one column, which is there when they are. So every ticket is on the board. */
const others = TicketStatus.options.filter((status) => !usual.includes(status));

export const viewOf = ({ view }: TicketSearch) => view ?? (remembered.get("ticket-view") === "table" ? "table" : "board");
/** By the statuses that each shows. */
export const columnsOf = ({ status }: TicketSearch): (readonly TicketStatus[])[] =>
  status && status.length > 0 ? status.map((one) => [one]) : [...usual.map((one) => [one]), others];
export const columnPages = (search: TicketSearch, statuses: readonly TicketStatus[]) =>
  columnOf({ ...filterOf(search), status: statuses.join(",") }, search.sort);
export const tablePages = (search: TicketSearch) => ticketPages(filterOf(search), search.sort);

export const people = () => Promise.all([queryClient.prefetchQuery(directoryQuery), queryClient.prefetchQuery(groupsQuery)]);

export function expectTickets(given: unknown): Promise<unknown> {
  const search = ticketSearch(given);
  const pages = viewOf(search) === "board" ? columnsOf(search).map((statuses) => columnPages(search, statuses)) : [tablePages(search)];
  return Promise.all([people(), ...pages.map((one) => queryClient.prefetchInfiniteQuery(one))]);
}
