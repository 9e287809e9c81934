import { Box, Table as ChakraTable, HStack, IconButton, type SystemStyleObject, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Ellipsis, Inbox } from "lucide-react";
import { lazy, memo, Suspense, useEffect, useMemo, useRef } from "react";
import type { TicketCard } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { FirstHandler } from "../identity/handlers";
import { Person } from "../identity/people";
import { Link } from "../route";
import { opensMenu } from "../ui/action-menu";
import { Async, Nothing, Rows } from "../ui/async";
import { Sentinel } from "../ui/sentinel";
import { Ago } from "../ui/time";
import { tablePages } from "./first-of-list";
import { Due, PriorityIcon, Status } from "./marks";
import type { MoveMenuAt } from "./move-menu";
import { returnTo } from "./place";
import { forgetFar } from "./queries";
import { useRowWindow } from "./row-window";
import type { TicketSearch } from "./search";
import { most, useSelection } from "./selection";
import { ticketWords } from "./words";

const BulkBar = lazy(() => import("./bulk").then((module) => ({ default: module.BulkBar })));

type TableProps = { search: TicketSearch; openMenu: (at: MoveMenuAt) => void; change: (next: Partial<TicketSearch>) => void };

export function Table({ search, openMenu, change }: TableProps) {
  const t = useWords(ticketWords);
  const query = useInfiniteQuery(tablePages(search));
  const tickets = useMemo(() => query.data?.pages.flatMap(({ data }) => data) ?? [], [query.data]);
  const { selection, select, toggle, full } = useSelection(search.selected, tickets, change);
  const body = useRef<HTMLTableSectionElement>(null);
  const { from, to, height } = useRowWindow(tickets.length, body);
  const isAtTop = from === 0;
  const wasAtTop = useRef(isAtTop);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when somebody comes back to the top, and not with another search.
  useEffect(() => {
    if (isAtTop && !wasAtTop.current) forgetFar(tablePages(search).queryKey);
    wasAtTop.current = isAtTop;
  }, [isAtTop]);
  const all = tickets.length > 0 && tickets.slice(0, most).every(({ id }) => selection.has(id));
  const isPart = query.hasNextPage || tickets.length > most;
  const selectAll = tickets.length > most ? t.selectFirst(most, tickets.length) : isPart ? t.selectLoaded(tickets.length) : t.selectAll;
  const loaded = query.hasNextPage ? t.loadedSoFar(tickets.length) : t.loaded(tickets.length);
  const filtered = Object.entries(search).some(([key, value]) => key !== "view" && key !== "sort" && key !== "selected" && value !== undefined);
  const bar = selection.size > 0 && (
    <Suspense fallback={null}>
      <BulkBar selection={selection} select={select} of={all && isPart ? loaded : undefined} full={full} />
    </Suspense>
  );
  return (
    <Async
      query={query}
      isEmpty={() => tickets.length === 0 && selection.size === 0}
      skeleton={<Rows count={12} />}
      empty={<Nothing icon={<Inbox />} title={filtered ? t.nothing : t.firstOne} hint={filtered ? t.nothingHint : t.firstOneHint} />}
    >
      {() => (
        // Rows that come and go keep their places: a browser that holds on to one of them would only move the page.
        <Box borderWidth="1px" borderRadius="l3" bg="bg.panel" boxShadow="card" overflowX="auto" overflowAnchor="none" mb="12">
          <ChakraTable.Root size="sm" interactive minW={{ base: "0", md: "58rem", xl: "0" }} css={{ tableLayout: "fixed" }}>
            <ChakraTable.Header>
              <ChakraTable.Row bg="bg.subtle">
                <Head width="2.5rem">
                  <Tick label={selectAll} hint={selectAll} checked={all} onChange={() => select(all ? [] : tickets)} />
                </Head>
                <Head width="4.5rem" wide>
                  {t.number}
                </Head>
                <Head>{t.title}</Head>
                <Head width="7.75rem" wide>
                  {t.status}
                </Head>
                <Head width="8.5rem" wide>
                  {t.assignee}
                </Head>
                <Head width="8.5rem" wide>
                  {t.due}
                </Head>
                <Head width="7rem" wide>
                  {t.updated}
                </Head>
                <Head width="3rem">
                  <Box srOnly>{t.moveTo}</Box>
                </Head>
              </ChakraTable.Row>
            </ChakraTable.Header>
            <ChakraTable.Body ref={body}>
              <Undrawn rows={from} height={height} />
              {tickets.slice(from, to).map((ticket) => (
                <Row key={ticket.id} ticket={ticket} selected={selection.has(ticket.id)} toggle={toggle} openMenu={openMenu} />
              ))}
              <Undrawn rows={tickets.length - to} height={height} />
            </ChakraTable.Body>
          </ChakraTable.Root>
          <Sentinel query={query} />
          {bar}
        </Box>
      )}
    </Async>
  );
}

