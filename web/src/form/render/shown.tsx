import { Text } from "@chakra-ui/react";
import type { Column } from "../../../../shared/contract/form-definition";
import type { Json } from "../../../../shared/rules/form";
import { listed, useLocale, useWords } from "../../i18n";
import { dayInWords, fullDate } from "../../i18n/formats";
import { DepartmentName } from "../../identity/department-select";
import { Person } from "../../identity/people";
import { renderWords } from "./words";

/** A value to read: computed, read-only, or of a form that was sent. */
export function Shown({ field, value }: { field: Column; value: Json | undefined }) {
  const t = useWords(renderWords);
  const locale = useLocale();
  const isNumber = field.type === "number";
  return (
    <Text as="div" minH="5" fontSize="sm" fontVariantNumeric={isNumber ? "tabular-nums" : undefined} whiteSpace="pre-wrap" overflowWrap="anywhere">
      {said()}
    </Text>
  );

  function said() {
    if (value === undefined || value === null || value === "") return "—";
    if (field.type === "user" && typeof value === "string") return <Person id={value} />;
    if (field.type === "department" && typeof value === "string") return <DepartmentName id={value} />;
    if (field.type === "checkbox") return value === true ? t.yes : "—";
    if ("options" in field) {
      const labels = (Array.isArray(value) ? value : [value]).map((it) => field.options.find((option) => option.value === it)?.label ?? String(it));
      return listed(labels, locale);
    }
    if (isNumber) return `${grouped(String(value))}${field.unit ? ` ${field.unit}` : ""}`;
    if (field.type === "date") return dayInWords(String(value), locale);
    if (field.type === "datetime") return fullDate(String(value), locale);
    return String(value);
  }
}

/** "12345.60" with its thousands, and every digit that it has: Intl would round what is longer than a double. */
export function grouped(decimal: string): string {
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  return whole === "" ? decimal : `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest}`;
}
