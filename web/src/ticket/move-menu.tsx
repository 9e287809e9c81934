import { Suspense } from "react";
import type { TicketCard } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { Menu, type MenuAt } from "../ui/action-menu";
import { movesOf, useMoveTicket } from "./changes";
import { statusWords } from "./mark-words";
import { StatusIcon } from "./marks";
import { ticketWords } from "./words";

export type MoveMenuAt = MenuAt & { ticket: TicketCard };

/** One menu for all cards: what dragging does, for a keyboard, a finger or a voice. */
export function MoveMenu({ at, close }: { at: MoveMenuAt | null; close: () => void }) {
  const t = useWords(ticketWords);
  const words = useWords(statusWords);
  const move = useMoveTicket();
  if (!at) return null;
  const { ticket, ...place } = at;
  const moves = movesOf(ticket);
  const none = { value: "none", label: t.noMoves, disabled: true };
  return (
    <Suspense fallback={null}>
      <Menu
        key={ticket.id}
        {...place}
        close={close}
        label={t.menuOf(ticket.number)}
        heading={moves.length > 0 ? t.moveTo : undefined}
        entries={moves.length > 0 ? moves.map((status) => ({ value: status, label: words[status], icon: <StatusIcon status={status} /> })) : [none]}
        choose={(value) => {
          const to = moves.find((status) => status === value);
          if (to) move(ticket, to);
        }}
      />
    </Suspense>
  );
}
