/** Workflows, drawn, checked, simulated and published in a browser as an admin does it. */
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Workflow } from "../../shared/contract/workflow";
import { violations } from "./browser";
import { admin, pieces, properties, saved } from "./editor";
import { hasFocus, keyTo, openStage } from "./stage";

const stage = openStage();
const asAdmin = (path: string) => stage.as(admin, path);

async function newWorkflow(page: Page, name: string, form?: string) {
  await page.getByRole("button", { name: "新建流程" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill(name);
  if (form) await dialog.getByRole("combobox").selectOption({ label: form });
  await dialog.getByRole("button", { name: "创建" }).click();
  await page.waitForURL(/workflows\/[0-9a-f-]{36}/);
}

const node = (page: Page, text: string): Locator => page.locator(".react-flow__node", { hasText: text });
const byId = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
const kept = async (page: Page) => {
  await saved(page);
  const id = new URL(page.url()).pathname.split("/").at(-1);
  return (await stage.platform.call<Workflow>(`GET /api/workflows/${id}`, admin)).definition;
};

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
    expect(await panel.locator("[data-result]").count()).toBe(0); // E3: without an amount it goes nowhere
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

  test("is connected by its handles, moved, tidied up and taken apart by mouse and keyboard, and each of it is undone", async () => {
    const page = await asAdmin("/workflows");
    await newWorkflow(page, "拖动与连线");
    const canvas = page.locator("[data-designer-canvas]");
    await pieces(page, "start").dragTo(canvas, { targetPosition: { x: 90, y: 300 } });
    await byId(page, "startEvent_1").hover(); // it rests where it was brought into sight
    const [room, start] = [await canvas.boundingBox(), await byId(page, "startEvent_1").boundingBox()];
    if (!room || !start) throw new Error("Nothing was dropped.");
    await pieces(page, "userTask").dragTo(canvas, { targetPosition: { x: start.x - room.x + 260, y: start.y - room.y + 140 } });
    await expect.poll(() => page.locator(".react-flow__node").count()).toBe(2);
    await connect(page, "startEvent_1", "userTask_1");
    await expect.poll(async () => (await kept(page)).flows.map(({ from, to }) => [from, to])).toEqual([["startEvent_1", "userTask_1"]]);

    const before = (await kept(page)).layout.nodes;
    await dragBy(page, byId(page, "userTask_1"), 96, -160);
    await expect.poll(async () => (await kept(page)).layout.nodes).not.toEqual(before);
    await page.getByRole("button", { name: "撤销" }).click();
    await expect.poll(async () => (await kept(page)).layout.nodes).toEqual(before);
    await page.getByRole("button", { name: "自动布局" }).click();
    const middle = (box: { y: number; height: number } | null) => (box ? box.y + box.height / 2 : Number.NaN);
    await expect
      .poll(async () => Math.abs(middle(await byId(page, "startEvent_1").boundingBox()) - middle(await byId(page, "userTask_1").boundingBox())))
      .toBeLessThan(2);

    await byId(page, "userTask_1").click();
    await page.keyboard.press("Delete");
    await byId(page, "userTask_1").waitFor({ state: "detached" });
    await expect.poll(async () => (await kept(page)).flows).toEqual([]);
    await page.keyboard.press("Control+z");
    await byId(page, "userTask_1").waitFor();
    await expect.poll(async () => (await kept(page)).flows.length).toBe(1);
    await page.keyboard.press("Control+Shift+z");
    await byId(page, "userTask_1").waitFor({ state: "detached" });
  });

  test("takes an event on the edge of a step, steps over the edge of a sub-process, and several at once; each of it is undone", async () => {
    const page = await asAdmin("/workflows");
    await newWorkflow(page, "子流程与边界");
    await page.getByRole("button", { name: "开始 → 审批 → 结束" }).click();
    const canvas = await page.locator("[data-designer-canvas]").boundingBox();
    if (!canvas) throw new Error("There is no canvas.");
    await expect.poll(async () => Math.abs((await onCanvas(page, byId(page, "userTask_1"))).x - canvas.width / 2)).toBeLessThan(2);
    const spot = await onCanvas(page, byId(page, "userTask_1"));
    await pieces(page, "boundaryTimer").dragTo(page.locator("[data-designer-canvas]"), { targetPosition: { x: spot.x - 50, y: spot.y + 20 } });
    await expect.poll(async () => (await kept(page)).nodes.at(-1)).toMatchObject({ type: "boundaryEvent", attachedTo: "userTask_1" });
    await pieces(page, "boundaryTimer").dragTo(page.locator("[data-designer-canvas]"), { targetPosition: { x: 60, y: 60 } });
    await page.getByText("边界事件要放在一个任务或子流程上").waitFor();
    await expect.poll(async () => (await kept(page)).nodes.length).toBe(4);

    await byId(page, "userTask_1").click({ position: { x: 90, y: 8 } });
    await pieces(page, "subProcess").click();
    await properties(page).getByRole("button", { name: "在里面添加" }).click();
    await page.getByRole("menuitem", { name: "服务任务" }).click();
    const inRoom = async () => (await kept(page)).nodes.filter(({ parent }) => parent === "subProcess_1").map(({ id }) => id);
    await expect.poll(inRoom).toEqual(["startEvent_2", "serviceTask_1"]);
    const before = await kept(page);
    const [from, to] = [await onCanvas(page, byId(page, "userTask_1")), await onCanvas(page, byId(page, "subProcess_1"))];
    await dragBy(page, byId(page, "userTask_1"), to.x - from.x, to.y - from.y + 60, 0.3);
    await page.getByText("已移除 2 条连线").waitFor();
    await expect.poll(inRoom).toEqual(["userTask_1", "boundaryEvent_1", "startEvent_2", "serviceTask_1"]);
    await page.getByRole("button", { name: "撤销" }).first().click();
    await expect.poll(() => kept(page)).toEqual(before);

    await page.keyboard.down("Shift");
    await page.mouse.move(canvas.x + 6, canvas.y + 40);
    await page.mouse.down();
    await page.mouse.move(canvas.x + from.x / 2, canvas.y + canvas.height / 2);
    await page.mouse.move(canvas.x + from.x, canvas.y + canvas.height - 80);
    await page.mouse.up();
    await page.keyboard.up("Shift");
    // Both steps, the event on the edge, and the ways that touch them.
    await page.getByText("已选择 5 个元素").waitFor();
    await page.keyboard.press("Delete");
    await expect.poll(async () => (await kept(page)).nodes.map(({ id }) => id)).not.toContain("userTask_1");
    await page.keyboard.press("Control+z");
    await expect.poll(() => kept(page)).toEqual(before);
  });

  test("is drawn, mended and published by keyboard alone, and the focus is never lost", async () => {
    const page = await asAdmin("/workflows");
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const enter = async (what: Locator, key?: string) => {
      await keyTo(page, what, key);
      await press("Enter");
    };
    const isAt = (what: Locator) => expect.poll(() => hasFocus(what)).toBe(true);
    const button = (name: string) => properties(page).getByRole("button", { name });
    /** From the element that has the focus to its properties: the name comes first. */
    const edit = async (name?: string) => {
      await press("e");
      await isAt(properties(page).getByLabel("名称"));
      if (name) await press("Control+a");
      if (name) await page.keyboard.type(name);
    };
    const source = properties(page).getByLabel("处理人规则 1: 来源");
    const pad = (what: string) => page.getByRole("button", { name: `在后面添加: ${what}` });

    await page.getByRole("button", { name: "新建流程" }).waitFor();
    await press("n");
    await isAt(page.getByRole("dialog").getByLabel("名称"));
    await page.keyboard.type("只用键盘");
    await keyTo(page, page.getByRole("dialog").getByRole("combobox"));
    await press("ArrowDown");
    await enter(page.getByRole("dialog").getByRole("button", { name: "创建" }));
    await page.waitForURL(/workflows\/[0-9a-f-]{36}/);

    await enter(pieces(page, "start"));
    await keyTo(page, byId(page, "startEvent_1"));
    await enter(pad("人工任务"));
    await isAt(byId(page, "userTask_1"));
    await edit("经理审批");
    await enter(button("添加处理人"));
    await isAt(source);
    await press("ArrowDown", "ArrowDown", "ArrowDown");
    await expect.poll(() => source.inputValue()).toBe("users");
    await keyTo(page, properties(page).getByRole("combobox", { name: "添加人员" }));
    await page.keyboard.type("li.lei");
    await page.getByRole("option", { name: /李雷/ }).waitFor();
    await press("Enter");
    await properties(page).getByRole("listitem").getByText("李雷").waitFor();
    await press("Escape");
    await isAt(byId(page, "userTask_1"));
    await enter(pad("排他网关"));
    await isAt(byId(page, "exclusiveGateway_1"));
    await enter(pad("人工任务"));
    await isAt(byId(page, "userTask_2"));
    await edit("财务审批");
    await press("Escape");
    await enter(byId(page, "exclusiveGateway_1"), "Shift+Tab");
    await enter(pad("结束"));
    await isAt(byId(page, "endEvent_1"));
    await enter(byId(page, "userTask_2"), "Shift+Tab");
    await edit();
    await enter(button("连接到…"));
    const end = page.getByRole("menuitem", { name: "结束" });
    await end.waitFor();
    for (let tries = 0; tries < 5 && (await end.getAttribute("data-highlighted")) === null; tries++) await press("ArrowDown");
    await press("Enter");
    await isAt(button("连接到…"));
    await expect.poll(async () => (await kept(page)).flows.map(({ from, to }) => `${from} ${to}`)).toContain("userTask_2 endEvent_1");

    const drawn = await kept(page);
    await press("Escape", "Delete");
    await isAt(byId(page, "exclusiveGateway_1"));
    await expect.poll(async () => (await kept(page)).nodes.map(({ id }) => id)).not.toContain("userTask_2");
    await press("Control+z");
    await expect.poll(() => kept(page)).toEqual(drawn);
    await press("Control+Shift+z");
    await byId(page, "userTask_2").waitFor({ state: "detached" });
    await press("Control+z");
    await enter(page.getByRole("button", { name: "自动布局" }));
    await expect.poll(async () => (await kept(page)).layout).not.toEqual(drawn.layout);

    const publish = page.getByRole("button", { name: "发布" });
    await enter(publish);
    await page.getByText("还不能发布：有 4 处需要修改").waitFor();
    await isAt(page.locator("[data-problem]").first());
    await enter(page.locator('[data-problem="condition-missing"]').first());
    await edit("超过五千");
    await keyTo(page, properties(page).getByRole("textbox", { name: "条件" }));
    await page.keyboard.type("amount > 5000");
    await press("Escape");
    await isAt(page.getByRole("group", { name: "从“排他网关”到“财务审批”" }));
    await enter(page.locator('[data-problem="condition-missing"]'));
    await edit();
    await keyTo(page, properties(page).getByRole("checkbox", { name: "默认出口" }));
    await press("Space");
    await enter(page.locator('[data-problem="no-participants"]'), "Shift+Tab");
    await edit();
    await enter(button("添加处理人"));
    await isAt(source);
    await press("ArrowDown");
    // What is mended is no longer said to stand in the way.
    await page.getByRole("button", { name: "没有问题" }).waitFor();
    await page.getByText(/还不能发布/).waitFor({ state: "detached" });
    await enter(publish);
    await page.getByText("已发布 · v1").waitFor();
    await isAt(publish);
    const { nodes, flows } = await kept(page);
    expect(nodes.map(({ name }) => name)).toEqual(["", "经理审批", "", "财务审批", ""]);
    expect(flows.find(({ to }) => to === "userTask_2")).toMatchObject({ name: "超过五千", condition: "amount > 5000" });
  });

  test("keeps its published versions: a second one does not change the first, which can become the draft again", async () => {
    const page = await asAdmin("/workflows");
    await newWorkflow(page, "两个版本");
    await page.getByRole("button", { name: "开始 → 审批 → 结束" }).click();
    await byId(page, "userTask_1").click();
    await askDepartmentHead(page);
    await page.getByRole("button", { name: "发布" }).click();
    await page.getByText("已发布 · v1").waitFor();
    await properties(page).getByLabel("名称").fill("第二版审批");
    await page.getByRole("button", { name: "发布" }).click();
    await page.getByText("已发布 · v2").waitFor();
    await page.getByRole("button", { name: "更多操作" }).click();
    await page.getByRole("menuitem", { name: "版本" }).click();
    const versions = page.getByRole("dialog");
    await versions.getByText("第二版审批").waitFor();
    await versions.getByRole("button", { name: /版本 1/ }).click();
    await versions.getByText("第二版审批").waitFor({ state: "detached" });
    await versions.getByRole("button", { name: "用作草稿" }).click();
    await node(page, "第二版审批").waitFor({ state: "detached" });
    expect((await kept(page)).nodes.find(({ id }) => id === "userTask_1")?.name).toBe("审批");
  });
});

/** From the right handle of one to the left of the other, as a hand does it. */
async function connect(page: Page, from: string, to: string) {
  await byId(page, from).hover();
  await byId(page, from).locator('[data-handleid="right"]').dragTo(byId(page, to).locator('[data-handleid="left"]'));
}

/** Where its middle is, from the canvas's corner. */
async function onCanvas(page: Page, what: Locator) {
  const [box, canvas] = [await what.boundingBox(), await page.locator("[data-designer-canvas]").boundingBox()];
  if (!box || !canvas) throw new Error("It is not on the page.");
  return { x: box.x - canvas.x + box.width / 2, y: box.y - canvas.y + box.height / 2 };
}

/** `down`: how far from its upper edge it is taken. */
async function dragBy(page: Page, what: Locator, x: number, y: number, down = 0.5) {
  const box = await what.boundingBox();
  if (!box) throw new Error("It is not on the page.");
  const [fromX, fromY] = [box.x + box.width / 2, box.y + box.height * down];
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(fromX + x / 2, fromY + y / 2);
  await page.mouse.move(fromX + x, fromY + y);
  await page.mouse.up();
}
