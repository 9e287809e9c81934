import { Box, Button, HStack, IconButton, NativeSelect, Stack, Table, Text } from "@chakra-ui/react";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Ellipsis, Plus, SearchX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../i18n";
import { Person, useIsAdmin } from "../identity/people";
import { useShortcut } from "../keyboard";
import { Link } from "../route";
import { ActionMenu, type MenuEntry } from "../ui/action-menu";
import { Async, Nothing } from "../ui/async";
import { Page } from "../ui/page";
import { SearchBox } from "../ui/search-box";
import { Sentinel } from "../ui/sentinel";
import { Ago } from "../ui/time";
import { StatusBadge } from "./status-badge";
import { listWords } from "./words";

type Status = "draft" | "published" | "unpublished" | "archived";
export type DefinitionCard = { id: string; name: string; status: Status; publishedVersion: number | null; updatedAt: string; createdBy: string | null };
type Filter<S> = { q?: string; status?: S };

type DefinitionListProps<T extends DefinitionCard, S extends Status> = {
  words: Record<"title" | "lead" | "search" | "make" | "none" | "noneLead" | "nothingFound" | "anyStatus", string>;
  icon: ReactNode;
  pages: UseInfiniteQueryResult<InfiniteData<{ data: T[] }>>;
  filter: Filter<S>;
  statuses: readonly S[];
  change: (filter: Filter<S>) => void;
  to: "/forms/$id" | "/workflows/$id";
  /** What it is, in a line under its name. */
  about: (card: T) => string;
  /** What an admin may do with one of them, here. */
  verbs: (card: T) => MenuEntry[];
  choose: (verb: string, card: T) => void;
  /** The dialog that makes a new one. */
  making: (close: () => void) => ReactNode;
  children?: ReactNode;
};

/** What people draw and publish, forms or workflows: found, filtered, made and taken away in the same way. */
export function DefinitionList<T extends DefinitionCard, S extends Status>(given: DefinitionListProps<T, S>) {
  const { words, icon, pages, filter, making, children } = given;
  const isAdmin = useIsAdmin();
  const [isMaking, setMaking] = useState(false);
  useShortcut("n", words.make, () => setMaking(true), { enabled: isAdmin });
  const make = isAdmin && (
    <Button size="xs" onClick={() => setMaking(true)}>
      <Plus /> {words.make}
    </Button>
  );
  const empty =
    filter.q || filter.status ? (
      <Nothing icon={<SearchX />} title={words.nothingFound} />
    ) : (
      <Nothing icon={icon} title={words.none} hint={words.noneLead}>
        {make}
      </Nothing>
    );
  return (
    <Page title={words.title} subtitle={words.lead} actions={make} bar={<Filters {...given} />} width="full">
      <Async query={pages} isEmpty={({ pages: all }) => all[0]?.data.length === 0} empty={empty}>
        {({ pages: all }) => <Cards {...given} cards={all.flatMap(({ data }) => data)} isAdmin={isAdmin} />}
      </Async>
      <Sentinel query={pages} />
      {isMaking && making(() => setMaking(false))}
      {children}
    </Page>
  );
}

function Filters<T extends DefinitionCard, S extends Status>({ words, filter, statuses, change }: DefinitionListProps<T, S>) {
  const t = useWords(listWords);
  return (
    <HStack gap="2">
      <SearchBox
        label={words.search}
        w={{ md: "16rem" }}
        value={filter.q ?? ""}
        onChange={({ target }) => change({ ...filter, q: target.value || undefined })}
      />
      <NativeSelect.Root size="xs" w="auto" flexShrink="0">
        <NativeSelect.Field
          aria-label={t.status}
          bg="bg.panel"
          value={filter.status ?? ""}
          onChange={({ target }) => change({ ...filter, status: statuses.find((one) => one === target.value) })}
        >
          <option value="">{words.anyStatus}</option>
          {statuses.map((one) => (
            <option key={one} value={one}>
              {t[one]}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
    </HStack>
  );
}

type CardsProps<T extends DefinitionCard, S extends Status> = DefinitionListProps<T, S> & { cards: readonly T[]; isAdmin: boolean };
/** On a phone there is no room for when it was changed, and by whom. */
const onlyWide = { base: "none", md: "table-cell" } as const;

function Cards<T extends DefinitionCard, S extends Status>({ cards, to, about, verbs, choose, isAdmin }: CardsProps<T, S>) {
  const t = useWords(listWords);
  return (
    <Box borderWidth="1px" borderRadius="l3" overflowX="auto" bg="bg.panel" boxShadow="card" flexShrink="0">
      <Table.Root size="sm" interactive>
        <Table.Header>
          <Table.Row bg="bg.subtle">
            <Table.ColumnHeader ps="4">{t.name}</Table.ColumnHeader>
            <Table.ColumnHeader>{t.status}</Table.ColumnHeader>
            <Table.ColumnHeader display={onlyWide}>{t.updated}</Table.ColumnHeader>
            <Table.ColumnHeader w="12">
              <Box srOnly>{t.more}</Box>
            </Table.ColumnHeader>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {cards.map((card) => (
            <Table.Row key={card.id} h="14" bg="transparent" _hover={{ bg: "bg.subtle" }}>
              <Table.Cell ps="4">
                <Stack gap="0.5">
                  <Link to={to} params={{ id: card.id }}>
                    <Text as="span" fontWeight="medium" _hover={{ textDecoration: "underline" }}>
                      {card.name}
                    </Text>
                  </Link>
                  {about(card) && (
                    <Text fontSize="xs" color="fg.muted" lineClamp={1}>
                      {about(card)}
                    </Text>
                  )}
                </Stack>
              </Table.Cell>
              <Table.Cell>
                <StatusBadge status={card.status} version={card.publishedVersion} />
              </Table.Cell>
              <Table.Cell display={onlyWide} color="fg.muted" fontSize="xs" whiteSpace="nowrap">
                <HStack gap="3">
                  {card.createdBy && <Person id={card.createdBy} avatarOnly />}
                  <Ago at={card.updatedAt} />
                </HStack>
              </Table.Cell>
              <Table.Cell textAlign="end">{isAdmin && <Verbs name={card.name} entries={verbs(card)} choose={(verb) => choose(verb, card)} />}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Root>
    </Box>
  );
}

function Verbs({ name, entries, choose }: { name: string; entries: MenuEntry[]; choose: (verb: string) => void }) {
  const t = useWords(listWords);
  if (entries.length === 0) return null;
  const trigger = (
    <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={`${t.more}: ${name}`}>
      <Ellipsis />
    </IconButton>
  );
  return <ActionMenu trigger={trigger} entries={entries} choose={choose} />;
}