const Undrawn = ({ rows, height }: { rows: number; height: number }) => (rows > 0 ? <tr aria-hidden style={{ height: rows * height }} /> : null);

/** There is room for it only where the window is wide; on a phone its word stands below the title. */
const onlyWide = { base: "none", md: "table-cell" } as const;

type HeadProps = { width?: string | { base: string; md: string }; wide?: boolean; children: React.ReactNode };

function Head({ width, wide = false, children }: HeadProps) {
  return (
    <ChakraTable.ColumnHeader w={width} h="9" py="0" display={wide ? onlyWide : undefined}>
      {children}
    </ChakraTable.ColumnHeader>
  );
}

/** The browser's own: a hundred of them cost nothing. */
type TickProps = { label: string; checked: boolean; onChange: () => void; part?: string; hint?: string };

function Tick({ label, checked, onChange, part, hint }: TickProps) {
  return (
    <Box asChild w="4" h="4" verticalAlign="middle" cursor="pointer" css={{ accentColor: "var(--pf-colors-brand-solid)" }}>
      <input type="checkbox" aria-label={label} title={hint} checked={checked} onChange={onChange} data-part={part} />
    </Box>
  );
}

/** The ring is the row's, as a card's is the card's. */
const rowLook: SystemStyleObject = {
  "&:has(a:focus-visible)": { outline: "2px solid", outlineColor: "brand.focusRing", outlineOffset: "-2px" },
  "& a": { outline: "none" },
};

type RowProps = { ticket: TicketCard; selected: boolean; toggle: (ticket: TicketCard) => void } & Pick<TableProps, "openMenu">;

const Row = memo(function Row({ ticket, selected, toggle, openMenu }: RowProps) {
  const t = useWords(ticketWords);
  const { id, number, title, status, priority, assigneeId, dueAt, updatedAt, process } = ticket;
  const over = status === "resolved" || status === "closed";
  return (
    <ChakraTable.Row
      data-ticket={id}
      data-selected={selected ? "" : undefined}
      bg={selected ? "brand.subtle" : "bg.panel"}
      h={{ base: "16", md: "10" }}
      ref={returnTo}
      _focusWithin={{ boxShadow: "inset 2px 0 0 var(--pf-colors-brand-solid)" }}
      css={rowLook}
    >
      <ChakraTable.Cell py="0">
        <Tick label={t.select(number)} checked={selected} onChange={() => toggle(ticket)} part="select" />
      </ChakraTable.Cell>
      <ChakraTable.Cell py="0" display={onlyWide} color="fg.muted" fontSize="xs" fontVariantNumeric="tabular-nums">
        #{number}
      </ChakraTable.Cell>
      <ChakraTable.Cell py="0">
        <HStack gap="2.5" minW="0">
          <PriorityIcon priority={priority} />
          <Text truncate fontWeight="medium" asChild>
            <Link to="/tickets/$id" params={{ id }}>
              {title}
            </Link>
          </Text>
        </HStack>
        <HStack hideFrom="md" gap="3" mt="1" color="fg.muted" fontSize="xs" minW="0">
          <Text as="span" fontVariantNumeric="tabular-nums">
            #{number}
          </Text>
          <Status status={status} />
          {dueAt ? <Due at={dueAt} over={over} /> : <Ago at={updatedAt} />}
        </HStack>
      </ChakraTable.Cell>
      <ChakraTable.Cell py="0" display={onlyWide}>
        <Status status={status} />
      </ChakraTable.Cell>
      <ChakraTable.Cell py="0" display={onlyWide}>
        {process && process.handlers.length > 0 ? (
          <FirstHandler ids={process.handlers} />
        ) : assigneeId && !process ? (
          <Person id={assigneeId} />
        ) : (
          <Text color="fg.muted">—</Text>
        )}
      </ChakraTable.Cell>
      <ChakraTable.Cell py="0" display={onlyWide}>
        {dueAt && <Due at={dueAt} over={over} />}
      </ChakraTable.Cell>
      <ChakraTable.Cell py="0" display={onlyWide} fontSize="xs" color="fg.muted" whiteSpace="nowrap">
        <Ago at={updatedAt} />
      </ChakraTable.Cell>
      <ChakraTable.Cell py="0">
        <IconButton
          data-part="menu"
          size="2xs"
          variant="ghost"
          colorPalette="gray"
          aria-label={t.menuOf(number)}
          {...opensMenu((at) => openMenu({ ticket, ...at }))}
        >
          <Ellipsis />
        </IconButton>
      </ChakraTable.Cell>
    </ChakraTable.Row>
  );
});
