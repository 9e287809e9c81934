import { Box, Button, Code, Textarea } from "@chakra-ui/react";
import { Braces } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useWords } from "../i18n";
import { ActionMenu } from "../ui/action-menu";
import { Field } from "../ui/field";
import { editorWords } from "./words";

/** What an expression may name. */
export type Known = { key: string; label: string };

type FeelInputProps = {
  label: string;
  value: string | undefined;
  /** Undefined where it was emptied. */
  onChange: (value: string | undefined) => void;
  known: readonly Known[];
  error?: string;
  help?: ReactNode;
  placeholder?: string;
  required?: boolean;
};

/** An expression, with the names that it may use a click away and what is wrong with it below. */
export function FeelInput({ label, value, onChange, known, error, help, placeholder, required }: FeelInputProps) {
  const t = useWords(editorWords);
  const control = useRef<HTMLTextAreaElement>(null);
  const insert = (key: string) => {
    const at = control.current;
    const [start, end] = [at?.selectionStart ?? 0, at?.selectionEnd ?? 0];
    const before = value ?? "";
    const padded = `${start > 0 && !/[\s([]$/.test(before.slice(0, start)) ? " " : ""}${key}`;
    onChange(before.slice(0, start) + padded + before.slice(end));
    requestAnimationFrame(() => {
      at?.focus();
      at?.setSelectionRange(start + padded.length, start + padded.length);
    });
  };
  return (
    <Field label={label} error={error} help={help} required={required}>
      <Box position="relative" w="full">
        <Textarea
          ref={control}
          size="xs"
          autoresize
          rows={1}
          minH="8"
          pe="8"
          fontFamily="mono"
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          value={value ?? ""}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
        />
        {known.length > 0 && (
          <Box position="absolute" top="1" insetEnd="1">
            <ActionMenu
              minW="14rem"
              trigger={
                <Button size="2xs" variant="ghost" colorPalette="gray" px="1" minW="6" aria-label={`${t.insertField}: ${label}`} title={t.insertField}>
                  <Braces />
                </Button>
              }
              entries={known.map(({ key, label: name }) => ({ value: key, label: <Code>{key}</Code>, note: name }))}
              choose={insert}
            />
          </Box>
        )}
      </Box>
    </Field>
  );
}
