import { Box, Button, CloseButton, HStack, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import type { Ticket } from "../../../shared/contract/ticket";
import { useLocale, useWords } from "../i18n";
import { fullDate } from "../i18n/formats";
import { Handlers } from "../identity/handlers";
import { Person, useMe } from "../identity/people";
import { useShortcut } from "../keyboard";
import { formToFill } from "../submission/queries";
import { Refused } from "../ui/async";
import { DateInput } from "../ui/date-input";
import { Panel } from "../ui/page";
import { PersonPicker } from "../ui/person-picker";
import { Ago, localInput } from "../ui/time";
import { changeTicket, useTicketChange } from "./changes";
import { Due, PriorityMark, Status } from "./marks";
import { PrioritySelect } from "./priority-select";
import { ticketWords } from "./words";

/** The ticket's properties; those that its reader may change are controls. */
export function Details({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  const change = useTicketChange(ticket.id, (given: Parameters<typeof changeTicket>[1]) => changeTicket(ticket, given));
  const mayEdit = ticket.allowedActions.includes("edit");
  const over = ticket.status === "resolved" || ticket.status === "closed";
  return (
    <Panel title={t.details}>
      <Stack gap="3">
        <Row label={t.status}>
          <Status status={ticket.status} />
        </Row>
        <Row label={t.priority}>
          {mayEdit ? (
            <PrioritySelect size="xs" label={t.priority} value={ticket.priority} onChange={(priority) => change.mutate({ priority })} />
          ) : (
            <PriorityMark priority={ticket.priority} />
          )}
        </Row>
        {ticket.process && !over ? (
          <Row label={t.assignee} wide>
            {ticket.process.handlers.length > 0 ? <Handlers ids={ticket.process.handlers} /> : <Text color="fg.muted">{t.nobodyNow}</Text>}
          </Row>
        ) : (
          !ticket.process && (
            <Row label={t.assignee} wide>
              {ticket.allowedActions.includes("assign") ? (
                <Assignee ticket={ticket} assign={(assigneeId) => change.mutate({ assigneeId })} />
              ) : ticket.assigneeId ? (
                <Person id={ticket.assigneeId} />
              ) : (
                t.unassigned
              )}
            </Row>
          )
        )}
        <Row label={t.due} wide={mayEdit}>
          {mayEdit ? (
            <DueInput value={ticket.dueAt} onChange={(dueAt) => change.mutate({ dueAt })} />
          ) : ticket.dueAt ? (
            <Due at={ticket.dueAt} over={over} />
          ) : (
            <Text color="fg.muted">{t.noDue}</Text>
          )}
        </Row>
        <Row label={t.requester}>
          <Person id={ticket.requesterId} />
        </Row>
        {ticket.formId && <FormRow id={ticket.formId} version={ticket.formVersion} />}
        <Row label={t.created}>
          <Ago at={ticket.createdAt} />
        </Row>
        <Row label={t.updated}>
          <Ago at={ticket.updatedAt} />
        </Row>
        {ticket.resolvedAt && (
          <Row label={t.resolvedAt}>
            <Ago at={ticket.resolvedAt} />
          </Row>
        )}
        <Refused error={change.error} />
      </Stack>
    </Panel>
  );
}

function Row({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <HStack gap="3" align="center" minH="7">
      <Text fontSize="xs" color="fg.muted" w="4.5rem" flexShrink="0">
        {label}
      </Text>
      <Box flex="1" minW="0" fontSize="sm" w={wide ? "full" : undefined}>
        {children}
      </Box>
    </HStack>
  );
}

function Assignee({ ticket, assign }: { ticket: Ticket; assign: (id: string | null) => void }) {
  const t = useWords(ticketWords);
  const me = useMe();
  const box = useRef<HTMLDivElement>(null);
  useShortcut("a", t.assignIt, () => {
    const input = box.current?.querySelector("input");
    input?.focus();
    input?.click();
  });
  useShortcut("i", t.assignToMe, () => assign(me.id), { enabled: ticket.assigneeId !== me.id });
  return (
    <Stack gap="1" ref={box}>
      <PersonPicker size="xs" label={t.assignee} value={ticket.assigneeId} onChange={assign} placeholder={t.unassigned} />
      {ticket.assigneeId === null && (
        <Button size="2xs" variant="plain" px="0" h="5" w="fit-content" onClick={() => assign(me.id)}>
          {t.assignToMe}
        </Button>
      )}
    </Stack>
  );
}

/** Read in words, as the browser's own control has no room for them; that comes when it is to be changed. */
function DueInput({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const t = useWords(ticketWords);
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const shown = value ? localInput(value) : "";
  const save = (text: string) => {
    setOpen(false);
    if (text === shown) return;
    const given = new Date(text);
    onChange(text === "" || Number.isNaN(given.getTime()) ? null : given.toISOString());
  };
  if (open)
    return (
      <DateInput
        autoFocus
        time
        size="xs"
        px="2"
        aria-label={t.due}
        defaultValue={shown}
        onBlur={(event) => save(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") save(event.currentTarget.value);
          if (event.key === "Escape") setOpen(false);
        }}
      />
    );
  return (
    <HStack gap="0" position="relative">
      <Button
        variant="outline"
        colorPalette="gray"
        bg="bg.panel"
        w="full"
        ps="2"
        pe={value ? "7" : "2"}
        justifyContent="flex-start"
        fontWeight="normal"
        color={value ? "fg" : "fg.muted"}
        aria-label={`${t.due}: ${value ? fullDate(value, locale) : t.noDue}`}
        onClick={() => setOpen(true)}
      >
        {value ? fullDate(value, locale) : t.noDue}
      </Button>
      {value && <CloseButton size="2xs" position="absolute" insetEnd="1" aria-label={t.clearDue} onClick={() => onChange(null)} />}
    </HStack>
  );
}

function FormRow({ id, version }: { id: string; version: number | null }) {
  const t = useWords(ticketWords);
  const { data } = useQuery(formToFill(id));
  return (
    <Row label={t.form}>
      <Text>{data?.name ?? "…"}</Text>
      {version !== null && (
        <Text fontSize="xs" color="fg.muted">
          {t.version(version)}
        </Text>
      )}
    </Row>
  );
}
