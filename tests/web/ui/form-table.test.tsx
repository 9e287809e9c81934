// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { FormDefinition } from "../../../shared/contract/form-definition";
import type { Json } from "../../../shared/rules/form";
import { FormFields } from "../../../web/src/form/render";
import { FormFacts } from "../../../web/src/form/render/facts";
import { type FilledForm, focusFirstError, useFilledForm } from "../../../web/src/form/render/use-filled-form";
import type { Locale } from "../../../web/src/i18n";
import { DepartmentSelect } from "../../../web/src/identity/department-select";
import { departments, onStage, people, refused, serve, show, tenant } from "../stage";

onStage();

const [sales, east] = departments;
const [chen] = people;
let form: FilledForm;
function Filled({ definition, data, disabled }: { definition: FormDefinition; data?: Record<string, unknown>; disabled?: boolean }) {
  form = useFilledForm(definition, data);
  return <FormFields form={form} disabled={disabled} />;
}
const draw = (definition: object, data?: Record<string, unknown>, language: Locale = "zh-CN") =>
  show(<Filled definition={FormDefinition.parse(definition)} data={data} />, language);

describe("rows of a table", () => {
  const bill = {
    fields: [
      {
        key: "items",
        type: "table",
        label: "明细",
        required: true,
        maxRows: 2,
        columns: [
          { key: "name", type: "text", label: "物品", required: true },
          { key: "count", type: "number", label: "数量", min: 1 },
          { key: "price", type: "number", label: "单价" },
          { key: "sum", type: "number", label: "金额", computed: "count * price" },
        ],
        totals: [{ column: "sum", key: "total", label: "合计" }],
      },
    ],
  };
  const cell = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });

  test("are added and removed by buttons with their names, until there are as many as may be", () => {
    draw(bill);
    const add = screen.getByRole<HTMLButtonElement>("button", { name: "添加一行" });
    fireEvent.click(add);
    fireEvent.change(cell("物品，第 1 行"), { target: { value: "纸" } });
    fireEvent.click(add);
    fireEvent.change(cell("物品，第 2 行"), { target: { value: "笔" } });
    expect(add.disabled).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "删除第 1 行" }));
    expect(form.data.items).toEqual([{ name: "笔" }]);
    expect(cell("物品，第 1 行").value).toBe("笔");
    expect(add.disabled).toBe(false);
  });

  test("work out what is computed, and its total, without a control for either", () => {
    draw(bill, { items: [{ name: "Paper", count: "3", price: "0.10" }] }, "en");
    expect(screen.queryByRole("textbox", { name: "金额, row 1" })).toBeNull();
    const total = () => document.querySelector('[data-total="sum"]')?.textContent;
    expect(total()).toBe("合计0.3");
    fireEvent.change(cell("数量, row 1"), { target: { value: "12000" } });
    expect(total()).toBe("合计1,200");
  });

  test("have each error in its own cell, told to its control, and the first one has the focus", async () => {
    const { container } = draw(bill, { items: [{ name: "纸", count: "0" }, {}] });
    act(() => void form.check());
    const at = (path: string) => document.querySelector<HTMLElement>(`[data-field="${path}"]`);
    expect(screen.getAllByRole("alert").map((one) => one.closest("[data-field]")?.getAttribute("data-field"))).toEqual(["/items/0/count", "/items/1/name"]);
    expect(at("/items/0/count")?.textContent).toBe("不能小于 1。");
    for (const control of [cell("数量，第 1 行"), cell("物品，第 2 行")]) {
      expect(control.getAttribute("aria-invalid")).toBe("true");
      const alert = within(control.closest<HTMLElement>("[data-field]") ?? container).getByRole("alert");
      expect(control.getAttribute("aria-errormessage")).toBe(alert.id);
      expect(document.getElementById(alert.id)).toBe(alert);
    }
    expect(cell("物品，第 1 行").getAttribute("aria-invalid")).toBeNull();
    focusFirstError(container);
    expect(document.activeElement).toBe(cell("数量，第 1 行"));
  });

  test("tell the error of a choice, of several, of a person and of a department to each control of the cell", () => {
    const options = [
      { value: "a", label: "甲" },
      { value: "b", label: "乙" },
    ];
    const columns = [
      { key: "one", type: "radio", label: "一个", required: true, options },
      { key: "some", type: "multiselect", label: "几个", required: true, options },
      { key: "who", type: "user", label: "谁", required: true },
      { key: "where", type: "department", label: "哪里", required: true },
      { key: "which", type: "select", label: "哪个", required: true, options },
    ];
    draw({ fields: [{ key: "items", type: "table", label: "明细", columns }] }, { items: [{}] });
    act(() => void form.check());
    for (const { key, label } of columns) {
      const place = document.querySelector<HTMLElement>(`[data-field="/items/0/${key}"]`);
      if (!place) throw new Error(`There is no cell ${key}.`);
      const alert = within(place).getByRole("alert");
      expect(alert.id).not.toBe("");
      const told = key === "one" ? [within(place).getByRole("radiogroup")] : [...place.querySelectorAll("input, select")];
      expect(told.length).toBeGreaterThan(0);
      for (const control of told)
        expect([label, control.getAttribute("aria-invalid"), control.getAttribute("aria-errormessage")]).toEqual([label, "true", alert.id]);
      if (key === "some") expect(within(place).getByRole("group", { name: "几个，第 1 行" })).toBeTruthy();
    }
  });
});

