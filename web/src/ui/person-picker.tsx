import { Stack, Text } from "@chakra-ui/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SeenCollaborator } from "../../../shared/contract/identity";
import { beside, useLocale, useWords } from "../i18n";
import { Avatar, peopleQuery, useMe, usePersonName } from "../identity/people";
import { type PickerProps, SearchPicker } from "./search-picker";
import { uiWords } from "./words";

const found = (anybody: boolean) => (part: string, open: boolean) =>
  useQuery({ ...peopleQuery(part, anybody), enabled: open, placeholderData: keepPreviousData });
const usePeople = found(false);
const useAnybody = found(true);

type PersonPickerProps = PickerProps & {
  /** Also programs, and who is deactivated: to look for, and not to ask. */
  anybody?: boolean;
};

/** One of the tenant's people. */
export function PersonPicker({ anybody = false, ...props }: PersonPickerProps) {
  const t = useWords(uiWords);
  const name = usePersonName(props.value);
  return (
    <SearchPicker
      {...props}
      placeholder={props.placeholder ?? t.findPerson}
      name={name}
      useFound={anybody ? useAnybody : usePeople}
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
