import { Box, Button, HStack, IconButton, Input, Stack } from "@chakra-ui/react";
import { Plus, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { useWords } from "../../../i18n";
import { Field } from "../../../ui/field";
import { propertyWords } from "./words";

type EntriesProps = {
  label: string;
  value: Readonly<Record<string, string>>;
  change: (next: Record<string, string>) => void;
  /** What the names are names of; variables by default. */
  nameLabel?: string;
  /** What is wrong with a text. */
  errorOf?: (text: string) => string | undefined;
  /** What a name may be. */
  allows?: RegExp;
  suggest?: readonly string[];
};

/** Names with a text each: variables with their FEEL, headers with their values. */
export function Entries({ label, value, change, nameLabel, errorOf, allows = /^[\p{L}_][\p{L}\p{N}_]*$/u, suggest = [] }: EntriesProps) {
  const t = useWords(propertyWords);
  const [name, setName] = useState("");
  const list = useId();
  const asked = nameLabel ?? t.entryName;
  const canAdd = allows.test(name) && !Object.hasOwn(value, name);
  const add = () => {
    if (!canAdd) return;
    change({ ...value, [name]: "" });
    setName("");
  };
  return (
    <Stack gap="1.5" role="group" aria-label={label}>
      {Object.entries(value).map(([key, text]) => (
        <HStack key={key} gap="1" align="start">
          <Input size="xs" fontFamily="mono" flex="2" value={key} readOnly tabIndex={-1} aria-hidden bg="bg.subtle" />
          <Box flex="3">
            <Field quiet label={`${label}: ${key}`} error={errorOf?.(text)}>
              <Input size="xs" fontFamily="mono" value={text} onChange={(event) => change({ ...value, [key]: event.target.value })} />
            </Field>
          </Box>
          <IconButton
            size="2xs"
            variant="ghost"
            colorPalette="gray"
            aria-label={t.removeEntry(key)}
            onClick={() => {
              const { [key]: _, ...rest } = value;
              change(rest);
            }}
          >
            <Trash2 />
          </IconButton>
        </HStack>
      ))}
      <HStack gap="1">
        <Input
          size="xs"
          fontFamily="mono"
          aria-label={`${label}: ${asked}`}
          placeholder={asked}
          list={list}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") add();
          }}
        />
        <datalist id={list}>
          {suggest.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Button size="2xs" variant="outline" colorPalette="gray" disabled={!canAdd} onClick={add}>
          <Plus /> {t.addEntry}
        </Button>
      </HStack>
    </Stack>
  );
}
