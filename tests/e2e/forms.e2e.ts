/** Forms, built and changed in a browser as an admin does it. */
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Form } from "../../shared/contract/form";
import { violations } from "./browser";
import { admin, pieces, properties, saved } from "./editor";
import { hasFocus, keyTo, openStage } from "./stage";

const stage = openStage();
const asAdmin = (path: string) => stage.as(admin, path);

async function newForm(page: Page, name: string) {
  await page.getByRole("button", { name: "新建表单" }).first().click();
  await page.getByRole("dialog").getByLabel("名称").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "创建" }).click();
  await page.waitForURL(/forms\/[0-9a-f-]{36}/);
}

/** Adds a field by its palette button and names it. */
async function field(page: Page, type: string, label: string, key: string) {
  await pieces(page, type).click();
  await properties(page).getByLabel("标题", { exact: true }).fill(label);
  await properties(page).getByLabel("标识", { exact: true }).fill(key);
}

const required = (page: Page) => properties(page).getByText("必填", { exact: true }).click();

describe("a form", () => {
  test("is built from nothing, checked live, published, and refuses bad data as the server does", async () => {
    const page = await asAdmin("/forms");
    await newForm(page, "请假单");
    await field(page, "date", "开始日期", "startDate");
    await required(page);
    await field(page, "date", "结束日期", "endDate");
    await required(page);
    await field(page, "number", "天数", "days");
    await required(page);
    await properties(page).getByLabel("最小").fill("0.5");
    await properties(page).getByLabel("步长").fill("0.5");
    await field(page, "textarea", "事由", "reason");
    await properties(page).getByRole("textbox", { name: "必填条件" }).fill("dayz > 3");
    await page.getByText("没有名为“dayz”的字段。").waitFor();
    await page.getByRole("button", { name: "发布" }).click();
    await page
      .locator("[data-problems]")
      .getByRole("button", { name: /^事由：.*dayz/ })
      .click();
    await properties(page).getByRole("textbox", { name: "必填条件" }).fill("days > 3");
    // What is mended is told no longer.
    await page.locator("[data-problems]").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "发布" }).click();
    await page.getByText("已发布 · v1").waitFor();

    await page.getByText("规则", { exact: true }).click();
    await page.getByRole("button", { name: "添加规则" }).click();
    await page.getByRole("textbox", { name: "必须成立" }).fill("endDate >= startDate");
    await page.getByLabel("提示").fill("结束日期不能早于开始日期。");
    await page.getByLabel("显示在字段").selectOption("endDate");
    await page.getByRole("button", { name: "预览" }).click();
    const preview = page.getByRole("region", { name: "预览" });
    await preview.getByLabel("开始日期").fill("2026-12-03");
    await preview.getByLabel("结束日期").fill("2026-12-01");
    await preview.getByLabel("天数").fill("0");
    await preview.getByRole("button", { name: "校验" }).click();
    await preview.getByText("结束日期不能早于开始日期。").waitFor();
    await preview.getByText("不能小于 0.5。").waitFor();
    await preview.getByLabel("结束日期").fill("2026-12-05");
    await preview.getByLabel("天数").fill("3.5");
    await preview.getByRole("button", { name: "校验" }).click();
    await preview.getByText("请填写。").waitFor();
    await preview.getByLabel("事由").fill("旅行");
    await preview.getByRole("button", { name: "校验" }).click();
    await preview.getByText("校验通过").waitFor();
    await saved(page);
  });

  test("takes fields by drag and drop, reorders them by mouse and by keyboard, and undoes it all", async () => {
    const page = await asAdmin("/forms");
    await newForm(page, "拖放");
    const canvas = page.locator("[data-canvas]");
    const labels = () => page.locator("[data-card] [data-select-field]").evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label")));
    await pieces(page, "text").dragTo(canvas);
    await pieces(page, "number").dragTo(canvas, { targetPosition: { x: 300, y: 400 } });
    await page.locator('[data-card="1"]').waitFor();
    expect(await labels()).toEqual(["编辑“单行文本”", "编辑“数字”"]);
    await page.locator('[data-card="1"] > div').dragTo(page.locator('[data-card="0"]'), { targetPosition: { x: 200, y: 6 } });
    await expect.poll(labels).toEqual(["编辑“数字”", "编辑“单行文本”"]);
    await page.locator('[data-select-field="0"]').focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(labels).toEqual(["编辑“单行文本”", "编辑“数字”"]);
    for (let n = 0; n < 4; n++) await page.keyboard.press("Control+z");
    await expect.poll(labels).toEqual([]);
    for (let n = 0; n < 4; n++) await page.keyboard.press("Control+Shift+z");
    await expect.poll(labels).toEqual(["编辑“单行文本”", "编辑“数字”"]);
    await saved(page);
    await page.reload();
    await expect.poll(labels).toEqual(["编辑“单行文本”", "编辑“数字”"]);
  });

  test("is built, mended and published by keyboard alone, and the focus is never lost", async () => {
    const page = await asAdmin("/forms");
    const isAt = (what: Locator) => expect.poll(() => hasFocus(what)).toBe(true);
    const card = (index: number) => page.locator(`[data-select-field="${index}"]`);
    const publish = page.getByRole("button", { name: "发布" });
    await page.getByRole("button", { name: "新建表单" }).waitFor();
    await page.keyboard.press("n");
    await isAt(page.getByRole("dialog").getByLabel("名称"));
    await page.keyboard.type("只用键盘");
    await page.keyboard.press("Enter");
    await page.waitForURL(/forms\/[0-9a-f-]{36}/);
    await keyTo(page, pieces(page, "number"));
    await page.keyboard.press("Enter");
    await keyTo(page, card(0));
    await page.keyboard.press("Delete");
    await isAt(pieces(page, "text"));
    await page.keyboard.press("Enter");
    await keyTo(page, properties(page).getByRole("textbox", { name: "标识" }));
    await page.keyboard.press("Control+a");
    await page.keyboard.type("1 2");
    await keyTo(page, properties(page).getByRole("checkbox", { name: "必填", exact: true }));
    await page.keyboard.press("Space");
    await keyTo(page, publish);
    await page.keyboard.press("Enter");
    await isAt(publish); // it can't even be kept
    await keyTo(page, properties(page).getByRole("textbox", { name: "标识" }), "Shift+Tab");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("title");
    await keyTo(page, publish);
    await page.keyboard.press("Enter");
    await page.getByText("已发布 · v1").waitFor();
    await isAt(publish);
    const id = new URL(page.url()).pathname.split("/").at(-1);
    const { definition } = await stage.platform.call<Form>(`GET /api/forms/${id}`, admin);
    expect(definition.fields).toMatchObject([{ type: "text", key: "title", required: true }]);
  });

  test("has a table whose computed column and total follow what is typed", async () => {
    const page = await asAdmin("/forms");
    await page.getByRole("link", { name: /采购申请/ }).click();
    await page.getByRole("button", { name: "预览" }).click();
    const preview = page.getByRole("region", { name: "预览" });
    await preview.getByRole("button", { name: "添加一行" }).click();
    await preview.getByLabel("数量，第 1 行").fill("2");
    await preview.getByLabel("单价，第 1 行").fill("6999.00");
    await expect.poll(() => preview.locator('[data-total="amount"]').innerText()).toContain("13,998 CNY");
  });

  test("that somebody else saved meanwhile is not overwritten until its author says so", async () => {
    const page = await asAdmin("/forms");
    await newForm(page, "两个人");
    await saved(page);
    const id = page.url().split("/").at(-1)?.split("?")[0] ?? "";
    const form = await stage.platform.call<{ version: number }>(`GET /api/forms/${id}`, admin);
    await stage.platform.call(`PATCH /api/forms/${id}`, admin, { version: form.version, name: "对方的名称" });
    await pieces(page, "text").click();
    await page.getByText("别人刚刚保存了新的内容").waitFor();
    await page.reload();
    await page.getByText("别人刚刚保存了新的内容").waitFor();
    await page.locator('[data-card="0"]').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "用我的覆盖" }).click();
    await saved(page);
    const kept = await stage.platform.call<{ name: string; definition: { fields: unknown[] } }>(`GET /api/forms/${id}`, admin);
    expect([kept.name, kept.definition.fields.length]).toEqual(["两个人", 1]);
  });

  test("shows a field only where its condition holds, and what is hidden is neither asked for nor kept", async () => {
    const page = await asAdmin("/forms");
    await newForm(page, "出行方式");
    await field(page, "number", "天数", "days");
    await field(page, "text", "目的地", "destination");
    await required(page);
    await properties(page).getByRole("textbox", { name: "显示条件" }).fill("days > 1");
    await page.getByRole("button", { name: "预览" }).click();
    const preview = page.getByRole("region", { name: "预览" });
    await preview.getByLabel("天数").fill("2");
    await preview.getByLabel("目的地").fill("上海");
    await preview.getByLabel("天数").fill("1");
    await preview.getByLabel("目的地").waitFor({ state: "detached" });
    await preview.getByRole("button", { name: "校验" }).click();
    await preview.getByText("校验通过").waitFor();
    expect(JSON.parse((await preview.locator("code").textContent()) ?? "")).toEqual({ days: 1 });
    await preview.getByLabel("天数").fill("3");
    await preview.getByLabel("目的地").fill("");
    await preview.getByRole("button", { name: "校验" }).click();
    await preview.getByText("请填写。").waitFor();
    // The preview stays beside whichever field is changed; without one the form's own description is.
    await page.locator('[data-select-field="0"]').click();
    await properties(page).getByLabel("标题", { exact: true }).fill("出差天数");
    await preview.getByLabel("出差天数").waitFor();
    await page.locator('[data-select-field="0"]').press("Escape");
    await properties(page).getByLabel("说明").fill("出差前填写");
    await page.getByRole("link", { name: "返回表单库" }).click();
    await page.getByText("出差前填写").waitFor();
  });

  test("gets a table with a column that is computed and a total of it, and every published version stays as it was", async () => {
    const page = await asAdmin("/forms");
    await newForm(page, "办公用品");
    await field(page, "table", "明细", "lines");
    const column = async (type: string, label: string, key: string) => {
      await properties(page).getByRole("button", { name: "添加列" }).click();
      await page.getByRole("menuitem", { name: type, exact: true }).click();
      await properties(page).getByLabel("标题", { exact: true }).fill(label);
      await properties(page).getByLabel("标识", { exact: true }).fill(key);
    };
    const back = () => properties(page).getByRole("button", { name: "明细" }).click();
    await column("数字", "数量", "quantity");
    await back();
    await column("数字", "单价", "price");
    await back();
    await column("数字", "小计", "amount");
    await properties(page).getByRole("textbox", { name: "计算公式" }).fill("quantity * price");
    await back();
    await properties(page)
      .getByRole("button", { name: /小计.*操作|操作.*小计/ })
      .click();
    await page.getByRole("menuitem", { name: "显示合计" }).click();
    await page.getByRole("button", { name: "预览" }).click();
    const preview = page.getByRole("region", { name: "预览" });
    for (const [row, quantity, price] of [
      [1, "2", "6999.00"],
      [2, "3", "0.10"],
    ] as const) {
      await preview.getByRole("button", { name: "添加一行" }).click();
      await preview.getByLabel(`数量，第 ${row} 行`).fill(quantity);
      await preview.getByLabel(`单价，第 ${row} 行`).fill(price);
    }
    await expect.poll(() => preview.locator('[data-total="amount"]').innerText()).toContain("13,998.3");

    await page.getByRole("button", { name: "发布" }).click();
    await page.getByText("已发布 · v1").waitFor();
    await pieces(page, "text").click();
    await page.getByRole("button", { name: "发布" }).click();
    await page.getByText("已发布 · v2").waitFor();
    await page.getByRole("button", { name: /办公用品.*操作|操作.*办公用品/ }).click();
    await page.getByRole("menuitem", { name: "版本" }).click();
    const versions = page.getByRole("dialog");
    await versions.getByLabel("单行文本").waitFor();
    expect(await violations(page)).toEqual([]);
    await versions.getByRole("button", { name: /版本 1/ }).click();
    await versions.getByLabel("单行文本").waitFor({ state: "detached" });
    await versions.getByRole("button", { name: "用作草稿" }).click();
    await expect.poll(() => page.locator("[data-card]").count()).toBe(1);
    await saved(page);
  });
});
