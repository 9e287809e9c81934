import { Badge, Box, HStack, IconButton, Stack, Table, Text } from "@chakra-ui/react";
import { Bot, CalendarOff, Ellipsis, Pencil, UserCheck, UserX } from "lucide-react";
import type { Role } from "../../../shared/contract/actor";
import type { SeenCollaborator } from "../../../shared/contract/identity";
import { useWords } from "../i18n";
import { ActionMenu } from "../ui/action-menu";
import { DepartmentName } from "./department-select";
import { Avatar, Person, useMe } from "./people";
import { peopleWords } from "./words";

const palette = { admin: "purple", agent: "brand", requester: "gray" } as const;

type RowProps = {
  user: SeenCollaborator;
  isAdmin: boolean;
  seesAll: boolean;
  edit: () => void;
  absence: () => void;
  deactivate: () => void;
  activate: () => void;
};

/** Somebody in the list, and for an admin what is done with them. */
export function UserRow({ user, isAdmin, seesAll, edit, absence, deactivate, activate }: RowProps) {
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
              {user.email ?? (user.kind === "program" ? t.program : t.noEmail)}
            </Text>
            <HStack hideFrom="md" fontSize="xs" color="fg.muted" gap="1.5" wrap="wrap">
              {user.roles && <Roles roles={user.roles} />}
              {user.departmentId && <DepartmentName id={user.departmentId} />}
            </HStack>
          </Stack>
        </HStack>
      </Table.Cell>
      {seesAll && (
        <Table.Cell display={{ base: "none", md: "table-cell" }}>
          <Roles roles={user.roles ?? []} />
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

function Roles({ roles }: { roles: readonly Role[] }) {
  const t = useWords(peopleWords);
  return (
    <HStack as="span" gap="1">
      {roles.map((role) => (
        <Badge key={role} colorPalette={palette[role]} variant="subtle" borderRadius="full">
          {t[role]}
        </Badge>
      ))}
    </HStack>
  );
}
