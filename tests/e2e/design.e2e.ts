/** Forms, workflows and people, drawn and changed in a browser as an admin does it. */
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violations } from "./browser";
import { openStage } from "./stage";

const admin = "admin@acme.test";
const stage = openStage();
const asAdmin = (path: string) => stage.as(admin, path);

const saved = (page: Page) => page.locator('[data-save-state="saved"]').waitFor();
const pieces = (page: Page, kind: string) => page.locator(`[data-piece="${kind}"]`);
const properties = (page: Page) => page.getByRole("region", { name: "属性" });

async function newForm(page: Page, name: string) {
  await page.getByRole("button", { name: "新建表单" }).first().click();
  await page.getByRole("dialog").getByLabel("名称").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "创建" }).click();
  await page.waitForURL(/forms\/[0-9a-f-]{36}/);
}

async function newWorkflow(page: Page, name: string, form?: string) {
  await page.getByRole("button", { name: "新建流程" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill(name);
  if (form) await dialog.getByRole("combobox").selectOption({ label: form });
  await dialog.getByRole("button", { name: "创建" }).click();
  await page.waitForURL(/workflows\/[0-9a-f-]{36}/);
}

/** Adds a field by its palette button and names it. */
async function field(page: Page, type: string, label: string, key: string) {
  await pieces(page, type).click();
  await properties(page).getByLabel("标题", { exact: true }).fill(label);
  await properties(page).getByLabel("标识", { exact: true }).fill(key);
}

const required = (page: Page) => properties(page).getByText("必填", { exact: true }).click();
const node = (page: Page, text: string): Locator => page.locator(".react-flow__node", { hasText: text });

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
    await page.locator("[data-problems]").getByRole("button", { name: /dayz/ }).click();
    await properties(page).getByRole("textbox", { name: "必填条件" }).fill("days > 3");
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
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "用我的覆盖" }).click();
    await saved(page);
    const kept = await stage.platform.call<{ name: string; definition: { fields: unknown[] } }>(`GET /api/forms/${id}`, admin);
    expect([kept.name, kept.definition.fields.length]).toEqual(["两个人", 1]);
  });
});

describe("a workflow", () => {
  test("E1: is drawn, five steps are undone and done again, and a reload shows the same picture", async () => {
    const page = await asAdmin("/workflows");
    await newWorkflow(page, "报销", "费用报销 Expense claim");
    const picture = () =>
      page.evaluate(() => ({
        nodes: [...document.querySelectorAll<HTMLElement>(".react-flow__node")].map((it) => `${it.dataset.id} ${it.style.transform}`).sort(),
        flows: [...document.querySelectorAll(".react-flow__edge-path")].map((it) => it.getAttribute("d")).sort(),
      }));
    await pieces(page, "start").dragTo(page.locator("[data-designer-canvas]"), { targetPosition: { x: 90, y: 320 } });
    await node(page, "").first().waitFor();
    await page.getByRole("button", { name: "在后面添加: 人工任务" }).click();
    await page.getByRole("button", { name: "在后面添加: 排他网关" }).click();
    await page.getByRole("button", { name: "在后面添加: 人工任务" }).click();
    await properties(page).getByLabel("名称").fill("经理审批");
    await page.getByRole("button", { name: "在后面添加: 结束" }).click();
    await page.locator('.react-flow__node[data-id="exclusiveGateway_1"]').click();
    await page.getByRole("button", { name: "在后面添加: 人工任务" }).click();
    await properties(page).getByLabel("名称").fill("财务审批");
    await properties(page).getByRole("button", { name: "连接到…" }).click();
    await page.getByRole("menuitem", { name: /endEvent_1/ }).click();
    await page.locator('.react-flow__node[data-id="exclusiveGateway_1"]').click();
    await properties(page).getByLabel("条件").first().fill("amount <= 5000");
    await properties(page).getByText("默认出口").last().click();
    await saved(page);
    const drawn = await picture();
    expect(drawn.nodes).toHaveLength(6);
    expect(drawn.flows).toHaveLength(6);
    for (let n = 0; n < 5; n++) await page.getByRole("button", { name: "撤销" }).click();
    expect(await picture()).not.toEqual(drawn);
    for (let n = 0; n < 5; n++) await page.getByRole("button", { name: "重做" }).click();
    expect(await picture()).toEqual(drawn);
    await saved(page);
    await page.reload();
    await page.locator(".react-flow__node").first().waitFor();
    await expect.poll(picture).toEqual(drawn);
  });

  test("E2: is refused with each problem at its element, and a click leads there; then it is published and simulated", async () => {
    const page = await asAdmin("/workflows");
    await newWorkflow(page, "两条路", "费用报销 Expense claim");
    await page.getByRole("button", { name: "开始 → 审批 → 结束" }).click();
    await page.locator('.react-flow__node[data-id="userTask_1"]').click();
    await page.getByRole("button", { name: "在后面添加: 排他网关" }).click();
    await page.getByRole("button", { name: "在后面添加: 人工任务" }).click();
    await properties(page).getByRole("button", { name: "连接到…" }).click();
    await page.getByRole("menuitem", { name: "结束" }).click();
    await page.locator('.react-flow__node[data-id="exclusiveGateway_1"]').click();
    await properties(page).getByLabel("条件").first().fill("amout > 5000");
    await page.getByRole("button", { name: "发布" }).click();
    await page.getByText(/还不能发布/).waitFor();
    const problems = page.locator("[data-problem]");
    await expect
      .poll(() => problems.evaluateAll((all) => all.map((it) => it.getAttribute("data-problem")).sort()))
      .toEqual(["condition-missing", "no-default", "no-participants", "no-participants", "unknown-field"].sort());
    expect(await violations(page)).toEqual([]);
    await page.locator('[data-problem="no-participants"]').first().click();
    expect(new URL(page.url()).searchParams.get("at")).toBe("userTask_1");
    await askDepartmentHead(page);
    await page.locator('[data-problem="no-participants"]').first().click();
    await askDepartmentHead(page);
    await page.locator('[data-problem="no-default"]').click();
    await properties(page).getByLabel("条件").first().fill("amount > 5000");
    await properties(page).getByText("默认出口").last().click();
    await page.getByRole("button", { name: "没有问题" }).waitFor();
    await page.getByRole("button", { name: "发布" }).click();
    await page.getByText("已发布 · v1").waitFor();

    await page.getByRole("button", { name: "模拟" }).click();
    const panel = page.getByRole("region", { name: "模拟运行" });
    await panel.getByRole("button", { name: "运行" }).click();
    await panel.getByText("请填写。").first().waitFor();
    await panel.getByLabel("报销金额").fill("5000");
    await panel.getByLabel("发生日期").fill("2026-11-20");
    await panel.getByRole("combobox").first().selectOption("meal");
    await panel.getByRole("button", { name: "运行" }).click();
    await panel.locator('[data-result="completed"]').waitFor();
    await panel.getByLabel("报销金额").fill("5000.01");
    await panel.getByLabel("说明").fill("招待");
    await panel.getByRole("button", { name: "运行" }).click();
    await panel.locator('[data-coverage="100"]').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole("button", { name: "更多操作" }).click();
    await page.getByRole("menuitem", { name: "版本" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /版本 1/ })
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });

  async function askDepartmentHead(page: Page) {
    await properties(page).getByRole("button", { name: "添加处理人" }).click();
    await properties(page).getByLabel("处理人规则 1: 来源").selectOption("departmentHead");
  }
});

