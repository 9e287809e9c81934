import { Heading, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import type { Field } from "../../../../shared/contract/form-definition";
import { useWords } from "../../i18n";
import { FieldInput } from "./field-input";
import type { FilledForm } from "./use-filled-form";
import { renderWords } from "./words";

type Section = { title?: string; columns: number; fields: Field[] };

/** Sections in their order, then whatever stands in none. */
function sectionsOf({ fields, layout = [] }: FilledForm["definition"]): Section[] {
  const named = new Set(layout.flatMap((section) => section.fields));
  const first = fields.filter((field, index) => fields.findIndex(({ key }) => key === field.key) === index);
  const inOrder = (keys: readonly string[]) => keys.flatMap((key) => first.filter((field) => field.key === key));
  const sections = layout.map(({ title, columns = 1, fields: keys }) => ({ title, columns, fields: inOrder(keys) }));
  return [...sections, { columns: 1, fields: first.filter((field) => !named.has(field.key)) }].filter((section) => section.fields.length > 0);
}

const wide: readonly Field["type"][] = ["table", "textarea"];

/** The fields of a form, shown, required and computed as its conditions say. */
export function FormFields({ form, disabled = false }: { form: FilledForm; disabled?: boolean }) {
  const t = useWords(renderWords);
  const sections = sectionsOf(form.definition);
  if (sections.length === 0) return <Text color="fg.muted">{t.noFields}</Text>;
  return (
    <Stack gap="6">
      {sections.map(({ title, columns, fields }) => (
        // What a table measures its room by; within its fieldset, Chromium loses the table when an error comes.
        <Stack as="section" key={fields.map(({ key }) => key).join()} gap="3.5" aria-label={title || undefined} containerType="inline-size">
          {title && (
            <Heading as="h3" fontSize="sm" fontWeight="semibold" borderBottomWidth="1px" pb="1.5">
              {title}
            </Heading>
          )}
          <SimpleGrid columns={{ base: 1, md: columns }} gapX="4" gapY="4">
            {fields
              .filter(({ key }) => !form.state.hidden.has(`/${key}`))
              .map((field) => (
                <FieldInput
                  key={field.key}
                  field={field}
                  path={`/${field.key}`}
                  value={form.data[field.key]}
                  onChange={(value) => form.set(field.key, value)}
                  form={form}
                  stored={form.state.data[field.key]}
                  disabled={disabled}
                  wide={wide.includes(field.type)}
                />
              ))}
          </SimpleGrid>
        </Stack>
      ))}
    </Stack>
  );
}
