import { Button, Stack, Textarea } from "@chakra-ui/react";
import { useState } from "react";
import { moveTicket, type Ticket, type TicketStatus } from "../../../shared/contract/ticket";
import { actionOfMove } from "../../../shared/rules/ticket";
import { call } from "../api";
import { useWords } from "../i18n";
import { useShortcut } from "../keyboard";
import { Refused } from "../ui/async";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { uiWords } from "../ui/words";
import { movesOf, useTicketChange } from "./changes";
import { actionWords, ticketWords } from "./words";

/** What a move is called on a button. */
function useMoveWord(from: TicketStatus, to: TicketStatus): string {
  const t = useWords(ticketWords);
  const a = useWords(actionWords);
  return from === "in_progress" && to === "open" ? t.putBack : a[actionOfMove(from, to)];
}

/** What may be done now, the most likely first; the server named them. */
const order: readonly TicketStatus[] = ["resolved", "in_progress", "open", "closed"];
const keyOf: Partial<Record<TicketStatus, string>> = { resolved: "r", in_progress: "s", closed: "q" };

export function TicketActions({ ticket }: { ticket: Ticket }) {
  const [asked, setAsked] = useState<TicketStatus | null>(null);
  const move = useTicketChange(ticket.id, ({ to, comment }: { to: TicketStatus; comment?: string }) =>
    call(moveTicket, { params: { id: ticket.id }, body: { to, version: ticket.version, comment } }),
  );
  const moves = order.filter((to) => movesOf(ticket).includes(to));
  const done = moves[0];
  const start = (to: TicketStatus) => {
    move.reset();
    // Starting needs no word; whatever ends or reopens it may have one.
    if (to === "in_progress") move.mutate({ to }, { onError: () => setAsked(to) });
    else setAsked(to);
  };
  return (
    <>
      {moves.map((to) => (
        <Action
          key={to}
          from={ticket.status}
          to={to}
          first={to === done && !ticket.process}
          busy={move.isPending && move.variables.to === to}
          go={() => start(to)}
        />
      ))}
      {asked && (
        <WithComment
          ticket={ticket}
          to={asked}
          error={move.error}
          busy={move.isPending}
          close={() => setAsked(null)}
          go={(comment) => move.mutate({ to: asked, comment }, { onSuccess: () => setAsked(null) })}
        />
      )}
    </>
  );
}

function Action({ from, to, first, busy, go }: { from: TicketStatus; to: TicketStatus; first: boolean; busy: boolean; go: () => void }) {
  const label = useMoveWord(from, to);
  useShortcut(keyOf[to] ?? "o", label, go);
  return (
    <Button variant={first ? "solid" : "outline"} colorPalette={first ? "brand" : "gray"} bg={first ? undefined : "bg.panel"} loading={busy} onClick={go}>
      {label}
    </Button>
  );
}

type WithCommentProps = { ticket: Ticket; to: TicketStatus; error: unknown; busy: boolean; close: () => void; go: (comment: string | undefined) => void };

function WithComment({ ticket, to, error, busy, close, go }: WithCommentProps) {
  const t = useWords(ticketWords);
  const ui = useWords(uiWords);
  const [comment, setComment] = useState("");
  const label = useMoveWord(ticket.status, to);
  const submit = () => go(comment.trim() || undefined);
  const footer = (
    <>
      <Button variant="ghost" colorPalette="gray" size="sm" onClick={close}>
        {ui.cancel}
      </Button>
      <Button size="sm" loading={busy} onClick={submit}>
        {label}
      </Button>
    </>
  );
  return (
    <Dialog open close={close} title={`${label} #${ticket.number}`} footer={footer}>
      <Stack gap="3">
        <Field label={to === "resolved" ? t.resolution : t.reason}>
          <Textarea
            data-autofocus
            rows={3}
            maxLength={16_000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
            }}
          />
        </Field>
        <Refused error={error} />
      </Stack>
    </Dialog>
  );
}
