import { Box, Dialog, HStack, Input, Kbd, Portal, Text } from "@chakra-ui/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { useWords } from "../i18n";
import { keyParts, shortcuts } from "../keyboard";
import { navigate } from "../route";
import { useStore } from "../store";
import { foundTickets } from "../ticket/queries";
import { shellWords } from "./words";

type Entry = { id: string; label: string; note?: string; run: () => void };

/** Everything by name: where to go, what to do here, and tickets by number or words. */
export default function Palette({ close, showKeys }: { close: () => void; showKeys: () => void }) {
  const t = useWords(shellWords);
  const list = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const entries = useEntries(text, showKeys);
  const current = entries[Math.min(at, entries.length - 1)];
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((Math.min(at, entries.length - 1) + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === "Enter") choose(current);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={({ open }) => !open && close()} size="md" placement="top">
      <Portal>
        <Dialog.Backdrop />
        <Dialog.Positioner px="4" pt="16">
          <Dialog.Content mt="0" aria-label={t.palette} overflow="hidden">
            <Input
              autoFocus
              role="combobox"
              aria-expanded
              aria-controls={list}
              aria-activedescendant={current && `${list}-${current.id}`}
              aria-label={t.palette}
              placeholder={t.search}
              size="lg"
              borderWidth="0"
              borderBottomWidth="1px"
              borderRadius="0"
              focusRing="none"
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
            />
            <Box id={list} role="listbox" aria-label={t.commands} maxH="20rem" overflowY="auto" p="1.5">
              {entries.map((entry) => (
                <Option key={entry.id} id={`${list}-${entry.id}`} entry={entry} active={entry === current} choose={() => choose(entry)} />
              ))}
            </Box>
            {entries.length === 0 && (
              <Text color="fg.muted" px="4" pb="4" fontSize="sm" role="status">
                {t.noCommand}
              </Text>
            )}
          </Dialog.Content>
        </Dialog.Positioner>
      </Portal>
    </Dialog.Root>
  );
}

function useEntries(text: string, showKeys: () => void): Entry[] {
  const keys = useStore(shortcuts);
  const q = useDeferredValue(text.trim());
  const { data } = useQuery({ ...foundTickets(q), enabled: q !== "", placeholderData: keepPreviousData });
  const wanted = text.trim().toLowerCase();
  const commands = keys
    .filter((one) => one.keys !== "mod+k" && one.keys.length > 0 && !/^(j|k|Arrow)/.test(one.keys))
    .map((one, at): Entry => ({ id: `key-${at}`, label: one.label, note: one.keys, run: one.keys === "?" ? showKeys : one.run }))
    .filter(({ label }) => label.toLowerCase().includes(wanted));
  const tickets = wanted === "" ? [] : (data?.data ?? []);
  return [
    ...commands,
    ...tickets.map(
      ({ id, number, title }): Entry => ({ id, label: title, note: `#${number}`, run: () => void navigate({ to: "/tickets/$id", params: { id } }) }),
    ),
  ];
}

function Option({ id, entry, active, choose }: { id: string; entry: Entry; active: boolean; choose: () => void }) {
  return (
    <HStack
      id={id}
      role="option"
      aria-selected={active}
      ref={(element: HTMLDivElement | null) => {
        if (active) element?.scrollIntoView({ block: "nearest" });
      }}
      px="3"
      h="9"
      gap="1"
      borderRadius="l2"
      cursor="pointer"
      bg={active ? "bg.emphasized" : undefined}
      _hover={{ bg: active ? undefined : "bg.muted" }}
      onClick={choose}
    >
      <Text flex="1" truncate fontSize="sm">
        {entry.label}
      </Text>
      {entry.note &&
        keyParts(entry.note).map((key) => (
          <Kbd key={key} size="sm" colorPalette="gray">
            {key}
          </Kbd>
        ))}
    </HStack>
  );
}
