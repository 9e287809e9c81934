import { Box, Button, Flex, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft, SearchX, Users } from "lucide-react";
import { useDeferredValue } from "react";
import type { Group } from "../../../shared/contract/identity";
import { useWords } from "../i18n";
import { Async, Nothing } from "../ui/async";
import { SearchBox } from "../ui/search-box";
import { Sentinel } from "../ui/sentinel";
import { useIsWide } from "../ui/wide";
import { GroupMembers } from "./group-members";
import { groupPages, openGroup } from "./queries";
import type { PeopleSearch } from "./search";
import { peopleWords } from "./words";

type GroupListProps = { search: PeopleSearch; go: (next: PeopleSearch) => void };

/** Groups at the left, the members of one at the right; where there is no room for both, one after the other. */
export function GroupList({ search: { q, open }, go }: GroupListProps) {
  const t = useWords(peopleWords);
  const wide = useIsWide();
  const pages = useInfiniteQuery(groupPages(useDeferredValue(q)));
  const all = pages.data?.pages.flatMap(({ data }) => data) ?? [];
  const listed = open ? all.find(({ id }) => id === open) : wide ? all[0] : undefined;
  const show = (id: string | undefined) => go({ tab: "groups", q, open: id });
  const list = (
    <Stack gap="3" w={{ base: "full", lg: "18rem" }} flexShrink="0" position={{ lg: "sticky" }} top={{ lg: "7rem" }} maxH={{ lg: "calc(100dvh - 8rem)" }}>
      <SearchBox
        label={t.searchGroups}
        flex="none"
        value={q ?? ""}
        maxLength={80}
        onChange={(event) => go({ tab: "groups", q: event.target.value || undefined })}
      />
      <Async query={pages} isEmpty={() => all.length === 0} empty={q ? <Nothing icon={<SearchX />} title={t.noSuchGroup} /> : null}>
        {() => (
          // Room for the frame of what has the focus.
          <Box overflowY={{ lg: "auto" }} minH="0" m="-1" p="1">
            <Stack as="ul" gap="1" listStyleType="none" aria-label={t.groups}>
              {all.map((group) => (
                <Line key={group.id} group={group} chosen={group.id === listed?.id} show={() => show(group.id)} />
              ))}
            </Stack>
            <Sentinel query={pages} />
          </Box>
        )}
      </Async>
    </Stack>
  );
  if (!q && !open && pages.data && all.length === 0) return <Nothing icon={<Users />} title={t.noGroups} hint={t.noGroupsLead} />;
  const id = open ?? listed?.id;
  const members = id && <Opened key={id} id={id} listed={listed} gone={() => show(undefined)} />;
  if (wide)
    return (
      <Flex gap="5" align="start">
        {list}
        {members}
      </Flex>
    );
  if (!open) return list;
  return (
    <Stack gap="3">
      <Button size="xs" variant="ghost" colorPalette="gray" alignSelf="flex-start" ms="-2" onClick={() => show(undefined)}>
        <ArrowLeft /> {t.allGroups}
      </Button>
      {members}
    </Stack>
  );
}

function Line({ group: { name, memberCount, description }, chosen, show }: { group: Group; chosen: boolean; show: () => void }) {
  const t = useWords(peopleWords);
  return (
    <Box as="li">
      <Button
        w="full"
        h="auto"
        py="2"
        px="3"
        justifyContent="flex-start"
        textAlign="start"
        variant={chosen ? "subtle" : "ghost"}
        colorPalette={chosen ? "brand" : "gray"}
        aria-pressed={chosen}
        onClick={show}
      >
        <Stack gap="0" minW="0" flex="1">
          <Text truncate>{name}</Text>
          <Text fontSize="xs" fontWeight="normal" color="fg.muted" truncate>
            {[t.memberCount(memberCount), description].filter(Boolean).join(" · ")}
          </Text>
        </Stack>
      </Button>
    </Box>
  );
}

/** One that a link names stands further down the list, perhaps. */
function Opened({ id, listed, gone }: { id: string; listed: Group | undefined; gone: () => void }) {
  const query = useQuery({ ...openGroup(id), enabled: !listed });
  return (
    <Box flex="1" minW="0" w="full">
      <Async query={listed ? { ...query, data: listed } : query}>{(group) => <GroupMembers group={group} gone={gone} />}</Async>
    </Box>
  );
}
