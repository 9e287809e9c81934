import { Badge, Box, Button, HStack, IconButton, NativeSelect, Stack, Table, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Bot, CalendarOff, Ellipsis, Pencil, SearchX, UserCheck, UserX } from "lucide-react";
import { Suspense, useDeferredValue, useState } from "react";
import { Role } from "../../../shared/contract/actor";
import { type SeenCollaborator, updateUser } from "../../../shared/contract/identity";
import { call } from "../api";
import { useWords } from "../i18n";
import { lazyWithRecipes } from "../theme/all-recipes";
import { ActionMenu } from "../ui/action-menu";
import { Async, Nothing, Refused } from "../ui/async";
import { Confirm } from "../ui/dialog";
import { SearchBox } from "../ui/search-box";
import { DepartmentName, DepartmentSelect } from "./department-select";
import { Avatar, Person, useIsAdmin, useMe } from "./people";
import { refreshPeople, userPages } from "./queries";
import type { PeopleSearch } from "./search";
import { UserDialog } from "./user-dialog";
import { peopleWords } from "./words";

const AbsenceDialog = lazyWithRecipes(() => import("./absence-dialog"));

export const rolePalette = { admin: "purple", agent: "brand", requester: "gray" } as const;

export function UserList({ search, go }: { search: PeopleSearch; go: (next: PeopleSearch) => void }) {
  const t = useWords(peopleWords);
  const isAdmin = useIsAdmin();
  const { q, role, active, kind, department, open } = search;
  const pages = useInfiniteQuery(userPages({ q: useDeferredValue(q), role, active, kind, department }));
  const [leaving, setLeaving] = useState<SeenCollaborator | null>(null);
  const [away, setAway] = useState<SeenCollaborator | null>(null);
  const [error, setError] = useState<unknown>();
  const filter = (next: PeopleSearch) => go({ ...search, open: undefined, ...next });
  const all = pages.data?.pages.flatMap(({ data }) => data) ?? [];
  // Requesters are told who is there, and no more.
  const seesAll = all.some(({ roles }) => roles !== undefined);
  const opened = all.find(({ id }) => id === open);

  const activate = async (user: SeenCollaborator) => {
    setError(undefined);
    await call(updateUser, { params: { id: user.id }, body: { version: user.version ?? 1, active: true } }).then(refreshPeople, setError);
  };

  return (
    <Stack gap="3">
      <HStack gap="2" wrap="wrap">
        <SearchBox
          label={t.search}
          flex={{ base: "1 0 100%", md: "none" }}
          w={{ md: "15rem" }}
          value={q ?? ""}
          maxLength={80}
          onChange={(event) => filter({ q: event.target.value || undefined })}
        />
        <Choice
          label={t.role}
          value={role}
          any={t.anyRole}
          options={Role.options.map((one) => ({ value: one, label: t[one] }))}
          choose={(next) => filter({ role: Role.safeParse(next).data })}
        />
        <Choice
          label={t.state}
          value={active}
          any={t.anyState}
          options={[
            { value: "true", label: t.active },
            { value: "false", label: t.inactive },
          ]}
          choose={(next) => filter({ active: next === "true" || next === "false" ? next : undefined })}
        />
        <Choice
          label={t.kind}
          value={kind}
          any={t.anyKind}
          options={[
            { value: "person", label: t.person },
            { value: "program", label: t.program },
          ]}
          choose={(next) => filter({ kind: next === "person" || next === "program" ? next : undefined })}
        />
        <Box w="10rem">
          <DepartmentSelect
            size="xs"
            label={t.department}
            none={t.anyDepartment}
            value={department ?? null}
            onChange={(id) => filter({ department: id ?? undefined })}
          />
        </Box>
      </HStack>
      <Refused error={error} />
      <Async query={pages} isEmpty={({ pages: got }) => got[0]?.data.length === 0} empty={<Nothing icon={<SearchX />} title={t.nobody} />}>
        {() => (
          <>
            <Box borderWidth="1px" borderRadius="l3" overflowX="auto" bg="bg.panel" boxShadow="card" tabIndex={0} role="region" aria-label={t.users}>
              <Table.Root size="sm">
                <Table.Header>
                  <Table.Row bg="bg.subtle">
                    <Table.ColumnHeader ps="4">{t.name}</Table.ColumnHeader>
                    {seesAll && <Table.ColumnHeader display={{ base: "none", md: "table-cell" }}>{t.roles}</Table.ColumnHeader>}
                    <Table.ColumnHeader display={{ base: "none", md: "table-cell" }}>{t.department}</Table.ColumnHeader>
                    {seesAll && <Table.ColumnHeader display={{ base: "none", lg: "table-cell" }}>{t.manager}</Table.ColumnHeader>}
                    <Table.ColumnHeader>{t.state}</Table.ColumnHeader>
                    {isAdmin && (
                      <Table.ColumnHeader w="12">
                        <Box srOnly>{t.more}</Box>
                      </Table.ColumnHeader>
                    )}
                  </Table.Row>
                </Table.Header>
                <Table.Body>
                  {all.map((user) => (
                    <Row
                      key={user.id}
                      user={user}
                      isAdmin={isAdmin}
                      seesAll={seesAll}
                      edit={() => go({ ...search, open: user.id })}
                      deactivate={() => setLeaving(user)}
                      absence={() => setAway(user)}
                      activate={() => void activate(user)}
                    />
                  ))}
                </Table.Body>
              </Table.Root>
            </Box>
            {pages.hasNextPage && (
              <Button alignSelf="center" variant="outline" colorPalette="gray" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t.loadMore}
              </Button>
            )}
          </>
        )}
      </Async>
      {isAdmin && opened && <UserDialog key={opened.id} user={opened} close={() => go({ ...search, open: undefined })} />}
      {away && (
        <Suspense fallback={null}>
          <AbsenceDialog of={away} close={() => setAway(null)} />
        </Suspense>
      )}
      {leaving && (
        <Confirm
          open
          danger
          close={() => setLeaving(null)}
          title={t.deactivateTitle(leaving.name)}
          text={t.deactivateLead}
          action={t.deactivate}
          confirm={async () => {
            await call(updateUser, { params: { id: leaving.id }, body: { version: leaving.version ?? 1, active: false } });
            await refreshPeople();
          }}
        />
      )}
    </Stack>
  );
}

