// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { type Field, FormDefinition } from "../../../shared/contract/form-definition";
import { FormFields } from "../../../web/src/form/render";
import { type FilledForm, useFilledForm } from "../../../web/src/form/render/use-filled-form";
import { type Locale, locale } from "../../../web/src/i18n";
import { localInput } from "../../../web/src/ui/time";
import { departments, onStage, people, serve, show, tenant } from "../stage";

onStage();

type Type = Exclude<Field["type"], "file">;
const options = [
  { value: "a", label: "甲" },
  { value: "b", label: "乙" },
];
const [chen] = people;
const [sales] = departments;
const at = "2026-03-01T04:00:00.000Z";

const into = (value: string) => (place: HTMLElement) => {
  const control = place.querySelector("input, select, textarea");
  if (!control) throw new Error("There is nothing to type into.");
  fireEvent.change(control, { target: { value } });
};
const tick = (name: RegExp) => (place: HTMLElement) => void fireEvent.click(within(place).getByLabelText(name));
const holds = (place: HTMLElement) => place.querySelector<HTMLInputElement>("input, select, textarea")?.value;
const ticked = (place: HTMLElement) => [...place.querySelectorAll<HTMLInputElement>("input")].map(({ checked }) => checked);

type Case = {
  more?: object;
  /** Kept before, and what the control shows of it. */
  kept: unknown;
  looks: (place: HTMLElement) => unknown;
  as: unknown;
  /** What somebody does to fill it in, and what the form then holds. */
  fill: (place: HTMLElement) => void;
  becomes: unknown;
  /** What is refused, and how it is said. */
  wrong: unknown;
  zh: string;
  en: string;
};
const text = { looks: holds, kept: "打印机", as: "打印机", fill: into("扫描仪"), becomes: "扫描仪" };
const cases: Record<Type, Case> = {
  text: { ...text, more: { maxLength: 3 }, wrong: "四个字了", zh: "最多 3 个字。", en: "Use at most 3 characters." },
  textarea: { ...text, more: { minLength: 3, rows: 5 }, wrong: "短", zh: "至少 3 个字。", en: "Use at least 3 characters." },
  email: {
    ...text,
    kept: "a@acme.test",
    as: "a@acme.test",
    fill: into("b@acme.test"),
    becomes: "b@acme.test",
    wrong: "acme",
    zh: "不是有效的邮箱地址。",
    en: "Enter a valid email address.",
  },
  phone: {
    ...text,
    kept: "+8613800000000",
    as: "+8613800000000",
    fill: into("+8613911111111"),
    becomes: "+8613911111111",
    wrong: "call me",
    zh: "不是有效的电话号码。",
    en: "Enter a valid phone number.",
  },
  url: {
    ...text,
    kept: "https://acme.test/",
    as: "https://acme.test/",
    fill: into("https://acme.test/b"),
    becomes: "https://acme.test/b",
    wrong: "javascript:alert(1)",
    zh: "不是有效的网址（http 或 https）。",
    en: "Enter a valid URL (http or https).",
  },
  number: {
    ...text,
    more: { min: 1, unit: "天" },
    kept: "2.50",
    as: "2.50",
    fill: into("0"),
    becomes: "0",
    wrong: "0",
    zh: "不能小于 1。",
    en: "Must be 1 or more.",
  },
  date: {
    ...text,
    more: { min: "2026-03-01" },
    kept: "2026-03-05",
    as: "2026-03-05",
    fill: into("2026-04-01"),
    becomes: "2026-04-01",
    wrong: "2026-02-28",
    zh: "不能早于 2026-03-01。",
    en: "Must not be before 2026-03-01.",
  },
  datetime: {
    ...text,
    kept: at,
    as: localInput(at),
    fill: into(localInput("2026-03-02T05:30:00.000Z")),
    becomes: "2026-03-02T05:30:00.000Z",
    wrong: "soon",
    zh: "请选择日期和时间。",
    en: "Choose a date and time.",
  },
  select: {
    ...text,
    more: { options },
    kept: "b",
    as: "b",
    fill: into("a"),
    becomes: "a",
    wrong: "z",
    zh: "请从选项中选择。",
    en: "Choose one of the options.",
  },
  radio: {
    more: { options },
    kept: "b",
    looks: ticked,
    as: [false, true],
    fill: tick(/甲/),
    becomes: "a",
    wrong: "z",
    zh: "请从选项中选择。",
    en: "Choose one of the options.",
  },
  multiselect: {
    more: { options, maxItems: 1 },
    kept: ["b"],
    looks: ticked,
    as: [false, true],
    fill: tick(/甲/),
    becomes: ["b", "a"],
    wrong: ["a", "b"],
    zh: "最多 1 项。",
    en: "At most 1 allowed.",
  },
  checkbox: {
    more: { required: true },
    kept: true,
    looks: ticked,
    as: [true],
    fill: tick(/这一项/),
    becomes: false,
    wrong: false,
    zh: "请填写。",
    en: "This field is required.",
  },
  user: {
    kept: chen.id,
    looks: holds,
    as: chen.name,
    fill: (place) => void fireEvent.click(within(place).getByRole("button")),
    becomes: undefined,
    wrong: "somebody",
    zh: "请从列表中选择。",
    en: "Choose from the list.",
  },
  department: {
    kept: sales.id,
    looks: holds,
    as: sales.id,
    fill: into(""),
    becomes: undefined,
    wrong: "somewhere",
    zh: "请从列表中选择。",
    en: "Choose from the list.",
  },
  table: {
    more: { columns: [{ key: "name", type: "text", label: "物品" }], minRows: 2 },
    kept: [{ name: "纸" }],
    looks: holds,
    as: "纸",
    fill: into("笔"),
    becomes: [{ name: "笔" }],
    wrong: [{ name: "纸" }],
    zh: "至少需要 2 项。",
    en: "At least 2 required.",
  },
};
const names = Object.keys(cases) as Type[]; // its own keys

