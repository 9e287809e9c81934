import { CloseButton, HStack, Stack } from "@chakra-ui/react";
import { useContext } from "react";
import { useWords } from "../i18n";
import { Person, usePersonName } from "../identity/people";
import { Filled } from "./half-filled";
import { PersonPicker } from "./person-picker";
import { uiWords } from "./words";

type PeoplePickerProps = {
  label: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  most?: number;
  placeholder?: string;
  size?: "xs" | "sm";
};

/** Several people, each once, in the order in which they were chosen. */
export function PeoplePicker({ label, value, onChange, most = 50, placeholder, size = "sm" }: PeoplePickerProps) {
  return (
    <Stack gap="2" w="full">
      {value.length > 0 && (
        <HStack as="ul" listStyleType="none" gap="1.5" wrap="wrap">
          {value.map((id) => (
            <Chip key={id} id={id} remove={() => onChange(value.filter((one) => one !== id))} />
          ))}
        </HStack>
      )}
      {value.length < most && (
        <PersonPicker
          size={size}
          label={label}
          value={null}
          placeholder={placeholder}
          onChange={(id) => id !== null && !value.includes(id) && onChange([...value, id])}
        />
      )}
    </Stack>
  );
}

function Chip({ id, remove }: { id: string; remove: () => void }) {
  const t = useWords(uiWords);
  const name = usePersonName(id);
  const fill = useContext(Filled);
  return (
    <HStack as="li" gap="1" bg="bg.muted" borderRadius="full" ps="1" pe="0.5" py="0.5" fontSize="sm">
      <Person id={id} size={18} />
      <CloseButton
        size="2xs"
        borderRadius="full"
        aria-label={t.removeOne(name)}
        onClick={({ currentTarget }) => {
          fill(currentTarget);
          remove();
        }}
      />
    </HStack>
  );
}
