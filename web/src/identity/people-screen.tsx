import { Button, Tabs } from "@chakra-ui/react";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n";
import { useShortcut } from "../keyboard";
import { navigate, useSearch } from "../route";
import { Page } from "../ui/page";
import { DepartmentDialog } from "./department-dialog";
import { DepartmentTree } from "./department-tree";
import { GroupDialog } from "./group-dialog";
import { GroupList } from "./group-list";
import { useIsAdmin } from "./people";
import type { PeopleSearch } from "./search";
import { UserDialog } from "./user-dialog";
import { UserList } from "./user-list";
import { peopleWords } from "./words";

const tabs = ["users", "groups", "departments"] as const;
const isTab = (text: string): text is (typeof tabs)[number] => tabs.some((tab) => tab === text);

/** The tenant's people, its groups and its tree of departments. */
export function PeopleScreen() {
  const t = useWords(peopleWords);
  const isAdmin = useIsAdmin();
  const search = useSearch("/people");
  const tab = search.tab ?? "users";
  const [making, setMaking] = useState(false);
  const go = (next: PeopleSearch) => void navigate({ to: "/people", search: next, replace: true });
  const make = { users: t.invite, groups: t.newGroup, departments: t.newDepartment }[tab];
  useShortcut("n", make, () => setMaking(true), { enabled: isAdmin });
  const actions = isAdmin && (
    <Button size="xs" onClick={() => setMaking(true)}>
      <Plus /> {make}
    </Button>
  );
  const close = () => setMaking(false);
  return (
    <Tabs.Root
      value={tab}
      onValueChange={({ value }) => isTab(value) && go(value === "users" ? {} : { tab: value })}
      size="sm"
      variant="subtle"
      lazyMount
      unmountOnExit
      display="flex"
      flexDirection="column"
      flex="1"
    >
      <Page
        title={t.people}
        subtitle={t.peopleLead}
        actions={actions}
        width="full"
        bar={
          <Tabs.List display="flex" gap="1" p="0" colorPalette="gray">
            {tabs.map((one) => (
              <Tabs.Trigger key={one} value={one} h="8" px="2.5" fontSize="xs" fontWeight="medium" color="gray.fg">
                {t[one]}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        }
      >
        <Tabs.Content value="users" p="0">
          <UserList search={search} go={go} />
        </Tabs.Content>
        <Tabs.Content value="groups" p="0">
          <GroupList search={search} go={go} />
        </Tabs.Content>
        <Tabs.Content value="departments" p="0">
          <DepartmentTree showPeople={(department) => go({ department })} />
        </Tabs.Content>
      </Page>
      {making && tab === "users" && <UserDialog close={close} />}
      {making && tab === "groups" && <GroupDialog close={close} made={(id) => go({ tab: "groups", open: id })} />}
      {making && tab === "departments" && <DepartmentDialog close={close} />}
    </Tabs.Root>
  );
}
