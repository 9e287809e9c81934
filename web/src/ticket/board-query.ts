import { infiniteQueryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { getBoard } from "../../../shared/contract/ticket";
import { call } from "../api";
import { pageAt, type Sort, ticketPages } from "./queries";
import type { TicketFilter } from "./search";

/** Tickets of a column that are asked for at once. */
const some = 30;

type Together = { columns: string[]; answer: Promise<z.output<typeof getBoard.reply>> };
const together = new Map<string, Together>();

/** A column's first tickets. Columns that ask in one moment, as when a board opens or something has changed, are one request. */
async function firstOfColumn({ status = "", ...filter }: TicketFilter, sort: Sort) {
  const key = JSON.stringify([filter, sort]);
  const begin = (columns: string[]): Together => ({
    columns,
    answer: Promise.resolve().then(() => {
      together.delete(key);
      return call(getBoard, { query: { ...filter, columns: columns.join(";"), sort, limit: some } });
    }),
  });
  const asked = together.get(key) ?? begin([]);
  together.set(key, asked);
  const at = asked.columns.push(status) - 1;
  const { columns } = await asked.answer;
  return columns[at] ?? { data: [], nextCursor: null };
}

/** A list of tickets whose first page comes with those of the other columns; `filter.status` is the column's, separated by commas. */
export const columnOf = (filter: TicketFilter, sort: Sort = "newest") =>
  infiniteQueryOptions({
    ...ticketPages(filter, sort, some),
    queryFn: ({ pageParam, signal }) => (pageParam === undefined ? firstOfColumn(filter, sort) : pageAt(filter, sort, some, pageParam, signal)),
  });