type ChoiceProps = {
  label: string;
  value: string | undefined;
  any: string;
  options: readonly { value: string; label: string }[];
  choose: (value: string) => void;
};

function Choice({ label, value, any, options, choose }: ChoiceProps) {
  return (
    <NativeSelect.Root size="xs" w="auto">
      <NativeSelect.Field aria-label={label} value={value ?? ""} onChange={(event) => choose(event.target.value)}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}

type RowProps = {
  user: SeenCollaborator;
  isAdmin: boolean;
  seesAll: boolean;
  edit: () => void;
  absence: () => void;
  deactivate: () => void;
  activate: () => void;
};

function Row({ user, isAdmin, seesAll, edit, absence, deactivate, activate }: RowProps) {
  const t = useWords(peopleWords);
  const me = useMe();
  const state = user.active === false ? "inactive" : user.invited ? "invited" : "active";
  return (
    <Table.Row bg="transparent" _hover={{ bg: "bg.subtle" }}>
      <Table.Cell ps="4" py="2">
        <HStack gap="3">
          {user.kind === "program" ? (
            <Box bg="bg.muted" color="fg.muted" borderRadius="full" p="1.5" aria-hidden>
              <Bot size={16} />
            </Box>
          ) : (
            <Avatar name={user.name} id={user.id} size={28} />
          )}
          <Stack gap="0" minW="0">
            <HStack gap="2">
              <Text fontWeight="medium">{user.name}</Text>
              {user.title && (
                <Text fontSize="xs" color="fg.muted" truncate>
                  {user.title}
                </Text>
              )}
            </HStack>
            <Text fontSize="xs" color="fg.muted" truncate>
              {user.email ?? t.program}
            </Text>
          </Stack>
        </HStack>
      </Table.Cell>
      {seesAll && (
        <Table.Cell display={{ base: "none", md: "table-cell" }}>
          <HStack gap="1">
            {user.roles?.map((role) => (
              <Badge key={role} colorPalette={rolePalette[role]} variant="subtle" borderRadius="full">
                {t[role]}
              </Badge>
            ))}
          </HStack>
        </Table.Cell>
      )}
      <Table.Cell display={{ base: "none", md: "table-cell" }}>{user.departmentId && <DepartmentName id={user.departmentId} />}</Table.Cell>
      {seesAll && <Table.Cell display={{ base: "none", lg: "table-cell" }}>{user.managerId && <Person id={user.managerId} />}</Table.Cell>}
      <Table.Cell>
        <Badge colorPalette={{ active: "green", invited: "blue", inactive: "orange" }[state]} variant="subtle" borderRadius="full">
          {t[state]}
        </Badge>
      </Table.Cell>
      {isAdmin && (
        <Table.Cell>
          <HStack gap="0" justify="flex-end">
            <IconButton size="2xs" variant="ghost" colorPalette="gray" hideBelow="md" aria-label={t.editOf(user.name)} onClick={edit}>
              <Pencil />
            </IconButton>
            <ActionMenu
              trigger={
                <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={`${t.more}: ${user.name}`}>
                  <Ellipsis />
                </IconButton>
              }
              entries={[
                { value: "edit", label: t.edit, icon: <Pencil /> },
                ...(user.kind === "person" && user.active !== false ? [{ value: "absence", label: t.planAbsence, icon: <CalendarOff /> }] : []),
                user.active === false
                  ? { value: "activate", label: t.activate, icon: <UserCheck /> }
                  : { value: "deactivate", label: t.deactivate, icon: <UserX />, danger: true, disabled: user.id === me.id },
              ]}
              choose={(verb) => (verb === "edit" ? edit() : verb === "absence" ? absence() : verb === "activate" ? activate() : deactivate())}
            />
          </HStack>
        </Table.Cell>
      )}
    </Table.Row>
  );
}
