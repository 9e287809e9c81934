import { Box, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { Building2, Ellipsis, Pencil, Plus, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { type Department, removeDepartment } from "../../../shared/contract/identity";
import { call } from "../api";
import { useLocale, useWords } from "../i18n";
import { ActionMenu } from "../ui/action-menu";
import { Async, Nothing } from "../ui/async";
import { Confirm } from "../ui/dialog";
import { DepartmentDialog } from "./department-dialog";
import { departmentsQuery, Person, useIsAdmin } from "./people";
import { refreshPeople } from "./queries";
import { peopleRefusal } from "./refusal-words";
import { peopleWords } from "./words";

type Doing = { what: "edit" | "below" | "remove"; department: Department } | null;

/** The whole tree, each department below the one above it, with its head. */
export function DepartmentTree({ showPeople }: { showPeople: (id: string) => void }) {
  const t = useWords(peopleWords);
  const departments = useQuery(departmentsQuery);
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  return (
    <>
      <Async
        query={departments}
        isEmpty={({ data }) => data.length === 0}
        empty={<Nothing icon={<Building2 />} title={t.noDepartments} hint={t.noDepartmentsLead} />}
      >
        {({ data }) => (
          <Box borderWidth="1px" borderRadius="l3" bg="bg.panel" boxShadow="card" p="2">
            <Branch all={data} parent={null} act={(what, department) => (what === "people" ? showPeople(department.id) : setDoing({ what, department }))} />
          </Box>
        )}
      </Async>
      {doing?.what === "edit" && <DepartmentDialog department={doing.department} close={close} />}
      {doing?.what === "below" && <DepartmentDialog below={doing.department.id} close={close} />}
      {doing?.what === "remove" && (
        <Confirm
          open
          danger
          close={close}
          title={t.removeDepartmentTitle(doing.department.name)}
          text={t.removeDepartmentLead}
          action={t.remove}
          say={peopleRefusal}
          confirm={async () => {
            await call(removeDepartment, { params: { id: doing.department.id }, query: { version: doing.department.version } });
            void refreshPeople();
          }}
        />
      )}
    </>
  );
}

type Act = (what: "edit" | "below" | "remove" | "people", department: Department) => void;

function Branch({ all, parent, act }: { all: readonly Department[]; parent: string | null; act: Act }) {
  const locale = useLocale();
  // "Area 2" before "Area 10", as people count.
  const here = all.filter(({ parentId }) => parentId === parent).sort((a, b) => a.name.localeCompare(b.name, locale, { numeric: true }));
  if (here.length === 0) return null;
  return (
    <Stack
      as="ul"
      gap="0"
      listStyleType="none"
      ps={parent === null ? "0" : "5"}
      ms={parent === null ? "0" : "3"}
      borderStartWidth={parent === null ? "0" : "1px"}
    >
      {here.map((department) => (
        <Box as="li" key={department.id}>
          <Line department={department} act={act} />
          <Branch all={all} parent={department.id} act={act} />
        </Box>
      ))}
    </Stack>
  );
}

function Line({ department, act }: { department: Department; act: Act }) {
  const t = useWords(peopleWords);
  const isAdmin = useIsAdmin();
  const { name, headId } = department;
  const entries = [
    { value: "people", label: t.showPeople, icon: <Users /> },
    ...(isAdmin
      ? [
          { value: "edit", label: t.edit, icon: <Pencil /> },
          { value: "below", label: t.below, icon: <Plus /> },
          { value: "remove", label: t.remove, icon: <Trash2 />, danger: true, apart: true },
        ]
      : []),
  ];
  return (
    <HStack px="2" py="1.5" gap="3" borderRadius="l2" _hover={{ bg: "bg.subtle" }}>
      <Box color="brand.fg" aria-hidden>
        <Building2 size={16} />
      </Box>
      <Text fontWeight="medium" flex="1" minW="0" overflowWrap="anywhere">
        {name}
      </Text>
      <Box fontSize="xs" color="fg.muted" flexShrink="0" maxW={{ base: "7rem", md: "none" }} hideBelow={headId ? undefined : "md"}>
        {headId ? <Person id={headId} /> : t.noHead}
      </Box>
      <ActionMenu
        trigger={
          <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={`${t.more}: ${name}`}>
            <Ellipsis />
          </IconButton>
        }
        entries={entries}
        choose={(what) => act(what as Parameters<Act>[0], department)}
      />
    </HStack>
  );
}
