import { Box, Button, HStack, Stack, Switch, Text, Textarea } from "@chakra-ui/react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useDeferredValue, useId, useRef, useState } from "react";
import { addComment, type Ticket } from "../../../shared/contract/ticket";
import { call } from "../api";
import { stir } from "../changes";
import { useWords } from "../i18n";
import { Avatar, peopleQuery } from "../identity/people";
import { useShortcut } from "../keyboard";
import { Refused } from "../ui/async";
import { useKept } from "../ui/kept";
import { ticketWords } from "./words";

type Mentioned = { id: string; name: string };

/** The word behind the last @ before the caret, if one is being typed. */
export function mentionAt(text: string, caret: number): { from: number; word: string } | null {
  const found = /(?:^|[\s(（，。、])@([^\s@]{0,30})$/u.exec(text.slice(0, caret));
  return found ? { from: caret - (found[1] ?? "").length - 1, word: found[1] ?? "" } : null;
}

/** Who is mentioned is who still stands in the text. */
export const stillMentioned = (text: string, people: readonly Mentioned[]) => [
  ...new Map(people.filter(({ name }) => text.includes(`@${name}`)).map((person) => [person.id, person])).keys(),
];

type Written = { text: string; internal: boolean; people: readonly Mentioned[] };
const nothing: Written = { text: "", internal: false, people: [] };

export function Composer({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  const client = useQueryClient();
  const input = useRef<HTMLTextAreaElement>(null);
  const [written, keep] = useKept(`comment ${ticket.id}`, nothing);
  const { text, internal, people } = written;
  const write = (change: Partial<Written>) => keep({ ...written, ...change });
  const [caret, setCaret] = useState(0);
  const send = useMutation({
    mutationFn: () =>
      call(addComment, { params: { id: ticket.id }, body: { text: text.trim(), internal, mentions: stillMentioned(text, people).slice(0, 20) } }),
    onSuccess: () => {
      keep(internal ? { ...nothing, internal } : undefined);
      stir();
      return client.invalidateQueries({ queryKey: ["ticket", "one", ticket.id] });
    },
  });
  const mention = useMention(text, caret, (person, from) => {
    const next = `${text.slice(0, from)}@${person.name} ${text.slice(caret)}`;
    const at = from + person.name.length + 2;
    write({ text: next, people: [...people, person] });
    setCaret(at);
    setTimeout(() => input.current?.setSelectionRange(at, at));
  });
  useShortcut("w", t.commentOnIt, () => input.current?.focus());
  const submit = () => {
    if (text.trim() && !send.isPending) send.mutate();
  };
  return (
    <Stack gap="2" position="relative">
      <Box borderWidth="1px" borderRadius="l3" bg={internal ? "bg.note" : "bg.panel"} _focusWithin={{ borderColor: "brand.solid" }}>
        <Textarea
          ref={input}
          {...mention.props}
          aria-label={t.commentPlaceholder}
          placeholder={t.commentPlaceholder}
          autoresize
          minH="4.5rem"
          maxLength={16_000}
          border="none"
          focusRing="none"
          bg="transparent"
          value={text}
          onChange={(event) => {
            write({ text: event.target.value });
            setCaret(event.target.selectionStart);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || mention.onKeyDown(event)) return;
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
          }}
        />
        <HStack justify="space-between" px="2.5" pb="2" wrap="wrap">
          {ticket.allowedActions.includes("comment-internally") ? (
            <Switch.Root size="sm" checked={internal} onCheckedChange={({ checked }) => write({ internal: checked })} colorPalette="orange">
              <Switch.HiddenInput />
              <Switch.Control />
              <Switch.Label fontSize="xs" fontWeight="normal">
                {t.internal}
                <Text as="span" color="fg.muted" ms="1.5">
                  {t.internalHint}
                </Text>
              </Switch.Label>
            </Switch.Root>
          ) : (
            <Box />
          )}
          <Button size="xs" disabled={!text.trim()} loading={send.isPending} onClick={submit}>
            <Send />
            {t.send}
          </Button>
        </HStack>
      </Box>
      {mention.list}
      <Refused error={send.error} />
    </Stack>
  );
}

/** People to mention, below the text, while an @ is being typed. */
function useMention(text: string, caret: number, choose: (person: Mentioned, from: number) => void) {
  const t = useWords(ticketWords);
  const id = useId();
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const typed = mentionAt(text, caret);
  const active = typed !== null && typed.from !== dismissed;
  const { data } = useQuery({ ...peopleQuery(useDeferredValue(typed?.word ?? "")), enabled: active, placeholderData: keepPreviousData });
  const people = active ? (data?.data ?? []).slice(0, 6) : [];
  const current = people[Math.min(at, people.length - 1)];
  const open = people.length > 0;
  const onKeyDown = (event: React.KeyboardEvent): boolean => {
    if (!open || !typed) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((Math.min(at, people.length - 1) + step + people.length) % people.length);
    else if ((event.key === "Enter" || event.key === "Tab") && current) choose(current, typed.from);
    else if (event.key === "Escape") setDismissed(typed.from);
    else return false;
    event.preventDefault();
    return true;
  };
  const list = open && (
    <Stack
      id={id}
      role="listbox"
      aria-label={t.mention}
      gap="0"
      position="absolute"
      top="full"
      mt="1"
      insetStart="0"
      zIndex="dropdown"
      w="16rem"
      bg="bg.panel"
      borderWidth="1px"
      borderRadius="l2"
      boxShadow="lg"
      p="1"
    >
      {people.map((person) => (
        <HStack
          key={person.id}
          id={`${id}-${person.id}`}
          role="option"
          aria-selected={person === current}
          gap="2"
          px="2"
          py="1.5"
          borderRadius="l1"
          cursor="pointer"
          bg={person === current ? "bg.emphasized" : undefined}
          onMouseDown={(event) => {
            event.preventDefault();
            if (typed) choose(person, typed.from);
          }}
        >
          <Avatar name={person.name} id={person.id} size={20} />
          <Text fontSize="sm">{person.name}</Text>
          <Text fontSize="xs" color="fg.muted" truncate>
            {person.email}
          </Text>
        </HStack>
      ))}
    </Stack>
  );
  const props = {
    "aria-autocomplete": "list",
    "aria-controls": open ? id : undefined,
    "aria-activedescendant": open && current ? `${id}-${current.id}` : undefined,
  } as const;
  return { list, onKeyDown, props };
}
