import type { Column, Field } from "../../../../../shared/contract/form-definition";
import { DateProperty, DecimalProperty, Group, SelectProperty, TextProperty, TickProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { builderWords } from "../../words";
import type { ErrorAt } from "./field-properties";

type DefaultPropertyProps = { field: Field | Column; set: (patch: object, tag?: string) => void; error: ErrorAt };

/** What stands in a field before anybody wrote there. */
export function DefaultProperty({ field, set, error }: DefaultPropertyProps) {
  const t = useWords(builderWords);
  const common = { label: t.default, error: error("/default") };
  const control = controlOf();
  return control && <Group title={t.default}>{control}</Group>;

  function controlOf() {
    switch (field.type) {
      case "text":
      case "textarea":
      case "email":
      case "phone":
      case "url":
        return <TextProperty {...common} value={field.default} onChange={(text) => set({ default: text || undefined }, "default")} />;
      case "number":
        return <DecimalProperty {...common} value={field.default} onChange={(value) => set({ default: value }, "default")} />;
      case "date":
        return <DateProperty {...common} value={field.default} onChange={(value) => set({ default: value })} />;
      case "select":
      case "radio":
        return (
          <SelectProperty
            {...common}
            value={field.default ?? ""}
            placeholder={t.none}
            options={field.options}
            onChange={(value) => set({ default: value || undefined })}
          />
        );
      case "checkbox":
        return <TickProperty label={t.ticked} value={field.default === true} onChange={(on) => set({ default: on || undefined })} />;
      default:
        return null;
    }
  }
}