let form: FilledForm;
function Filled({ definition, data }: { definition: FormDefinition; data: Record<string, unknown> }) {
  form = useFilledForm(definition, data);
  return <FormFields form={form} />;
}
function showField(type: Type, value: unknown, language: Locale = "zh-CN") {
  serve(tenant);
  const definition = FormDefinition.parse({ fields: [{ key: "it", type, label: "这一项", ...cases[type].more }] });
  show(<Filled definition={definition} data={{ it: value }} />, language);
  const place = document.querySelector<HTMLElement>('[data-field="/it"]');
  if (!place) throw new Error("The field has no place.");
  return place;
}
/** Whatever the control, or the group of them, says of itself by this attribute. */
const toldBy = (place: HTMLElement, attribute: string) =>
  [place, ...place.querySelectorAll(`[${attribute}]`)].flatMap((one) => (one.getAttribute(attribute) ?? "").split(" ")).filter(Boolean);

describe.each(names)("a field of type %s", (type) => {
  const { kept, looks, as, fill, becomes, wrong, zh, en } = cases[type];

  test("filled: shows what was kept", async () => {
    const place = showField(type, kept);
    await waitFor(() => expect(looks(place)).toEqual(as));
  });

  test("changed: the form holds what was given", async () => {
    const place = showField(type, kept);
    await waitFor(() => expect(looks(place)).toEqual(as));
    fill(place);
    await waitFor(() => expect(form.data.it).toEqual(becomes));
  });

  test("wrong: once it is left its error stands in it, in the language that is read, and goes with the mistake", async () => {
    const place = showField(type, wrong);
    expect(screen.queryByRole("alert")).toBeNull();
    const control = place.querySelector("input, select, textarea, button");
    if (!control) throw new Error("There is nothing to leave.");
    fireEvent.blur(control);
    expect(within(place).getByRole("alert").textContent).toBe(zh);
    act(() => locale.set("en"));
    expect(within(place).getByRole("alert").textContent).toBe(en);
    act(() => form.set("it", type === "table" ? [{ name: "纸" }, { name: "笔" }] : kept));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("wrong: its control, or the group of them, is told to be so, and why", async () => {
    const place = showField(type, wrong);
    act(() => void form.check());
    const alert = within(place).getByRole("alert");
    await waitFor(() => expect([...toldBy(place, "aria-describedby"), ...toldBy(place, "aria-errormessage")]).toContain(alert.id));
    if (type !== "table" && type !== "multiselect") expect(toldBy(place, "aria-invalid")).toContain("true");
  });

  test("what the server refuses stands in it until it is changed", () => {
    const place = showField(type, kept);
    act(() => form.refuse([{ path: "/data/it", message: "Is taken." }], "/data"));
    expect(within(place).getByRole("alert").textContent).toBe("Is taken.");
    act(() => form.set("it", becomes));
    expect(screen.queryByText("Is taken.")).toBeNull();
  });
});
