// The controls of a properties panel: small, each with its label, its help and what is wrong with it.
import { Box, Checkbox, Heading, Input, NativeSelect, Stack, Switch, Textarea } from "@chakra-ui/react";
import { type ReactNode, useId, useState } from "react";
import type { DecimalValue } from "../../../shared/contract/form-definition";
import { useWords } from "../i18n";
import { DateInput } from "../ui/date-input";
import { Field } from "../ui/field";
import { editorWords } from "./words";

type Common = { quiet?: boolean; label: string; help?: ReactNode; error?: string; required?: boolean; disabled?: boolean };

/** As small as the controls below them. */
export const smallLabels = { "& :is(label, legend)": { fontSize: "xs" } };

export function Group({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <Stack role="group" gap="3" px="4" py="4" borderBottomWidth="1px" aria-label={title} css={smallLabels}>
      <Stack direction="row" justify="space-between" align="center" minH="6">
        <Heading as="h2" fontSize="xs" fontWeight="semibold" color="fg.muted">
          {title}
        </Heading>
        {aside}
      </Stack>
      {children}
    </Stack>
  );
}

type TextProps = Common & {
  value: string | undefined;
  onChange: (value: string) => void;
  placeholder?: string;
  mono?: boolean;
  maxLength?: number;
  onBlur?: () => void;
};

export function TextProperty({ value, onChange, placeholder, mono, maxLength, onBlur, ...field }: TextProps) {
  return (
    <Field {...field}>
      <Input
        size="xs"
        value={value ?? ""}
        placeholder={placeholder}
        maxLength={maxLength}
        fontFamily={mono ? "mono" : undefined}
        onBlur={onBlur}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

export function LongTextProperty({ value, onChange, placeholder, maxLength, ...field }: TextProps) {
  return (
    <Field {...field}>
      <Textarea size="xs" rows={2} value={value ?? ""} placeholder={placeholder} maxLength={maxLength} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

type TypedProps<T> = Common & { value: T | undefined; onChange: (value: T | undefined) => void; placeholder?: string };

const plain = /^-?\d{1,34}(\.\d{1,34})?$/;
/** A number where a double keeps every digit, else its text. */
const decimalFrom = (text: string): DecimalValue | undefined => (!plain.test(text) ? undefined : String(Number(text)) === text ? Number(text) : text);

/** Keeps what is typed until it is a number: "1." on the way to "1.5" changes nothing yet. */
function useTyped<T>(value: T | undefined, onChange: (value: T | undefined) => void, parse: (text: string) => T | undefined) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === undefined ? "" : String(value));
  return {
    shown,
    bad: shown.trim() !== "" && parse(shown.trim()) === undefined,
    type: (text: string) => {
      setTyped(text);
      const parsed = parse(text.trim());
      if (text.trim() === "" || parsed !== undefined) onChange(parsed);
    },
    leave: () => setTyped(null),
  };
}

export function DecimalProperty({ value, onChange, placeholder, error, ...field }: TypedProps<DecimalValue>) {
  const t = useWords(editorWords);
  const { shown, bad, type, leave } = useTyped(value, onChange, decimalFrom);
  return (
    <Field {...field} error={bad ? t.noNumber : error}>
      <Input size="xs" inputMode="decimal" placeholder={placeholder} value={shown} onChange={(event) => type(event.target.value)} onBlur={leave} />
    </Field>
  );
}

export function CountProperty({ value, onChange, placeholder, error, max = 1_000_000, ...field }: TypedProps<number> & { max?: number }) {
  const t = useWords(editorWords);
  const whole = (text: string) => (/^\d{1,7}$/.test(text) && Number(text) <= max ? Number(text) : undefined);
  const { shown, bad, type, leave } = useTyped(value, onChange, whole);
  return (
    <Field {...field} error={bad ? t.noNumber : error}>
      <Input size="xs" inputMode="numeric" placeholder={placeholder} value={shown} onChange={(event) => type(event.target.value)} onBlur={leave} />
    </Field>
  );
}

export function DateProperty({ value, onChange, time, ...field }: TypedProps<string> & { time?: boolean }) {
  return (
    <Field {...field}>
      <DateInput size="xs" time={time} value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)} />
    </Field>
  );
}

type SelectProps = Common & {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  placeholder?: string;
  /** Where the label says what it is only to those who see what stands beside it. */
  spoken?: string;
};

export function SelectProperty({ value, onChange, options, placeholder, spoken, ...field }: SelectProps) {
  return (
    <Field {...field}>
      <NativeSelect.Root size="xs">
        <NativeSelect.Field aria-label={spoken} value={value} onChange={(event) => onChange(event.target.value)}>
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
    </Field>
  );
}

type OnOffProps = { label: string; help?: string; value: boolean; onChange: (on: boolean) => void; disabled?: boolean };

export function SwitchProperty({ label, help, value, onChange, disabled }: OnOffProps) {
  const id = useId();
  return (
    <Stack gap="1">
      <Switch.Root
        size="sm"
        checked={value}
        disabled={disabled}
        onCheckedChange={({ checked }) => onChange(checked)}
        justifyContent="space-between"
        w="full"
        flexDirection="row-reverse"
      >
        <Switch.HiddenInput aria-describedby={help ? id : undefined} />
        <Switch.Control>
          <Switch.Thumb />
        </Switch.Control>
        <Switch.Label fontWeight="normal" fontSize="xs">
          {label}
        </Switch.Label>
      </Switch.Root>
      {help && (
        <Box id={id} fontSize="xs" color="fg.muted">
          {help}
        </Box>
      )}
    </Stack>
  );
}

export function TickProperty({ label, value, onChange, disabled }: OnOffProps) {
  return (
    <Checkbox.Root size="sm" checked={value} disabled={disabled} onCheckedChange={({ checked }) => onChange(checked === true)}>
      <Checkbox.HiddenInput />
      <Checkbox.Control />
      <Checkbox.Label fontWeight="normal" fontSize="xs">
        {label}
      </Checkbox.Label>
    </Checkbox.Root>
  );
}
