import { type InfiniteData, notifyManager, useMutation, useQueryClient } from "@tanstack/react-query";
import { moveTicket, type Ticket, type TicketCard, type TicketStatus, updateTicket } from "../../../shared/contract/ticket";
import { actionOfMove, nextOf } from "../../../shared/rules/ticket";
import { call } from "../api";
import { stir } from "../changes";
import { say, useWords } from "../i18n";
import { messageOf } from "../ui/problem";
import { toast } from "../ui/toaster";
import { uiWords } from "../ui/words";
import { statusWords } from "./mark-words";
import { ticketWords } from "./words";

type Pages = InfiniteData<{ data: TicketCard[]; nextCursor: string | null }>;

/** Where its reader may move it now: the server's word on the actions, and the rule that both sides share on where they lead. */
type Movable = Pick<TicketCard, "status" | "process" | "allowedActions">;
export const movesOf = (ticket: Movable): TicketStatus[] => nextOf(ticket).filter((to) => ticket.allowedActions.includes(actionOfMove(ticket.status, to)));

export const mayGo = (ticket: Movable, to: TicketStatus) => movesOf(ticket).includes(to);

/** A list's pages after a move: away from where it does not belong any more, on top of where it does. */
export function pagesAfterMove(pages: Pages, wanted: string | undefined, ticket: TicketCard, to: TicketStatus): Pages {
  const after = { ...ticket, status: to, allowedActions: [] };
  const shows = wanted === undefined || wanted.split(",").includes(to);
  const had = pages.pages.some(({ data }) => data.some(({ id }) => id === ticket.id));
  const kept = pages.pages.map((page) => ({
    ...page,
    data: shows ? page.data.map((one) => (one.id === ticket.id ? after : one)) : page.data.filter(({ id }) => id !== ticket.id),
  }));
  const [first, ...rest] = kept;
  return { ...pages, pages: shows && !had && first ? [{ ...first, data: [after, ...first.data] }, ...rest] : kept };
}

/** Shows the move at once, takes it back if it was refused, and offers the way back where there is one. */
export function useMoveTicket() {
  const client = useQueryClient();
  const t = useWords(ticketWords);
  const ui = useWords(uiWords);
  const move = useMutation({
    mutationFn: ({ ticket, to }: { ticket: TicketCard; to: TicketStatus; silent?: boolean }) =>
      call(moveTicket, { params: { id: ticket.id }, body: { to, version: ticket.version } }),
    onMutate: async ({ ticket, to }) => {
      await client.cancelQueries({ queryKey: ["ticket", "pages"] });
      const before = client.getQueriesData<Pages>({ queryKey: ["ticket", "pages"] });
      // In one drawing: a card is never in two columns, nor in none.
      notifyManager.batch(() => {
        for (const [key, pages] of before) {
          const filter = key[2] as { status?: string } | undefined; // ticketPages puts it there
          if (pages) client.setQueryData(key, pagesAfterMove(pages, filter?.status, ticket, to));
        }
      });
      return { before };
    },
    onError: (error, { ticket }, context) => {
      for (const [key, pages] of context?.before ?? []) client.setQueryData(key, pages);
      toast(t.notMoved(ticket.number, messageOf(error)), { kind: "failed" });
    },
    onSuccess: (moved, { ticket, silent }) => {
      client.setQueryData(["ticket", "one", moved.id], moved);
      const back = !silent && mayGo(moved, ticket.status);
      const undo = () => move.mutate({ ticket: moved, to: ticket.status, silent: true });
      toast(t.moved(ticket.number, say(statusWords)[moved.status]), back ? { action: { label: ui.undo, run: undo } } : {});
    },
    onSettled: () => {
      stir();
      return Promise.all([client.invalidateQueries({ queryKey: ["ticket"] }), client.invalidateQueries({ queryKey: ["overview"] })]);
    },
  });
  return (ticket: TicketCard, to: TicketStatus) => move.mutate({ ticket, to });
}

type Change = Partial<Pick<Ticket, "title" | "description" | "priority" | "assigneeId" | "dueAt">>;

export const changeTicket = ({ id, version }: Pick<Ticket, "id" | "version">, change: Change) =>
  call(updateTicket, { params: { id }, body: { version, ...change } });

/** A change of one ticket, after which everything that shows it is right: also after a refusal, as "stale" says that what we show is not. */
export function useTicketChange<T>(id: string, change: (given: T) => Promise<Ticket>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (ticket) => client.setQueryData(["ticket", "one", id], ticket),
    onSettled: () => {
      stir();
      void client.invalidateQueries({ queryKey: ["overview"] });
      return client.invalidateQueries({ queryKey: ["ticket"] });
    },
  });
}
