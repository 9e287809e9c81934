// Which tickets of a list are ticked: their numbers stand in the URL, so that a reload keeps them.
import { useCallback, useMemo, useRef } from "react";
import type { TicketCard } from "../../../shared/contract/ticket";
import { say } from "../i18n";
import { toast } from "../ui/toaster";
import type { TicketSearch } from "./search";
import { ticketWords } from "./words";

export type Selection = ReadonlyMap<string, TicketCard>;

export const numbersIn = (selected: string | undefined): number[] => (selected ? selected.split("-").map(Number) : []);
/** As many as an address can hold, and as one would act on at once. */
export const most = 500;
const written = (numbers: Iterable<number>) => [...numbers].slice(0, most).join("-") || undefined;

/** What is ticked and known; of what is on the screen as it is now, so that a bulk action is not refused for what somebody else changed before. */
export function useSelection(selected: string | undefined, tickets: readonly TicketCard[], change: (next: Partial<TicketSearch>) => void) {
  const known = useRef(new Map<number, TicketCard>());
  const selection: Selection = useMemo(() => {
    for (const ticket of tickets) known.current.set(ticket.number, ticket);
    const cards = numbersIn(selected).flatMap((number) => known.current.get(number) ?? []);
    return new Map(cards.map((ticket) => [ticket.id, ticket]));
  }, [selected, tickets]);
  const latest = useRef(selected);
  latest.current = selected;
  const toggle = useCallback(
    ({ number }: TicketCard) => {
      const numbers = new Set(numbersIn(latest.current));
      if (!numbers.delete(number)) {
        if (numbers.size >= most) return toast(say(ticketWords).noMoreTicks(most));
        numbers.add(number);
      }
      latest.current = written(numbers);
      change({ selected: latest.current });
    },
    [change],
  );
  const select = (ticked: Iterable<TicketCard>) => change({ selected: written([...ticked].map(({ number }) => number)) });
  return { selection, select, toggle, full: numbersIn(selected).length >= most };
}
