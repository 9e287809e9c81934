import { Box, Menu, Text } from "@chakra-ui/react";
import { useRef } from "react";
import type { TicketCard } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { movesOf, useMoveTicket } from "./changes";
import { StatusIcon } from "./marks";
import { statusWords, ticketWords } from "./words";

export type MoveMenuAt = { ticket: TicketCard; anchor: HTMLElement };

/** One menu for all cards: what dragging does, for a keyboard, a finger or a voice. */
export function MoveMenu({ at, close }: { at: MoveMenuAt | null; close: () => void }) {
  const t = useWords(ticketWords);
  const words = useWords(statusWords);
  const move = useMoveTicket();
  // It keeps its words while it fades out.
  const last = useRef(at);
  if (at) last.current = at;
  const ticket = last.current?.ticket;
  const moves = ticket ? movesOf(ticket) : [];
  return (
    <Menu.Root
      open={at !== null}
      onOpenChange={({ open }) => {
        if (open) return;
        close();
        last.current?.anchor.focus();
      }}
      positioning={{ getAnchorRect: () => last.current?.anchor.getBoundingClientRect() ?? null, placement: "bottom-end" }}
      onSelect={({ value }) => {
        const to = moves.find((status) => status === value);
        if (ticket && to) move(ticket, to);
      }}
    >
      <Menu.Positioner>
        <Menu.Content minW="11rem" aria-label={ticket ? t.menuOf(ticket.number) : t.moveTo}>
          <Text px="2" py="1" fontSize="xs" color="fg.muted" aria-hidden>
            {moves.length > 0 ? t.moveTo : t.noMoves}
          </Text>
          {moves.map((status) => (
            <Menu.Item key={status} value={status}>
              <StatusIcon status={status} />
              <Box flex="1">{words[status]}</Box>
            </Menu.Item>
          ))}
          {moves.length === 0 && (
            <Menu.Item value="none" disabled>
              {t.noMoves}
            </Menu.Item>
          )}
        </Menu.Content>
      </Menu.Positioner>
    </Menu.Root>
  );
}