describe("people", () => {
  test("are invited, found by their filters, changed and deactivated", async () => {
    const page = await asAdmin("/people");
    await page.getByRole("button", { name: "邀请" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("姓名").fill("韩梅梅");
    await dialog.getByLabel("邮箱").fill("han.meimei@acme.test");
    await dialog.getByText("处理人", { exact: true }).click();
    await dialog
      .getByLabel("部门")
      .selectOption({ label: "\u2003研发部" })
      .catch(() => dialog.getByLabel("部门").selectOption({ label: "研发部" }));
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "邀请" }).click();
    await page.getByText("已邀请韩梅梅").waitFor();
    await page.getByLabel("搜索姓名或邮箱").fill("han.mei");
    const row = page.getByRole("row", { name: /韩梅梅/ });
    await row.getByText("已邀请").waitFor();
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await row.getByRole("button", { name: "编辑韩梅梅" }).click();
    await page.getByRole("dialog").getByLabel("职位").fill("产品经理");
    await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
    await row.getByText("产品经理").waitFor();
    await row.getByRole("button", { name: /更多/ }).click();
    await page.getByRole("menuitem", { name: "停用" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "停用" }).click();
    await row.getByText("已停用").waitFor();
  });

  test("are put into groups, and departments get their heads", async () => {
    const page = await asAdmin("/people?tab=groups");
    await page.getByRole("button", { name: "新建用户组" }).click();
    await page.getByRole("dialog").getByLabel("名称").fill("法务");
    await page.getByRole("dialog").getByRole("button", { name: "创建" }).click();
    await page.getByRole("heading", { name: "法务" }).waitFor();
    await page.getByRole("combobox", { name: "添加成员" }).fill("李雷");
    await page.getByRole("option", { name: /李雷/ }).click();
    await page.getByRole("list", { name: "成员" }).getByRole("paragraph").filter({ hasText: "李雷" }).waitFor();
    await page.getByRole("tab", { name: "部门" }).click();
    await page.getByRole("button", { name: "新建部门" }).click();
    await page.getByRole("dialog").getByLabel("名称").fill("法务部");
    await page.getByRole("dialog").getByRole("combobox", { name: "负责人" }).fill("赵敏");
    await page.getByRole("option", { name: /赵敏/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "创建" }).click();
    await page.getByRole("listitem").filter({ hasText: "法务部" }).getByText("赵敏").last().waitFor();
  });
});
