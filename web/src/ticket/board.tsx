import { Box, Flex, Heading, HStack, Stack, type SystemStyleObject, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Ellipsis, TriangleAlert } from "lucide-react";
import { memo, useState } from "react";
import type { TicketCard, TicketStatus } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { FirstHandler } from "../identity/handlers";
import { Person } from "../identity/people";
import { Link } from "../route";
import { createStore, useStore } from "../store";
import { fingers } from "../theme/system";
import { opensMenu } from "../ui/action-menu";
import { Async, Rows } from "../ui/async";
import { Sentinel } from "../ui/sentinel";
import { mayGo, useMoveTicket } from "./changes";
import { columnPages, columnsOf } from "./first-of-list";
import { statusWords } from "./mark-words";
import { Due, PriorityIcon, Status, StatusIcon } from "./marks";
import type { MoveMenuAt } from "./move-menu";
import { returnTo } from "./place";
import { forgetFar } from "./queries";
import type { TicketSearch } from "./search";
import { ticketWords } from "./words";

/** What is being dragged; a column lights up only if it may land there. */
const dragged = createStore<TicketCard | null>(null);

type BoardProps = { search: TicketSearch; openMenu: (at: MoveMenuAt) => void };

export function Board({ search, openMenu }: BoardProps) {
  return (
    <Flex
      gap="3"
      flex="1"
      minH="0"
      overflowX="auto"
      mx={{ base: "-4", md: "-6" }}
      px={{ base: "4", md: "6" }}
      pb="2"
      scrollSnapType={{ base: "x mandatory", md: "none" }}
      scrollPaddingInline="4"
    >
      {columnsOf(search).map((statuses) => (
        <Column key={statuses.join()} statuses={statuses} search={search} openMenu={openMenu} />
      ))}
    </Flex>
  );
}

/** Of one status; or of several, where nothing can be put and each card says its own, and which is not there while nothing is. */
function Column({ statuses, search, openMenu }: BoardProps & { statuses: readonly TicketStatus[] }) {
  const t = useWords(ticketWords);
  const words = useWords(statusWords);
  const query = useInfiniteQuery(columnPages(search, statuses));
  const tickets = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const status = statuses.length === 1 ? statuses[0] : undefined;
  const { over, ...drop } = useDrop(status);
  const card = useStore(dragged);
  const takes = card !== null && status !== undefined && mayGo(card, status);
  const name = status ? words[status] : t.others;
  if (!status && tickets.length === 0) return null;
  return (
    <Flex
      as="section"
      aria-label={name}
      data-column={status ?? "others"}
      {...drop}
      direction="column"
      flex={{ base: "0 0 85%", md: "1 0 13.5rem" }}
      maxW="24rem"
      minH="12rem"
      maxH="full"
      scrollSnapAlign="start"
      bg={over ? "brand.subtle" : "bg.canvas"}
      borderRadius="l3"
      outline={takes ? "1.5px dashed" : undefined}
      outlineColor="brand.solid"
      outlineOffset="-1.5px"
      opacity={card && !takes && !statuses.includes(card.status) ? 0.55 : 1}
      transition="opacity 120ms, background 120ms"
    >
      <HStack px="3" h="10" gap="2" flexShrink="0">
        {status && <StatusIcon status={status} />}
        <Heading as="h2" fontSize="sm" fontWeight="semibold" truncate>
          {name}
        </Heading>
        <Text fontSize="xs" color="fg.muted" fontVariantNumeric="tabular-nums">
          {query.data && `${tickets.length}${query.hasNextPage ? "+" : ""}`}
        </Text>
      </HStack>
      <Box
        flex="1"
        minH="0"
        overflowY="auto"
        px="2"
        pb="2"
        tabIndex={0}
        role="group"
        aria-label={name}
        borderRadius="l3"
        onScroll={({ currentTarget }) => currentTarget.scrollTop === 0 && forgetFar(columnPages(search, statuses).queryKey)}
      >
        <Async
          query={query}
          isEmpty={() => tickets.length === 0}
          skeleton={<Rows count={4} />}
          empty={
            <Text fontSize="xs" color="fg.muted" textAlign="center" py="6">
              {t.emptyColumn}
            </Text>
          }
        >
          {() => (
            <Stack as="ul" gap="1.5" listStyleType="none" css={cardsLook}>
              {tickets.map((ticket) => (
                <Card key={ticket.id} ticket={ticket} tellsStatus={!status} openMenu={openMenu} />
              ))}
            </Stack>
          )}
        </Async>
        <Sentinel query={query} />
      </Box>
    </Flex>
  );
}

