import { Stack, Text } from "@chakra-ui/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SeenCollaborator } from "../../../shared/contract/identity";
import { beside, useLocale, useWords } from "../i18n";
import { Avatar, peopleQuery, useMe, usePersonName } from "../identity/people";
import { type PickerProps, SearchPicker } from "./search-picker";
import { uiWords } from "./words";

const usePeople = (part: string, open: boolean) => useQuery({ ...peopleQuery(part), enabled: open, placeholderData: keepPreviousData });

/** One of the tenant's people. */
export function PersonPicker(props: PickerProps) {
  const t = useWords(uiWords);
  const name = usePersonName(props.value);
  return (
    <SearchPicker
      {...props}
      placeholder={props.placeholder ?? t.findPerson}
      name={name}
      useFound={usePeople}
      draw={(person) => <Found person={person} />}
      nothing={t.noMatch}
    />
  );
}

function Found({ person }: { person: SeenCollaborator }) {
  const t = useWords(uiWords);
  const locale = useLocale();
  const me = useMe();
  return (
    <>
      <Avatar name={person.name} id={person.id} size={22} />
      <Stack gap="0" minW="0">
        <Text fontSize="sm" lineHeight="1.3" truncate>
          {beside(person.name, person.id === me.id ? t.me : undefined, locale)}
        </Text>
        {person.email && (
          <Text fontSize="2xs" color="fg.muted" lineHeight="1.3" truncate>
            {person.email}
          </Text>
        )}
      </Stack>
    </>
  );
}
