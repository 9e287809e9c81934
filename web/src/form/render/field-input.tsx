import { Field as ChakraField, Fieldset, Text } from "@chakra-ui/react";
import type { FocusEvent, ReactNode } from "react";
import type { Column, Field } from "../../../../shared/contract/form-definition";
import type { Json } from "../../../../shared/rules/form";
import { useWords } from "../../i18n";
import { Control } from "./control";
import { useLeft } from "./left";
import { Shown } from "./shown";
import { ShownTable } from "./shown-table";
import { TableInput } from "./table-input";
import type { FilledForm } from "./use-filled-form";
import { renderWords } from "./words";

export type FieldInputProps = {
  field: Field;
  /** JSON pointer into the data. */
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
  form: FilledForm;
  /** What would be stored: of a computed field, its value. */
  stored: Json | undefined;
  disabled: boolean;
  wide?: boolean;
};

/** Several controls under one name, rather than one with a label. */
const isGroup = (type: Field["type"]) => type === "radio" || type === "multiselect" || type === "table";

export const isFixed = (field: Field | Column) => field.readOnly === true || ("computed" in field && field.computed !== undefined);

export function FieldInput({ field, path, value, onChange, form, stored, disabled, wide }: FieldInputProps) {
  const error = form.errors.get(path);
  const required = form.state.required.has(path);
  const frame = { field, path, error, required, wide, touch: () => form.touch(path) };
  if (form.only && !form.only.has(field.key))
    return (
      <Frame {...frame} required={false} fixed>
        {field.type === "table" ? <ShownTable field={field} data={form.state.data} /> : <Shown field={field} value={stored} />}
      </Frame>
    );
  if (field.type === "table")
    return (
      <Frame {...frame}>
        <TableInput field={field} value={value} onChange={onChange} form={form} stored={stored} disabled={disabled} />
      </Frame>
    );
  if (isFixed(field))
    return (
      <Frame {...frame} required={false}>
        <Shown field={field} value={stored} />
      </Frame>
    );
  return (
    <Frame {...frame}>
      <Control field={field} value={value} onChange={onChange} disabled={disabled} invalid={error !== undefined} required={required} />
    </Frame>
  );
}

type FrameProps = {
  field: Field;
  path: string;
  error?: string;
  required: boolean;
  wide?: boolean;
  /** There is no control in it. */
  fixed?: boolean;
  touch: () => void;
  children: ReactNode;
};

function Frame({ field, path, error, required, wide, fixed = isFixed(field), touch, children }: FrameProps) {
  const left = useLeft();
  const place = {
    "data-field": path,
    ...(error !== undefined && { "data-invalid-field": "" }),
    onBlur: (event: FocusEvent<HTMLElement>) => left(event, touch),
    gridColumn: wide ? "1 / -1" : undefined,
  };
  const label = field.label || field.key;
  if (isGroup(field.type) || fixed)
    return (
      <Fieldset.Root {...place} size="sm" invalid={error !== undefined} minW="0">
        <Fieldset.Legend fontSize="sm" fontWeight="medium" color="fg" mb="0" overflowWrap="anywhere">
          {label}
          {required && <Star />}
        </Fieldset.Legend>
        {children}
        {field.help && <Fieldset.HelperText mt="0">{field.help}</Fieldset.HelperText>}
        {error !== undefined && (
          <Fieldset.ErrorText role="alert" mt="1" fontSize="xs">
            {error}
          </Fieldset.ErrorText>
        )}
      </Fieldset.Root>
    );
  if (field.type === "checkbox")
    return (
      <ChakraField.Root {...place} invalid={error !== undefined} required={required}>
        {children}
        {field.help && <ChakraField.HelperText ps="6">{field.help}</ChakraField.HelperText>}
        {error !== undefined && (
          <ChakraField.ErrorText role="alert" ps="6">
            {error}
          </ChakraField.ErrorText>
        )}
      </ChakraField.Root>
    );
  return (
    <ChakraField.Root {...place} invalid={error !== undefined} required={required}>
      <ChakraField.Label fontSize="sm" gap="0" overflowWrap="anywhere" minW="0" maxW="full">
        {label}
        {required && <Star />}
      </ChakraField.Label>
      {children}
      {field.help && <ChakraField.HelperText>{field.help}</ChakraField.HelperText>}
      {error !== undefined && <ChakraField.ErrorText role="alert">{error}</ChakraField.ErrorText>}
    </ChakraField.Root>
  );
}

function Star() {
  const t = useWords(renderWords);
  return (
    <Text as="span" color="fg.error" ms="1" role="img" aria-label={t.required}>
      *
    </Text>
  );
}
