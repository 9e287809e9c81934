/** What the list of tickets shows first, asked for beside its code. */
import type { TicketStatus } from "../../../shared/contract/ticket";
import { directoryQuery } from "../identity/people";
import { groupsQuery } from "../identity/queries";
import { queryClient } from "../query-client";
import { remembered } from "../store";
import { ticketPages } from "./queries";
import { filterOf, type TicketSearch, ticketSearch } from "./search";

const usual: readonly TicketStatus[] = ["open", "in_progress", "resolved", "closed"];

export const viewOf = ({ view }: TicketSearch) => view ?? (remembered.get("ticket-view") === "table" ? "table" : "board");
export const columnsOf = ({ status }: TicketSearch) => (status && status.length > 0 ? status : usual);
export const columnPages = (search: TicketSearch, status: TicketStatus) => ticketPages({ ...filterOf(search), status }, search.sort, 30);
export const tablePages = (search: TicketSearch) => ticketPages(filterOf(search), search.sort);

export const people = () => Promise.all([queryClient.prefetchQuery(directoryQuery), queryClient.prefetchQuery(groupsQuery)]);

export function expectTickets(given: unknown): Promise<unknown> {
  const search = ticketSearch(given);
  const pages = viewOf(search) === "board" ? columnsOf(search).map((status) => columnPages(search, status)) : [tablePages(search)];
  return Promise.all([people(), ...pages.map((one) => queryClient.prefetchInfiniteQuery(one))]);
}