describe("a form", () => {
  const leave = {
    fields: [
      {
        key: "kind",
        type: "radio",
        label: "类型",
        options: [
          { value: "sick", label: "病假" },
          { value: "other", label: "其他" },
        ],
      },
      { key: "why", type: "text", label: "原因", visibleWhen: 'kind = "other"', required: true, help: "一句话" },
      { key: "days", type: "number", label: "天数", default: 1 },
      { key: "twice", type: "number", label: "双倍", computed: "days * 2", unit: "天" },
      { key: "code", type: "text", label: "编号", readOnly: true, default: "A-1" },
    ],
    layout: [{ title: "请假", fields: ["kind", "why"] }],
  };

  test("shows what its conditions ask for, in sections with names", async () => {
    draw(leave);
    const section = screen.getByRole("region", { name: "请假" });
    expect(within(section).getByRole("heading", { level: 3, name: "请假" })).toBeTruthy();
    expect(screen.queryByRole("textbox", { name: /原因/ })).toBeNull();
    fireEvent.click(within(section).getByLabelText("其他"));
    const why = await within(section).findByRole("textbox", { name: /原因/ });
    await waitFor(() => expect(document.getElementById(why.getAttribute("aria-describedby") ?? "")?.textContent).toBe("一句话"));
    expect(form.check()).toBeUndefined();
    fireEvent.click(within(section).getByLabelText("病假"));
    await waitFor(() => expect(form.valid).toEqual({ kind: "sick", days: 1, twice: 2, code: "A-1" }));
  });

  test("reads what is computed or read-only, and writes neither", () => {
    draw(leave);
    fireEvent.change(screen.getByRole("textbox", { name: "天数" }), { target: { value: "1500" } });
    expect(within(screen.getByRole("group", { name: "双倍" })).getByText("3,000 天")).toBeTruthy();
    const code = screen.getByRole("group", { name: "编号" });
    expect(code.textContent).toContain("A-1");
    expect(within(code).queryByRole("textbox")).toBeNull();
  });

  test("a default that was emptied stays empty", () => {
    draw(leave);
    const days = screen.getByRole<HTMLInputElement>("textbox", { name: "天数" });
    expect(days.value).toBe("1");
    fireEvent.change(days, { target: { value: "" } });
    expect(days.value).toBe("");
  });

  test.each([
    ["zh-CN", "这个表单还没有字段。", "还不能上传附件。"],
    ["en", "This form has no fields yet.", "File uploads aren't supported yet."],
  ] as const)("says in %s that it has no fields, and that files can't be given", (language, none, noFiles) => {
    const { unmount } = draw({ fields: [] }, {}, language);
    expect(screen.getByText(none)).toBeTruthy();
    unmount();
    draw({ fields: [{ key: "scan", type: "file", label: "附件" }] }, {}, language);
    expect(screen.getByText(noFiles)).toBeTruthy();
  });
});

