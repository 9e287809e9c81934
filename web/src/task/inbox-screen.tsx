import { Box, Button, Flex, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowLeft, Inbox } from "lucide-react";
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { InboxItem, Task } from "../../../shared/contract/task";
import { useWords } from "../i18n";
import { useShortcut } from "../keyboard";
import { navigate, useSearch } from "../route";
import { Async, Nothing, Rows } from "../ui/async";
import { Page } from "../ui/page";
import { useRested } from "../ui/rested";
import { Sentinel } from "../ui/sentinel";
import { useIsWide } from "../ui/wide";
import { InboxDetail } from "./inbox-detail";
import { InboxLine, linesLook } from "./inbox-line";
import { opened } from "./opened";
import { forgetItem, inboxPages } from "./queries";
import { inboxTabs, type Tab } from "./search";
import { emptyWords, tabWords, taskWords } from "./words";

export { expectInbox } from "./first";

/** Keys that go through the list, and those that are pressed with others. */
const passing = ["j", "k", "Shift", "Control", "Alt", "Meta"];

/** What is mine to do, and what became of what I did: a list, and beside it what is chosen from it. On a phone one after the other. */
export function InboxScreen() {
  const t = useWords(taskWords);
  const wide = useIsWide();
  const { tab = "todo", at } = useSearch("/inbox");
  const query = useInfiniteQuery(inboxPages(tab));
  const counts = query.data?.pages[0]?.counts;
  const items = query.data?.pages.flatMap(({ data }) => data) ?? [];
  // What is being read stays, whatever comes above it in the list, and when somebody else has done it: it says so.
  const reading = useRef<{ tab: Tab; item: InboxItem }>(null);
  const kept = reading.current?.tab === tab ? reading.current.item : undefined;
  const wanted = at ?? (wide ? kept?.id : undefined);
  const open = items.find(({ id }) => id === wanted) ?? (kept?.id === wanted ? kept : undefined) ?? (wide ? items[0] : undefined);
  reading.current = open ? { tab, item: open } : null;
  const place = items.findIndex(({ id }) => id === open?.id);
  const step = (by: number) => {
    const next = items[Math.min(items.length - 1, Math.max(0, place + by))];
    if (!next) return;
    go(tab, next.id, wide);
    document.querySelector<HTMLElement>(`[data-item="${next.id}"] a`)?.focus();
  };
  useShortcut("j", t.next, () => step(at === undefined && !wide ? 0 : 1));
  useShortcut("k", t.previous, () => step(-1));
  useShortcut("o", t.openTicket, () => open?.ticketId && void navigate({ to: "/tickets/$id", params: { id: open.ticketId } }), {
    enabled: open?.ticketId !== undefined,
  });
  const done = (item: InboxItem, reply: Task) => {
    const leaves = (tab === "todo" || tab === "group") && !reply.allowedActions.includes("complete");
    if (!leaves) return;
    // Who has gone on to another meanwhile stays there.
    if (item.id !== open?.id) return void forgetItem(tab, item.id);
    const next = items[place + 1] ?? items[place - 1];
    // It leaves the list at once; the server's word follows, and may bring it back.
    void forgetItem(tab, item.id).then(() => {
      reading.current = null;
      go(tab, wide ? next?.id : undefined, true);
    });
  };

  const latest = useRef(done);
  latest.current = done;
  const finish = useCallback((item: InboxItem, reply: Task) => latest.current(item, reply), []);
  const chosen = at !== undefined;
  const marked = useMemo(() => open && { item: open, tab, chosen }, [open, tab, chosen]);
  // The mark moves with the key; what it says follows as soon as nobody goes on to the next one.
  const rested = useRested(marked, passing);
  const shown = wide && marked && rested?.tab === marked.tab ? rested : marked;
  // Before lines are drawn for the first time, when none follows it yet; and then after each drawing.
  useState(() => opened.set(open?.id));
  useLayoutEffect(() => opened.set(open?.id), [open]);
  const nothing = items.length === 0;
  // With nothing to choose from, nothing stands beside it.
  const alone = nothing && !open && !query.isPending;
  // Not drawn anew with each key.
  return useMemo(() => {
    const list = <List tab={tab} alone={alone} />;
    const detail = shown && <Detail key={shown.item.id} {...shown} done={finish} />;
    const back = !wide && detail && (
      <IconButton variant="ghost" colorPalette="gray" size="xs" ms="-2" aria-label={t.back} onClick={() => go(tab, undefined, true)}>
        <ArrowLeft />
      </IconButton>
    );
    return (
      <Page title={t.inbox} width="full" fixed back={back} bar={back ? undefined : <Tabs tab={tab} counts={counts} />}>
        <Flex flex="1" minH="0" mx={{ base: "-4", md: "-6" }} my="-5">
          {wide ? (
            <>
              {list}
              {detail ?? (!alone && <Unchosen empty={nothing} />)}
            </>
          ) : (
            (detail ?? list)
          )}
        </Flex>
      </Page>
    );
  }, [t, tab, wide, alone, nothing, counts, shown, finish]);
}

