import { Button, HStack, IconButton, Input, Stack } from "@chakra-ui/react";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../../i18n";
import { designerWords } from "../../words";

type EntriesProps = {
  label: string;
  value: Readonly<Record<string, string>>;
  change: (next: Record<string, string>) => void /** What a name may be. */;
  allows?: RegExp;
  suggest?: readonly string[];
};

/** Names with a text each: variables with their FEEL, headers with their values. */
export function Entries({ label, value, change, allows = /^[\p{L}_][\p{L}\p{N}_]*$/u, suggest = [] }: EntriesProps) {
  const t = useWords(designerWords);
  const [name, setName] = useState("");
  const list = `suggest-${label}`;
  const canAdd = allows.test(name) && !Object.hasOwn(value, name);
  const add = () => {
    if (!canAdd) return;
    change({ ...value, [name]: "" });
    setName("");
  };
  return (
    <Stack gap="1.5" role="group" aria-label={label}>
      {Object.entries(value).map(([key, text]) => (
        <HStack key={key} gap="1">
          <Input size="xs" fontFamily="mono" flex="2" value={key} readOnly tabIndex={-1} aria-hidden bg="bg.subtle" />
          <Input
            size="xs"
            fontFamily="mono"
            flex="3"
            aria-label={`${label}: ${key}`}
            value={text}
            onChange={(event) => change({ ...value, [key]: event.target.value })}
          />
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
          aria-label={`${label}: ${t.entryName}`}
          placeholder={t.entryName}
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
