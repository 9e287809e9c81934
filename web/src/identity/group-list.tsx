import { Box, Button, Flex, HStack, IconButton, Stack, Switch, Text } from "@chakra-ui/react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Pencil, Trash2, UserMinus, Users } from "lucide-react";
import { useState } from "react";
import { addMember, type Group, removeGroup, removeMember } from "../../../shared/contract/identity";
import { call } from "../api";
import { useWords } from "../i18n";
import { Async, Nothing, Refused } from "../ui/async";
import { Confirm } from "../ui/dialog";
import { Panel } from "../ui/page";
import { PersonPicker } from "../ui/person-picker";
import { GroupDialog } from "./group-dialog";
import { Avatar, useIsAdmin } from "./people";
import { groupsQuery, memberPages, refreshPeople } from "./queries";
import type { PeopleSearch } from "./search";
import { peopleWords } from "./words";

/** Groups at the left, the members of one at the right. */
export function GroupList({ search, go }: { search: PeopleSearch; go: (next: PeopleSearch) => void }) {
  const t = useWords(peopleWords);
  const groups = useQuery(groupsQuery);
  return (
    <Async query={groups} isEmpty={({ data }) => data.length === 0} empty={<Nothing icon={<Users />} title={t.noGroups} hint={t.noGroupsLead} />}>
      {({ data }) => {
        const open = data.find(({ id }) => id === search.open) ?? data[0];
        return (
          <Flex gap="5" direction={{ base: "column", md: "row" }} align="start">
            <Stack as="ul" gap="1" w={{ base: "full", md: "18rem" }} flexShrink="0" listStyleType="none" aria-label={t.groups}>
              {data.map((group) => (
                <Box as="li" key={group.id}>
                  <Button
                    w="full"
                    h="auto"
                    py="2"
                    px="3"
                    justifyContent="flex-start"
                    textAlign="start"
                    variant={group.id === open?.id ? "subtle" : "ghost"}
                    colorPalette={group.id === open?.id ? "brand" : "gray"}
                    aria-pressed={group.id === open?.id}
                    onClick={() => go({ tab: "groups", open: group.id })}
                  >
                    <Stack gap="0" minW="0" flex="1">
                      <Text truncate>{group.name}</Text>
                      <Text fontSize="xs" fontWeight="normal" color="fg.muted" truncate>
                        {[t.memberCount(group.memberCount), group.description].filter(Boolean).join(" · ")}
                      </Text>
                    </Stack>
                  </Button>
                </Box>
              ))}
            </Stack>
            {open && (
              <Box flex="1" minW="0" w="full">
                <Members key={open.id} group={open} />
              </Box>
            )}
          </Flex>
        );
      }}
    </Async>
  );
}

function Members({ group }: { group: Group }) {
  const t = useWords(peopleWords);
  const isAdmin = useIsAdmin();
  const members = useInfiniteQuery(memberPages(group.id));
  const [error, setError] = useState<unknown>();
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const act = (action: Promise<unknown>) => {
    setError(undefined);
    void action.then(refreshPeople, setError);
  };
  const put = (userId: string, lead: boolean) => act(call(addMember, { params: { id: group.id }, body: { userId, lead } }));
  const verbs = isAdmin && (
    <HStack gap="0">
      <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={t.editOf(group.name)} onClick={() => setEditing(true)}>
        <Pencil />
      </IconButton>
      <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={`${t.remove}: ${group.name}`} onClick={() => setLeaving(true)}>
        <Trash2 />
      </IconButton>
    </HStack>
  );
  return (
    <Panel title={group.name} aside={verbs}>
      <Stack gap="3">
        {group.description && (
          <Text fontSize="sm" color="fg.muted">
            {group.description}
          </Text>
        )}
        {isAdmin && <PersonPicker label={t.addMember} placeholder={t.addMember} value={null} onChange={(id) => id && put(id, false)} />}
        <Refused error={error} />
        <Async query={members} isEmpty={({ pages }) => pages[0]?.data.length === 0} empty={<Nothing title={t.noMembers} />}>
          {({ pages }) => (
            <Stack as="ul" gap="0" listStyleType="none" aria-label={t.members}>
              {pages
                .flatMap(({ data }) => data)
                .map(({ id, name, email, lead, active }) => (
                  <HStack as="li" key={id} py="2" gap="3" borderTopWidth="1px">
                    <Avatar name={name} id={id} size={28} />
                    <Stack gap="0" flex="1" minW="0">
                      <Text truncate>
                        {name}
                        {!active && (
                          <Text as="span" color="fg.muted" fontSize="xs" ms="2">
                            {t.inactive}
                          </Text>
                        )}
                      </Text>
                      <Text fontSize="xs" color="fg.muted" truncate>
                        {email}
                      </Text>
                    </Stack>
                    <Switch.Root size="sm" checked={lead} disabled={!isAdmin} onCheckedChange={({ checked }) => put(id, checked)}>
                      <Switch.HiddenInput aria-label={t.makeLead(name)} />
                      <Switch.Label fontSize="xs" fontWeight="normal" color="fg.muted">
                        {t.lead}
                      </Switch.Label>
                      <Switch.Control>
                        <Switch.Thumb />
                      </Switch.Control>
                    </Switch.Root>
                    {isAdmin && (
                      <IconButton
                        size="2xs"
                        variant="ghost"
                        colorPalette="gray"
                        aria-label={t.removeMember(name)}
                        onClick={() => act(call(removeMember, { params: { id: group.id, userId: id } }))}
                      >
                        <UserMinus />
                      </IconButton>
                    )}
                  </HStack>
                ))}
              {members.hasNextPage && (
                <Button variant="ghost" colorPalette="gray" loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
                  {t.loadMore}
                </Button>
              )}
            </Stack>
          )}
        </Async>
      </Stack>
      {editing && <GroupDialog group={group} close={() => setEditing(false)} />}
      {leaving && (
        <Confirm
          open
          danger
          close={() => setLeaving(false)}
          title={t.removeGroupTitle(group.name)}
          text={t.removeGroupLead}
          action={t.remove}
          confirm={async () => {
            await call(removeGroup, { params: { id: group.id }, query: { version: group.version } });
            void refreshPeople();
          }}
        />
      )}
    </Panel>
  );
}