const go = (tab: Tab, at: string | undefined, replace: boolean) => void navigate({ to: "/inbox", search: { tab, at }, replace });

type ListProps = {
  tab: Tab;
  /** Nothing stands beside it. */
  alone: boolean;
};

const List = memo(function List({ tab, alone }: ListProps) {
  const t = useWords(taskWords);
  const empty = useWords(emptyWords);
  // The screen has read it, and reads it anew when that is due: not each time somebody comes back to the list on a phone.
  const query = useInfiniteQuery({ ...inboxPages(tab), refetchOnMount: false });
  const items = query.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Box
      as="section"
      aria-label={t.list}
      overflowY="auto"
      flexShrink="0"
      w={{ base: "full", lg: alone ? "full" : "24rem" }}
      borderEndWidth={{ lg: alone ? undefined : "1px" }}
      pt={{ lg: alone ? "10vh" : undefined }}
      tabIndex={-1}
      onKeyDown={goInto}
    >
      <Async
        query={query}
        isEmpty={() => items.length === 0}
        skeleton={
          <Box p="4">
            <Rows />
          </Box>
        }
        empty={<Nothing icon={<Inbox />} title={empty[tab]} hint={tab === "todo" ? t.emptyHint : undefined} />}
      >
        {() => (
          <Stack as="ul" listStyleType="none" gap="0" css={linesLook}>
            {items.map((item) => (
              <InboxLine key={item.id} item={item} tab={tab} />
            ))}
          </Stack>
        )}
      </Async>
      <Sentinel query={query} />
    </Box>
  );
});

type DetailProps = { item: InboxItem; tab: Tab; chosen: boolean; done: (item: InboxItem, reply: Task) => void };

/** Enter on what is open already goes on into it: past the rest of the list. */
function goInto(event: React.KeyboardEvent) {
  if (event.key !== "Enter" || !(event.target instanceof HTMLElement) || !event.target.matches('[data-item] [aria-current="true"]')) return;
  event.preventDefault();
  focusDetail(event.target.closest<HTMLElement>("[data-item]")?.dataset.item ?? "");
}

/** What it says follows its mark in the list a moment later. */
function focusDetail(id: string, tries = 60) {
  const detail = document.querySelector<HTMLElement>(`[data-detail="${CSS.escape(id)}"]`);
  if (detail) detail.focus();
  else if (tries > 0) requestAnimationFrame(() => focusDetail(id, tries - 1));
}

/** Drawn anew only when it is another one, or says something else: not with each key that moves in the list. */
const Detail = memo(function Detail({ item, tab, chosen, done }: DetailProps) {
  return (
    <Box
      as="section"
      aria-label={item.title}
      flex="1"
      minW="0"
      overflowY="auto"
      bg="bg"
      data-detail={item.id}
      tabIndex={-1}
      _focusVisible={{ outlineOffset: "-2px" }}
    >
      <InboxDetail item={item} tab={tab} chosen={chosen} done={(reply) => done(item, reply)} />
    </Box>
  );
});

function Unchosen({ empty }: { empty: boolean }) {
  const t = useWords(taskWords);
  return (
    <Flex flex="1" align="center" justify="center" color="fg.muted" fontSize="sm">
      {!empty && t.choose}
    </Flex>
  );
}

type Counts = Partial<Record<Tab, number>>;
/** What waits is counted; what is only kept is not. */
const counted: readonly Tab[] = ["todo", "group", "cc"];

const Tabs = memo(function Tabs({ tab, counts }: { tab: Tab; counts: Counts | undefined }) {
  const t = useWords(taskWords);
  const tabs = useWords(tabWords);
  return (
    <HStack
      as="nav"
      aria-label={t.tabs}
      gap={{ base: "0.5", md: "1" }}
      overflowX="auto"
      scrollbar="hidden"
      mx={{ base: "-4", md: "-1" }}
      px={{ base: "3", md: "1" }}
    >
      {inboxTabs.map((name) => {
        const count = counts?.[name] ?? 0;
        return (
          <Button
            key={name}
            flexShrink="0"
            px={{ base: "2", md: "2.5" }}
            variant={name === tab ? "subtle" : "ghost"}
            colorPalette="gray"
            aria-current={name === tab ? "page" : undefined}
            onClick={() => void navigate({ to: "/inbox", search: { tab: name === "todo" ? undefined : name } })}
          >
            {tabs[name]}
            {counted.includes(name) && count > 0 && (
              <Text as="span" fontSize="xs" color={name === "todo" ? "brand.fg" : "fg.muted"} fontWeight="semibold" fontVariantNumeric="tabular-nums">
                {t.count(count)}
              </Text>
            )}
          </Button>
        );
      })}
    </HStack>
  );
});
