import { Badge, HStack, IconButton, Stack, Switch, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Pencil, Trash2, UserMinus } from "lucide-react";
import { useState } from "react";
import { addMember, type Group, type Member, removeGroup, removeMember } from "../../../shared/contract/identity";
import { call } from "../api";
import { useWords } from "../i18n";
import { Async, Nothing, Refused } from "../ui/async";
import { Confirm } from "../ui/dialog";
import { Panel } from "../ui/page";
import { PersonPicker } from "../ui/person-picker";
import { Sentinel } from "../ui/sentinel";
import { toast } from "../ui/toaster";
import { uiWords } from "../ui/words";
import { GroupDialog } from "./group-dialog";
import { Avatar, useIsAdmin } from "./people";
import { memberPages, refreshPeople } from "./queries";
import { peopleRefusal } from "./refusal-words";
import { peopleWords } from "./words";

/** A group: who is in it, and for an admin all that is done with it. */
export function GroupMembers({ group, gone }: { group: Group; gone: () => void }) {
  const t = useWords(peopleWords);
  const ui = useWords(uiWords);
  const isAdmin = useIsAdmin();
  const members = useInfiniteQuery(memberPages(group.id));
  const all = members.data?.pages.flatMap(({ data }) => data) ?? [];
  const [error, setError] = useState<unknown>();
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const act = (action: Promise<unknown>, done?: () => void) => {
    setError(undefined);
    void action.then(refreshPeople).then(done, setError);
  };
  const put = (userId: string, lead: boolean) => act(call(addMember, { params: { id: group.id }, body: { userId, lead } }));
  const takeOut = ({ id, name, lead }: Member) =>
    act(call(removeMember, { params: { id: group.id, userId: id } }), () =>
      toast(t.memberRemoved(name), { action: { label: ui.undo, run: () => put(id, lead) } }),
    );
  /** Whoever is in it already, and perhaps further down than was read, stays what they are there. */
  const add = async (userId: string) => {
    const { name, joined } = await call(addMember, { params: { id: group.id }, body: { userId } });
    if (!joined) toast(t.isMember(name));
  };
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
          <Text fontSize="sm" color="fg.muted" overflowWrap="anywhere">
            {group.description}
          </Text>
        )}
        {isAdmin && <PersonPicker label={t.addMember} placeholder={t.addMember} value={null} onChange={(id) => id && act(add(id))} />}
        <Refused error={error} say={peopleRefusal} />
        <Async query={members} isEmpty={() => all.length === 0} empty={<Nothing title={t.noMembers} />}>
          {() => (
            <Stack as="ul" gap="0" listStyleType="none" aria-label={t.members}>
              {all.map((member) => (
                <Line key={member.id} member={member} lead={(lead) => put(member.id, lead)} takeOut={() => takeOut(member)} />
              ))}
            </Stack>
          )}
        </Async>
        <Sentinel query={members} />
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
          say={peopleRefusal}
          confirm={async () => {
            await call(removeGroup, { params: { id: group.id }, query: { version: group.version } });
            gone();
            void refreshPeople();
          }}
        />
      )}
    </Panel>
  );
}

function Line({ member: { id, name, email, lead, active }, ...act }: { member: Member; lead: (lead: boolean) => void; takeOut: () => void }) {
  const t = useWords(peopleWords);
  const isAdmin = useIsAdmin();
  return (
    <HStack as="li" py="2" gap="3" borderTopWidth="1px">
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
      {!isAdmin && lead && (
        <Badge variant="subtle" borderRadius="full">
          {t.lead}
        </Badge>
      )}
      {isAdmin && (
        <>
          <Switch.Root size="sm" checked={lead} disabled={!isAdmin} onCheckedChange={({ checked }) => act.lead(checked)}>
            <Switch.HiddenInput aria-label={t.makeLead(name)} />
            <Switch.Label fontSize="xs" fontWeight="normal" color="fg.muted">
              {t.lead}
            </Switch.Label>
            <Switch.Control>
              <Switch.Thumb />
            </Switch.Control>
          </Switch.Root>
          <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={t.removeMember(name)} onClick={act.takeOut}>
            <UserMinus />
          </IconButton>
        </>
      )}
    </HStack>
  );
}
