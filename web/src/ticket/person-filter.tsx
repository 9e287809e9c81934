import { Box } from "@chakra-ui/react";
import { useState } from "react";
import { told, useLocale, useWords } from "../i18n";
import { PersonPicker } from "../ui/person-picker";
import { FilterSelect } from "./filter-select";
import { ticketWords } from "./words";

type PersonFilterProps = {
  label: string;
  value: string | undefined;
  /** What is asked for most, beside anyone and somebody by name. */
  usual: readonly { value: string; label: string }[];
  choose: (value: string | undefined) => void;
};

/** Whose tickets: anyone's, those of the usual choices, or of somebody who is looked up. */
export function PersonFilter({ label, value, usual, choose }: PersonFilterProps) {
  const t = useWords(ticketWords);
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const isPerson = value !== undefined && !usual.some((one) => one.value === value);
  const byName = asking || isPerson;
  return (
    <>
      <FilterSelect
        label={label}
        value={byName ? "person" : (value ?? "")}
        onChange={(chosen) => {
          setAsking(chosen === "person");
          if (chosen !== "person") choose(chosen || undefined);
        }}
      >
        <option value="">{told(label, t.anyone, locale)}</option>
        {usual.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
        <option value="person">{t.somebody(label)}</option>
      </FilterSelect>
      {byName && (
        <Box w="11rem" data-by-name>
          <PersonPicker
            anybody
            size="xs"
            label={t.somebody(label)}
            value={isPerson ? value : null}
            onChange={(id) => {
              setAsking(id === null);
              choose(id ?? undefined);
            }}
          />
        </Box>
      )}
    </>
  );
}
