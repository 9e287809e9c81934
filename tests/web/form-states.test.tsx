// @vitest-environment happy-dom
import { act, screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { type Field, FormDefinition } from "../../shared/contract/form-definition";
import { FormFields } from "../../web/src/form/render";
import { type FilledForm, useFilledForm } from "../../web/src/form/render/use-filled-form";
import type { Locale } from "../../web/src/i18n";
import { onStage, show } from "./stage";

onStage();

type Type = Field["type"];
const options = [
  { value: "a", label: "甲" },
  { value: "b", label: "乙" },
];
/** What a type needs besides its name, how its control is found, a value, and how that is read. */
const types: Record<Exclude<Type, "file">, { more?: object; role: string; value?: unknown; reads?: string }> = {
  text: { role: "textbox", value: "打印机", reads: "打印机" },
  textarea: { role: "textbox", value: "第一行", reads: "第一行" },
  email: { role: "textbox", value: "a@acme.test", reads: "a@acme.test" },
  phone: { role: "textbox", value: "+8613800000000", reads: "+8613800000000" },
  url: { role: "textbox", value: "https://acme.test", reads: "https://acme.test" },
  number: { role: "textbox", more: { unit: "元" }, value: "12345.60", reads: "12,345.6" },
  date: { role: "", value: "2026-03-01", reads: "2026年3月1日" },
  datetime: { role: "", value: "2026-03-01T04:00:00.000Z", reads: "2026" },
  select: { role: "combobox", more: { options }, value: "b", reads: "乙" },
  radio: { role: "radio", more: { options }, value: "b", reads: "乙" },
  multiselect: { role: "checkbox", more: { options }, value: ["a", "b"], reads: "甲、乙" },
  checkbox: { role: "checkbox", value: true, reads: "是" },
  user: { role: "combobox" },
  department: { role: "combobox" },
  table: { role: "table", more: { columns: [{ key: "name", type: "text", label: "物品" }] } },
};
const names = Object.keys(types) as (keyof typeof types)[]; // its own keys

let filled: FilledForm;
function Filled({ definition, data, disabled, only }: { definition: FormDefinition; data?: Record<string, unknown>; disabled?: boolean; only?: Set<string> }) {
  filled = useFilledForm(definition, data, only);
  return <FormFields form={filled} disabled={disabled} />;
}
type Given = { extra?: object; data?: Record<string, unknown>; disabled?: boolean; only?: Set<string>; language?: Locale };

function showField(type: keyof typeof types, { extra, language, ...more }: Given = {}) {
  const definition = FormDefinition.parse({ fields: [{ key: "it", type, label: "这一项", ...types[type].more, ...extra }] });
  show(<Filled definition={definition} {...more} />, language);
  const place = document.querySelector<HTMLElement>('[data-field="/it"]');
  if (!place) throw new Error("The field has no place.");
  return place;
}
const controls = (place: HTMLElement) => [...place.querySelectorAll<HTMLElement>("input:not([aria-hidden]), select, textarea, button")];

describe.each(names)("a field of type %s", (type) => {
  test("empty: has its name, no error, and something to fill in", () => {
    const place = showField(type);
    expect(place.textContent).toContain("这一项");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(controls(place).length).toBeGreaterThan(0);
    const { role } = types[type];
    if (["textbox", "combobox"].includes(role)) expect(screen.getByRole(role, { name: "这一项" })).toBeTruthy();
    if (["radio", "multiselect", "table"].includes(type)) expect(screen.getByRole("group", { name: "这一项" })).toBeTruthy();
  });

  test.each([
    ["zh-CN", "请填写。", "必填"],
    ["en", "This field is required.", "required"],
  ] as const)("required and left empty: in %s the error stands in the field, after a check and not before", (language, sentence, star) => {
    const place = showField(type, { extra: { required: true }, language });
    if (type !== "checkbox") expect(within(place).getByRole("img", { name: star })).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    act(() => void filled.check());
    expect(within(place).getByRole("alert").textContent).toBe(sentence);
    expect(place.hasAttribute("data-invalid-field")).toBe(true);
  });

  test("disabled: none of its controls can be used", () => {
    const place = showField(type, { disabled: true });
    const open = controls(place).filter((control) => !control.hasAttribute("disabled"));
    expect(open.map((control) => control.outerHTML)).toEqual([]);
  });

  test("read-only, or not this writer's: its value is read, and there is no control", () => {
    const { value, reads } = types[type];
    const place = showField(type, { data: value === undefined ? {} : { it: value }, only: new Set(["other"]) });
    expect(controls(place)).toEqual([]);
    if (reads) expect(place.textContent).toContain(reads);
    if (["user", "department"].includes(type)) expect(place.textContent).toContain("—");
  });
});
