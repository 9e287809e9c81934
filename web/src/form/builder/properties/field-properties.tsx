import { Button, SimpleGrid, Stack } from "@chakra-ui/react";
import { ArrowLeft } from "lucide-react";
import type { Column, Field } from "../../../../../shared/contract/form-definition";
import { FeelInput, type Known } from "../../../editor/feel-input";
import { patched } from "../../../editor/patched";
import { Group, LongTextProperty, SwitchProperty, TextProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { builderWords, fieldTypeWords } from "../../words";
import { DefaultProperty } from "./default-property";
import { LimitProperties } from "./limit-properties";
import { OptionsProperty } from "./options-property";

/** `error` says what is wrong at a place below the field ("/key", "/visibleWhen"). */
export type Change<T> = (next: T, tag?: string) => void;
export type ErrorAt = (below: string) => string | undefined;

type FieldPropertiesProps = {
  field: Field | Column;
  change: Change<Field | Column>;
  error: ErrorAt;
  known: readonly Known[] /** Of a column: back to its table. */;
  leave?: { label: string; go: () => void };
  children?: React.ReactNode;
};

export function FieldProperties({ field, change, error, known, leave, children }: FieldPropertiesProps) {
  const t = useWords(builderWords);
  const names = useWords(fieldTypeWords);
  // The patches below fit the field's own type, which TypeScript can't follow through the union.
  const set = (patch: object, tag?: string) => change(patched(field, patch as Partial<Field>), tag && `${field.key}:${tag}`);
  const others = known.filter(({ key }) => key !== field.key);
  const computable = field.type === "text" || field.type === "number";
  const computed = computable && field.computed !== undefined;
  return (
    <Stack gap="0">
      <Group
        title={names[field.type]}
        aside={
          leave && (
            <Button size="2xs" variant="ghost" colorPalette="gray" onClick={leave.go}>
              <ArrowLeft /> {leave.label}
            </Button>
          )
        }
      >
        <TextProperty label={t.label} value={field.label} maxLength={200} error={error("/label")} onChange={(label) => set({ label }, "label")} />
        <TextProperty
          label={t.key}
          mono
          help={t.keyHelp}
          value={field.key}
          maxLength={64}
          error={error("/key")}
          onChange={(key) => change({ ...field, key }, "key")}
        />
        <LongTextProperty label={t.help} value={field.help} error={error("/help")} onChange={(help) => set({ help: help || undefined }, "help")} />
        {"placeholder" in field || placeholders.includes(field.type) ? (
          <TextProperty
            label={t.placeholder}
            value={"placeholder" in field ? field.placeholder : undefined}
            onChange={(text) => set({ placeholder: text || undefined }, "placeholder")}
          />
        ) : null}
        {!computed && (
          <SimpleGrid columns={2} gap="4">
            <SwitchProperty label={t.required} value={field.required === true} onChange={(on) => set({ required: on || undefined })} />
            <SwitchProperty label={t.readOnly} value={field.readOnly === true} onChange={(on) => set({ readOnly: on || undefined })} />
          </SimpleGrid>
        )}
        {error("/readOnly") && <InlineError text={error("/readOnly")} />}
        {error("") && <InlineError text={error("")} />}
        {error("/type") && <InlineError text={error("/type")} />}
      </Group>
      {children}
      {"options" in field && <OptionsProperty field={field} change={change} error={error} />}
      <Group title={t.conditions}>
        <FeelInput
          label={t.visibleWhen}
          help={t.visibleWhenHelp}
          value={field.visibleWhen}
          known={others}
          error={error("/visibleWhen")}
          onChange={(source) => set({ visibleWhen: source }, "visibleWhen")}
        />
        {!computed && !field.required && (
          <FeelInput
            label={t.requiredWhen}
            value={field.requiredWhen}
            known={others}
            error={error("/requiredWhen")}
            onChange={(source) => set({ requiredWhen: source }, "requiredWhen")}
          />
        )}
        {computable && (
          <FeelInput
            label={t.computed}
            help={t.computedHelp}
            value={field.computed}
            known={others}
            error={error("/computed")}
            onChange={(source) => set({ computed: source }, "computed")}
          />
        )}
      </Group>
      <LimitProperties field={field} set={set} error={error} />
      {!computed && <DefaultProperty field={field} set={set} error={error} />}
    </Stack>
  );
}

const placeholders: readonly Field["type"][] = ["text", "textarea", "email", "phone", "url"];

export function InlineError({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <Stack role="alert" fontSize="xs" fontWeight="medium" color="fg.error">
      {text}
    </Stack>
  );
}
