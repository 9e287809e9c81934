import { Box, HStack, NativeSelect, Stack, Table } from "@chakra-ui/react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { Suspense, useDeferredValue, useState } from "react";
import { Role } from "../../../shared/contract/actor";
import { type SeenCollaborator, updateUser } from "../../../shared/contract/identity";
import { call } from "../api";
import { useWords } from "../i18n";
import { lazyWithRecipes } from "../theme/all-recipes";
import { Async, Nothing, Refused } from "../ui/async";
import { Confirm } from "../ui/dialog";
import { SearchBox } from "../ui/search-box";
import { Sentinel } from "../ui/sentinel";
import { DepartmentSelect } from "./department-select";
import { useIsAdmin } from "./people";
import { openUser, refreshPeople, userPages } from "./queries";
import { peopleRefusal } from "./refusal-words";
import type { PeopleSearch } from "./search";
import { UserDialog } from "./user-dialog";
import { UserRow } from "./user-row";
import { peopleWords } from "./words";

const AbsenceDialog = lazyWithRecipes(() => import("./absence-dialog"));

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
  const listed = all.find(({ id }) => id === open);
  // One that a link names stands further down the list, perhaps.
  const linked = useQuery({ ...openUser(open ?? ""), enabled: isAdmin && open !== undefined && pages.data !== undefined && !listed });
  const opened = open === undefined ? undefined : (listed ?? linked.data);

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
      <Refused error={error ?? linked.error} say={peopleRefusal} />
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
                    <UserRow
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
            <Sentinel query={pages} />
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
          say={peopleRefusal}
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
