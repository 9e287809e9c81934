import { Stack, Text } from "@chakra-ui/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { TickProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { Group } from "../../../identity/parties";
import { foundGroups } from "../../../identity/queries";
import { SearchPicker } from "../../../ui/search-picker";
import { Chips } from "./chips";
import type { Participant } from "./participants";
import { propertyWords } from "./words";

type GroupsParticipant = Extract<Participant, { from: "groups" }>;
type GroupsRuleProps = { value: GroupsParticipant | undefined; change: (next: GroupsParticipant) => void };

const useGroups = (part: string, open: boolean) => useQuery({ ...foundGroups(part), enabled: open, placeholderData: keepPreviousData });

/** Groups whose members are asked, however many the tenant has. */
export function GroupsRule({ value, change }: GroupsRuleProps) {
  const t = useWords(propertyWords);
  const groups = value?.groups ?? [];
  const leadsOnly = value?.leadsOnly ?? false;
  const ask = (next: string[]) => change({ from: "groups", groups: next, leadsOnly });
  return (
    <>
      <Chips ids={groups} name={(id) => <Group id={id} size={18} />} remove={(id) => ask(groups.filter((it) => it !== id))} />
      <SearchPicker
        size="xs"
        label={t.addGroup}
        placeholder={t.addGroup}
        nothing={t.noGroup}
        name=""
        value={null}
        useFound={useGroups}
        draw={({ name, description }) => (
          <Stack gap="0" minW="0">
            <Text fontSize="sm" lineHeight="1.3" truncate>
              {name}
            </Text>
            {description && (
              <Text fontSize="2xs" color="fg.muted" lineHeight="1.3" truncate>
                {description}
              </Text>
            )}
          </Stack>
        )}
        onChange={(id) => id && !groups.includes(id) && ask([...groups, id])}
      />
      {value && <TickProperty label={t.leadsOnly} value={leadsOnly} onChange={(on) => change({ ...value, leadsOnly: on })} />}
    </>
  );
}