describe("a form that was sent", () => {
  const definition = FormDefinition.parse({
    fields: [
      { key: "title", type: "text", label: "标题" },
      { key: "by", type: "user", label: "经办" },
      { key: "place", type: "department", label: "部门" },
      {
        key: "many",
        type: "multiselect",
        label: "多选",
        options: [
          { value: "a", label: "甲" },
          { value: "b", label: "乙" },
        ],
      },
      { key: "none", type: "text", label: "没填" },
      {
        key: "items",
        type: "table",
        label: "明细",
        columns: [{ key: "n", type: "number", label: "数量" }],
        totals: [{ column: "n", key: "all", label: "合计" }],
      },
    ],
  });
  const data: Record<string, Json> = { title: "打印机", by: chen.id, place: east.id, many: ["a", "gone"], items: [{ n: "1000" }, { n: "2.5" }], all: "1002.5" };

  test.each([
    ["zh-CN", "甲、gone"],
    ["en", "甲, gone"],
  ] as const)("is read in %s as names and labels, without what has no value", async (language, many) => {
    serve(tenant);
    show(<FormFacts definition={definition} data={data} />, language);
    const read = (term: string) => screen.getByText(term).nextElementSibling?.textContent;
    expect(read("标题")).toBe("打印机");
    expect(read("多选")).toBe(many);
    await waitFor(() => expect(read("经办")).toContain(chen.name));
    await waitFor(() => expect(read("部门")).toBe(east.name));
    expect(screen.queryByText("没填")).toBeNull();
    const table = screen.getByRole("group", { name: "明细" });
    expect(
      within(table)
        .getAllByRole("cell")
        .map((one) => one.textContent),
    ).toEqual(["1,000", "2.5"]);
    expect(screen.getByText("合计").parentElement?.textContent).toBe("合计1,002.5");
  });
});

describe("choosing a department", () => {
  const box = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "部门" });
  const drawn = (value: string | null, language: Locale = "zh-CN") =>
    show(<DepartmentSelect label="部门" value={value} onChange={() => undefined} />, language);
  const chosen = () => box().selectedOptions[0]?.textContent;

  test("has the whole tree, each below the one above it", async () => {
    serve(tenant);
    drawn(east.id);
    await waitFor(() => expect([...box().options].map((one) => one.textContent)).toEqual(["无", sales.name, `\u2003${east.name}`]));
    expect(box().value).toBe(east.id);
  });

  test.each([
    ["zh-CN", "正在加载"],
    ["en", "Loading"],
  ] as const)("does not say that there is none while the tree is on its way: it says %s %s", (language, words) => {
    drawn(sales.id, language);
    expect(chosen()).toBe(words);
    expect(box().value).toBe(sales.id);
  });

  test("that can't be read says why, keeps what was chosen, and its button asks again", async () => {
    let away = true;
    serve((path, query) => (away ? refused("database-away") : tenant(path, query)));
    drawn(sales.id);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("数据库暂时不可用，请稍后重试。");
    expect(box().value).toBe(sales.id);
    away = false;
    fireEvent.click(within(alert).getByRole("button", { name: "重试" }));
    await waitFor(() => expect(chosen()).toBe(sales.name));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("that was deleted since is said to be gone, and not to be none", async () => {
    serve(tenant);
    drawn("01900000-0000-7000-8000-000000000099", "en");
    await waitFor(() => expect(box().options.length).toBe(4));
    expect(chosen()).toBe("Deleted");
  });
});
