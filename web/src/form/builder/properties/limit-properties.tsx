import { SimpleGrid } from "@chakra-ui/react";
import type { Column, Field } from "../../../../../shared/contract/form-definition";
import { CountProperty, DateProperty, DecimalProperty, Group, TextProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { builderWords } from "../../words";
import type { ErrorAt } from "./field-properties";

type LimitPropertiesProps = { field: Field | Column; set: (patch: object, tag?: string) => void; error: ErrorAt };

/** What a type bounds its values by; nothing where it has no bounds. */
export function LimitProperties({ field, set, error }: LimitPropertiesProps) {
  const t = useWords(builderWords);
  const limits = limitsOf();
  return limits && <Group title={t.limits}>{limits}</Group>;

  function limitsOf() {
    switch (field.type) {
      case "text":
      case "textarea":
        return (
          <>
            <SimpleGrid columns={2} gap="3">
              <CountProperty
                label={t.minLength}
                value={field.minLength}
                max={10_000}
                error={error("/minLength")}
                onChange={(minLength) => set({ minLength }, "minLength")}
              />
              <CountProperty
                label={t.maxLength}
                value={field.maxLength}
                max={10_000}
                error={error("/maxLength")}
                onChange={(maxLength) => set({ maxLength }, "maxLength")}
              />
            </SimpleGrid>
            <TextProperty
              label={t.pattern}
              mono
              value={field.pattern}
              maxLength={500}
              error={error("/pattern")}
              onChange={(pattern) => set({ pattern: pattern || undefined }, "pattern")}
            />
            {field.type === "textarea" && (
              <CountProperty label={t.rows} value={field.rows} max={50} error={error("/rows")} onChange={(rows) => set({ rows: rows || undefined }, "rows")} />
            )}
          </>
        );
      case "number":
        return (
          <SimpleGrid columns={2} gap="3">
            <DecimalProperty label={t.min} value={field.min} error={error("/min")} onChange={(min) => set({ min }, "min")} />
            <DecimalProperty label={t.max} value={field.max} error={error("/max")} onChange={(max) => set({ max }, "max")} />
            <DecimalProperty label={t.step} value={field.step} error={error("/step")} onChange={(step) => set({ step }, "step")} />
            <TextProperty label={t.unit} value={field.unit} maxLength={20} onChange={(unit) => set({ unit: unit || undefined }, "unit")} />
          </SimpleGrid>
        );
      case "date":
        return (
          <SimpleGrid columns={2} gap="3">
            <DateProperty label={t.earliest} value={field.min} error={error("/min")} onChange={(min) => set({ min })} />
            <DateProperty label={t.latest} value={field.max} error={error("/max")} onChange={(max) => set({ max })} />
          </SimpleGrid>
        );
      case "multiselect":
        return (
          <SimpleGrid columns={2} gap="3">
            <CountProperty
              label={t.minItems}
              value={field.minItems}
              max={500}
              error={error("/minItems")}
              onChange={(minItems) => set({ minItems }, "minItems")}
            />
            <CountProperty
              label={t.maxItems}
              value={field.maxItems}
              max={500}
              error={error("/maxItems")}
              onChange={(maxItems) => set({ maxItems }, "maxItems")}
            />
          </SimpleGrid>
        );
      case "table":
        return (
          <SimpleGrid columns={2} gap="3">
            <CountProperty label={t.minRows} value={field.minRows} max={500} error={error("/minRows")} onChange={(minRows) => set({ minRows }, "minRows")} />
            <CountProperty label={t.maxRows} value={field.maxRows} max={500} error={error("/maxRows")} onChange={(maxRows) => set({ maxRows }, "maxRows")} />
          </SimpleGrid>
        );
      default:
        return null;
    }
  }
}
