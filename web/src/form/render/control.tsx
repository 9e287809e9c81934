import { Box, Checkbox, Input, NativeSelect, RadioGroup, Stack, Text, Textarea, useFieldContext } from "@chakra-ui/react";
import type { Column } from "../../../../shared/contract/form-definition";
import { useWords } from "../../i18n";
import { DepartmentSelect } from "../../identity/department-select";
import { DateInput } from "../../ui/date-input";
import { PersonPicker } from "../../ui/person-picker";
import { renderWords } from "./words";

export type ControlProps = {
  field: Column;
  value: unknown;
  onChange: (value: unknown) => void;
  disabled: boolean;
  invalid: boolean;
  required: boolean;
  /** In a table's cell, where no label stands beside it. */
  name?: string;
  /** There too: where its error stands. */
  errorId?: string;
};

const text = (value: unknown, fallback?: unknown): string => {
  const it = value === undefined ? fallback : value;
  return typeof it === "string" || typeof it === "number" ? String(it) : "";
};
/** Emptied, it says so where absence would mean the default again. */
const typed = (entered: string, fallback: unknown) => (entered !== "" ? entered : fallback === undefined ? undefined : null);

/** The control for a field's type, with the value as it was typed. */
export function Control({ field, value, onChange, disabled, invalid, required, name, errorId }: ControlProps) {
  const t = useWords(renderWords);
  const fallback = "default" in field ? field.default : undefined;
  // A cell is as wide as its column says, and not as its control would like.
  const narrow = name ? { htmlSize: 1 } : {};
  const wrong = name && invalid ? ({ "aria-invalid": true, "aria-errormessage": errorId } as const) : undefined;
  const named = { ...(name && { "aria-label": name }), ...wrong, disabled };
  switch (field.type) {
    case "text":
    case "email":
    case "phone":
    case "url":
      return (
        <Input
          {...named}
          {...narrow}
          type={inputType[field.type]}
          inputMode={inputMode[field.type]}
          placeholder={field.placeholder}
          value={text(value, fallback)}
          onChange={(event) => onChange(typed(event.target.value, fallback))}
        />
      );
    case "textarea":
      return (
        <Textarea
          {...named}
          rows={field.rows ?? 3}
          placeholder={field.placeholder}
          value={text(value, fallback)}
          onChange={(event) => onChange(typed(event.target.value, fallback))}
        />
      );
    case "number":
      return (
        <Box position="relative" w="full">
          <Input
            {...named}
            {...narrow}
            inputMode="decimal"
            pe={field.unit ? "14" : undefined}
            fontVariantNumeric="tabular-nums"
            value={text(value, fallback)}
            onChange={(event) => onChange(typed(event.target.value.trim(), fallback))}
          />
          {field.unit && (
            <Text
              as="span"
              aria-hidden
              position="absolute"
              insetEnd="3"
              top="0"
              h="9"
              display="flex"
              alignItems="center"
              fontSize="xs"
              color="fg.muted"
              pointerEvents="none"
            >
              {field.unit}
            </Text>
          )}
        </Box>
      );
    case "date":
      return (
        <DateInput
          {...named}
          {...narrow}
          min={field.min}
          max={field.max}
          value={text(value, fallback)}
          onChange={(event) => onChange(typed(event.target.value, fallback))}
        />
      );
    case "datetime":
      return (
        <DateInput
          {...named}
          {...narrow}
          time
          value={local(text(value, fallback))}
          onChange={(event) => onChange(typed(instant(event.target.value), fallback))}
        />
      );
    case "select":
      return (
        <NativeSelect.Root disabled={disabled} invalid={invalid}>
          <NativeSelect.Field {...named} value={text(value, fallback)} onChange={(event) => onChange(typed(event.target.value, fallback))}>
            <option value="">{t.choose}</option>
            {field.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </NativeSelect.Field>
          <NativeSelect.Indicator />
        </NativeSelect.Root>
      );
    case "radio":
      return (
        <RadioGroup.Root
          value={text(value, fallback) || null}
          onValueChange={(change) => onChange(change.value ?? undefined)}
          disabled={disabled}
          aria-label={name}
          {...wrong}
        >
          <Stack direction="row" wrap="wrap" gapX="4" gapY="2">
            {field.options.map((option) => (
              <RadioGroup.Item key={option.value} value={option.value}>
                <RadioGroup.ItemHiddenInput aria-invalid={invalid || undefined} />
                <RadioGroup.ItemIndicator />
                <RadioGroup.ItemText fontWeight="normal">{option.label}</RadioGroup.ItemText>
              </RadioGroup.Item>
            ))}
          </Stack>
        </RadioGroup.Root>
      );
    case "multiselect": {
      const chosen = Array.isArray(value) ? (value as string[]) : (field.default ?? []); // what this control gave
      const toggle = (option: string, on: boolean) => onChange(on ? [...chosen, option] : chosen.filter((it) => it !== option));
      return (
        <Stack direction="row" wrap="wrap" gapX="4" gapY="2" maxH="56" overflowY="auto" {...(name && { role: "group", "aria-label": name })}>
          {field.options.map((option) => (
            <Tick
              key={option.value}
              label={option.label}
              checked={chosen.includes(option.value)}
              onChange={(on) => toggle(option.value, on)}
              disabled={disabled}
              invalid={invalid}
              errorId={errorId}
            />
          ))}
        </Stack>
      );
    }
    case "checkbox":
      return (
        <Tick
          label={name ? "" : field.label || field.key}
          name={name}
          errorId={errorId}
          checked={value === undefined ? field.default === true : value === true}
          onChange={onChange}
          disabled={disabled}
          invalid={invalid}
          required={required}
        />
      );
    case "user":
      return (
        <PersonPicker
          value={typeof value === "string" ? value : null}
          onChange={(id) => onChange(id ?? undefined)}
          label={name ?? (field.label || field.key)}
          disabled={disabled}
          told={wrong}
        />
      );
    case "department":
      return (
        <DepartmentSelect
          value={typeof value === "string" ? value : null}
          onChange={(id) => onChange(id ?? undefined)}
          label={name ?? (field.label || field.key)}
          disabled={disabled}
          told={wrong}
        />
      );
    case "file":
      return (
        <Text fontSize="sm" color="fg.muted">
          {t.noFiles}
        </Text>
      );
  }
}

const inputType = { text: "text", email: "email", phone: "tel", url: "url" } as const;
const inputMode = { text: undefined, email: "email", phone: "tel", url: "url" } as const;

type TickProps = {
  label: string;
  name?: string;
  errorId?: string;
  checked: boolean;
  onChange: (on: boolean) => void;
  disabled: boolean;
  invalid?: boolean;
  required?: boolean;
};

function Tick({ label, name, errorId, checked, onChange, disabled, invalid, required }: TickProps) {
  const around = useFieldContext() as ReturnType<typeof useFieldContext> | undefined; // none in a cell or a group
  return (
    <Checkbox.Root checked={checked} onCheckedChange={(change) => onChange(change.checked === true)} disabled={disabled} invalid={invalid}>
      <Checkbox.HiddenInput aria-label={name} aria-errormessage={invalid ? (errorId ?? around?.ids.errorText) : undefined} />
      <Checkbox.Control />
      {label && (
        <Checkbox.Label fontWeight="normal">
          {label}
          {required && (
            <Text as="span" color="fg.error" ms="0.5" aria-hidden>
              *
            </Text>
          )}
        </Checkbox.Label>
      )}
    </Checkbox.Root>
  );
}

/** An instant as the browser's own control shows it, in the reader's zone; and back. */
function local(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
const instant = (entered: string) => (entered === "" ? "" : new Date(entered).toISOString());