function useDrop(status: TicketStatus | undefined) {
  const move = useMoveTicket();
  const [over, setOver] = useState(false);
  const takes = () => {
    const card = dragged.get();
    return card && status && mayGo(card, status) ? { card, status } : null;
  };
  return {
    over,
    onDragOver: (event: React.DragEvent) => {
      if (!takes()) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: React.DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false); // a DOM node or nothing
    },
    onDrop: (event: React.DragEvent) => {
      event.preventDefault();
      setOver(false);
      const taken = takes();
      if (taken) move(taken.card, taken.status);
    },
  };
}

/** Of the cards of a list and all in them, as a board draws them often: each part that is styled by itself costs more than the part. */
const cardsLook: SystemStyleObject = {
  "& > li": {
    position: "relative",
    bg: "bg.panel",
    borderWidth: "1px",
    borderRadius: "l2",
    boxShadow: "card",
    px: "3",
    py: "2.5",
    cursor: "grab",
    // What lies further down is drawn when it comes near; to find that out of what is in sight would take a round of its own.
    "&:nth-of-type(n+9)": { contentVisibility: "auto", containIntrinsicSize: "auto 84px" },
    _hover: { borderColor: "border.emphasized" },
    _focusWithin: { borderColor: "brand.solid" },
    "& > div": { display: "flex", alignItems: "center", fontSize: "xs" },
    "& > div:first-of-type": { justifyContent: "space-between", gap: "2", mb: "1", color: "fg.muted", fontVariantNumeric: "tabular-nums" },
    "& > div:last-of-type": { mt: "2", gap: "2.5", minH: "5" },
    "& > p": { fontSize: "sm", lineHeight: "1.4", fontWeight: "medium", lineClamp: "2", overflowWrap: "anywhere" },
    // The whole card is its link.
    "& > p > a": {
      outline: "none",
      _before: { content: '""', position: "absolute", inset: "0", borderRadius: "l2" },
      _focusVisible: { _before: { outline: "2px solid", outlineColor: "brand.focusRing", outlineOffset: "-1px" } },
    },
    "& > div > span": { display: "flex", alignItems: "center" },
    "& [data-part=number]": { gap: "2" },
    "& [data-part=handler]": { gap: "2.5", ms: "auto" },
    // As an icon button of the smallest size.
    "& [data-part=menu]": {
      display: "grid",
      placeItems: "center",
      h: "5",
      minW: "6",
      mt: "-1",
      me: "-1.5",
      borderRadius: "l2",
      color: "gray.fg",
      cursor: "button",
      zIndex: "1",
      position: "relative",
      _hover: { bg: "gray.subtle" },
      _focusVisible: { outline: "2px solid", outlineColor: "brand.focusRing" },
      [fingers]: { minH: "9", minW: "9" },
      "& svg": { w: "3.5", h: "3.5" },
    },
  },
};

type CardProps = { ticket: TicketCard; tellsStatus: boolean; openMenu: BoardProps["openMenu"] };

const Card = memo(function Card({ ticket, tellsStatus, openMenu }: CardProps) {
  const t = useWords(ticketWords);
  const { id, number, title, priority, assigneeId, dueAt, status, process } = ticket;
  return (
    <li
      ref={returnTo}
      data-ticket={id}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", `#${number} ${title}`);
        // What the columns show must not be part of the picture that is dragged.
        setTimeout(() => dragged.set(ticket));
      }}
      onDragEnd={() => dragged.set(null)}
    >
      <div>
        <span data-part="number">
          #{number}
          {tellsStatus && <Status status={status} />}
        </span>
        <button type="button" data-part="menu" aria-label={t.menuOf(number)} {...opensMenu((at) => openMenu({ ticket, ...at }))}>
          <Ellipsis />
        </button>
      </div>
      <p>
        <Link to="/tickets/$id" params={{ id }} draggable={false}>
          {title}
        </Link>
      </p>
      <div>
        <PriorityIcon priority={priority} />
        {dueAt && <Due at={dueAt} over={status === "resolved" || status === "closed"} />}
        <span data-part="handler">
          {process?.incident && <TriangleAlert size={14} aria-label={t.stuck} color="var(--pf-colors-fg-error)" />}
          {process ? <FirstHandler ids={process.handlers} avatarOnly /> : assigneeId && <Person id={assigneeId} avatarOnly />}
        </span>
      </div>
    </li>
  );
});
