/** Requests on their way from one person to the next, through the browser: scenario B, and the same without a mouse. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Ticket } from "../../shared/contract/ticket";
import { askedAhead } from "./asked-ahead";
import { decide, head, makeLeave, raiseLeave, requester } from "./demo";
import { openStage, tabTo } from "./stage";

const director = "zhao.min@acme.test";
const [chen, liu] = ["hr.chen@acme.test", "hr.liu@acme.test"] as const;

const stage = openStage(makeLeave);
const { as } = stage;

const item = (page: Page, title: string) => page.locator("[data-item]", { hasText: title });
const status = (page: Page, said: string) => page.getByRole("region", { name: "属性" }).getByText(said, { exact: true });

/** Raised as people do it; ends on the ticket. */
async function submit(page: Page, title: string, days: string) {
  await page.goto(`${stage.platform.url}/tickets/new`);
  await page.getByRole("button", { name: /请假审批/ }).click();
  await page.getByLabel("标题").fill(title);
  await page.getByText("年假", { exact: true }).click();
  await page.getByLabel("开始日期").fill("2026-12-01");
  await page.getByLabel("结束日期").fill("2026-12-05");
  await page.getByLabel("天数").fill(days);
  await page.getByLabel("事由").fill("家中有事");
}

async function send(page: Page) {
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.getByRole("link", { name: "打开工单" }).click();
  await page.locator("[data-step]").first().waitFor();
}

async function approve(page: Page, title: string, comment = "") {
  await item(page, title).click();
  const detail = page.locator("[data-detail]", { hasText: title });
  if (comment) await detail.getByRole("textbox", { name: "意见" }).fill(comment);
  await detail.getByRole("button", { name: "同意" }).click();
  await item(page, title).waitFor({ state: "detached" });
}

describe("a leave request", () => {
  test("of half a day asks the department's head alone, who approves, and its creator sees it end (B a)", async () => {
    const creator = await as(requester);
    await submit(creator, "半天事假", "0.5");
    const preview = creator.locator("[data-preview]");
    await preview.getByRole("listitem").filter({ hasText: "王芳" }).waitFor();
    expect(await preview.getByRole("listitem").count()).toBe(1);
    await send(creator);
    await creator.locator('[data-step="head"][data-state="active"]', { hasText: "王芳" }).waitFor();
    // The way through it is drawn, too.
    await creator.locator(".react-flow__edge").first().waitFor({ state: "attached" });

    const deciding = await as(head, "/inbox");
    await item(deciding, "半天事假").waitFor();
    await deciding
      .getByText(/研发部的负责人/)
      .first()
      .waitFor();
    for (const other of [director, liu]) {
      const page = await as(other, "/inbox");
      await page.getByText("没有待办，都处理完了").waitFor();
    }
    await approve(deciding, "半天事假", "好好休息");
    // Without a reload.
    await status(creator, "已解决").waitFor();
    await creator.getByText("好好休息").waitFor();
    await creator.locator('[data-step="end"][data-state="done"]').waitFor();
  });

  test("of a day and a half goes on to hr: both see it, one approves, it leaves the other, who is told if they are late (B c)", async () => {
    const ticket = await raiseLeave(stage.platform, stage.prepared, "一天半年假", 1.5);
    await decide(stage.platform, ticket, head, "approve");
    const late = await as(chen, "/inbox?tab=group");
    await item(late, "一天半年假").click();
    const lateDetail = late.locator("[data-detail]", { hasText: "一天半年假" });
    await lateDetail.getByRole("button", { name: "同意" }).waitFor();
    // What others do does not reach this page any more.
    await late.route("**/api/changes", (route) => route.abort());
    await late.route("**/api/tasks?**", (route) => route.abort());

    const watching = await as(chen, "/inbox?tab=group");
    await item(watching, "一天半年假").waitFor();
    const deciding = await as(liu, "/inbox?tab=group");
    await approve(deciding, "一天半年假");
    await item(watching, "一天半年假").waitFor({ state: "detached" });

    await lateDetail.getByRole("button", { name: "同意" }).click();
    await late.getByRole("alert").filter({ hasText: "已经有人处理了。" }).waitFor();
    await late.getByText("刘洋 已处理：同意").waitFor();
    const { status: now } = await stage.platform.call<Ticket>(`GET /api/tickets/${ticket}`, requester);
    expect(now).toBe("resolved");
  });

  test("that is refused tells its creator why; changed and submitted again it takes the other way, and the first round stays (B f)", async () => {
    const ticket = await raiseLeave(stage.platform, stage.prepared, "五天探亲假", 5);
    await decide(stage.platform, ticket, head, "approve");
    const refusing = await as(director, "/inbox");
    await item(refusing, "五天探亲假").click();
    const posts: string[] = [];
    refusing.on("request", (request) => request.url().endsWith("/complete") && request.method() === "POST" && posts.push(request.url()));
    await refusing.getByRole("button", { name: "拒绝" }).click();
    await refusing.getByText("拒绝时请填写意见。").waitFor();
    expect(posts).toEqual([]);
    await refusing.getByRole("textbox", { name: "意见" }).fill("项目上线期");
    await refusing.getByRole("button", { name: "拒绝" }).click();
    await item(refusing, "五天探亲假").waitFor({ state: "detached" });

    const creator = await as(requester, `/tickets/${ticket}`);
    await status(creator, "已驳回").waitFor();
    await creator.getByRole("status").filter({ hasText: "项目上线期" }).waitFor();
    await creator.getByRole("button", { name: "修改并再次提交" }).click();
    await creator.getByLabel("天数").fill("3");
    await creator.getByRole("button", { name: "再次提交" }).click();
    await creator.getByText("再次提交了申请").waitFor();
    expect(await creator.getByText(/(?<!再次)提交了申请/).count()).toBe(1);
    await creator.getByText(/第 2 轮/).waitFor();

    const deciding = await as(head, "/inbox");
    await approve(deciding, "五天探亲假");
    await creator.locator('[data-step="hr"][data-state="active"]').waitFor();
    const activity = creator.getByRole("region", { name: "动态" });
    await activity.getByText("项目上线期").waitFor();
    expect(await activity.getByText(/拒绝了/).count()).toBe(1);
    expect(await activity.getByText(/同意了/).count()).toBe(2);
    await decide(stage.platform, ticket, liu, "approve");
    await status(creator, "已解决").waitFor();
  });

  test("is withdrawn by its creator while nobody has decided, and can be urged once in half an hour", async () => {
    const ticket = await raiseLeave(stage.platform, stage.prepared, "还没想好的假", 1);
    const creator = await as(requester, `/tickets/${ticket}`);
    const verb = async (name: string) => {
      await creator.getByRole("button", { name: "流程操作" }).click();
      await creator.getByRole("menuitem", { name, exact: true }).click();
      await creator.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    };
    await verb("催办");
    await creator.getByText("已催办").waitFor();
    const asked = await as(head, "/notifications");
    await asked
      .getByText(/催你处理/)
      .first()
      .waitFor();
    // Both that it is theirs and that somebody waits are read once the ticket is open.
    const told = asked.getByRole("listitem").filter({ hasText: "还没想好的假" });
    const unread = told.getByRole("img", { name: "未读" });
    expect(await unread.count()).toBe(2);
    await told.first().getByRole("link").click();
    await asked.getByRole("heading", { name: "还没想好的假" }).waitFor();
    await asked.goBack();
    await told.first().waitFor();
    await expect.poll(() => unread.count()).toBe(0);
    await verb("撤回申请");
    await status(creator, "已撤回").waitFor();
    const deciding = await as(head, "/inbox");
    await deciding.locator("h1").waitFor();
    await expect.poll(() => item(deciding, "还没想好的假").count()).toBe(0);
  });

  test("is handed on to somebody else, who decides instead; the one before can't any more", async () => {
    const ticket = await raiseLeave(stage.platform, stage.prepared, "转办的假", 1);
    const page = await as(head, `/tickets/${ticket}`);
    await page.getByRole("button", { name: "更多处理方式" }).click();
    await page.getByRole("menuitem", { name: "转办" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "人员" }).fill("赵敏");
    await page.getByRole("option", { name: /赵敏/ }).click();
    await dialog.getByRole("textbox", { name: /原因/ }).fill("我在休假");
    await dialog.getByRole("button", { name: "转办" }).click();
    await page.getByText(/转办给 赵敏/).waitFor();
    await page.locator("[data-decision]").waitFor({ state: "detached" });
    const deciding = await as(director, "/inbox");
    await approve(deciding, "转办的假");
    await status(page, "已解决").waitFor();
  });
});

test("what somebody else does first comes back into its owner's open inbox by itself", async () => {
  await raiseLeave(stage.platform, stage.prepared, "先请人看看的假", 1);
  const owner = await as(head, "/inbox");
  await item(owner, "先请人看看的假").click();
  await owner.getByRole("button", { name: "更多处理方式" }).click();
  await owner.getByRole("menuitem", { name: "委派" }).click();
  await owner.getByRole("dialog").getByRole("combobox", { name: "人员" }).fill("赵敏");
  await owner.getByRole("option", { name: /赵敏/ }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "委派" }).click();
  await item(owner, "先请人看看的假").waitFor({ state: "detached" });
  const helping = await as(director, "/inbox");
  await item(helping, "先请人看看的假").click();
  await helping.getByRole("button", { name: "办完交回" }).click();
  await item(helping, "先请人看看的假").waitFor({ state: "detached" });
  await approve(owner, "先请人看看的假");
});

test("what is being read stays, with what was typed, when something newer comes; and says why when somebody else was faster", async () => {
  const ticket = await raiseLeave(stage.platform, stage.prepared, "正在看的假", 1);
  const page = await as(head, "/inbox");
  const detail = page.locator("[data-detail]", { hasText: "正在看的假" });
  await detail.getByRole("textbox", { name: "意见" }).fill("写了一半的意见");
  await raiseLeave(stage.platform, stage.prepared, "后来的假", 1);
  await item(page, "后来的假").waitFor();
  expect(await detail.getByRole("textbox", { name: "意见" }).inputValue()).toBe("写了一半的意见");
  await page.getByRole("button", { name: "更多处理方式" }).click();
  await page.getByRole("menuitem", { name: "转办" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "人员" }).fill("赵敏");
  await page.getByRole("option", { name: /赵敏/ }).click();
  await dialog.getByRole("textbox", { name: /原因/ }).fill("我在休假");
  await stage.platform.call(`POST /api/instances/${ticket}/withdraw`, requester, {});
  await dialog.getByRole("button", { name: "转办" }).click();
  await item(page, "正在看的假").waitFor({ state: "detached" });
  await dialog.getByRole("alert").waitFor();
  await dialog.getByRole("button", { name: "取消" }).click();
  await detail.getByText("这项待办已经结束").waitFor();
});

test("a request is submitted, approved and resolved by the keyboard alone", async () => {
  const title = "只用键盘的半天假";
  const creator = await as(requester);
  await creator.keyboard.press("c");
  await creator.getByRole("searchbox", { name: "查找申请" }).waitFor();
  await tabTo(creator, "请假审批");
  await creator.keyboard.press("Enter");
  await creator.getByLabel("标题").waitFor();
  await focus(creator, "标题");
  await creator.keyboard.press("Control+a");
  await creator.keyboard.type(title);
  await creator.keyboard.press("Tab");
  await creator.keyboard.press("Space");
  await focus(creator, "开始日期");
  await creator.keyboard.type("12012026");
  await focus(creator, "结束日期");
  await creator.keyboard.type("12012026");
  await focus(creator, "天数");
  await creator.keyboard.type("0.5");
  await focus(creator, "事由");
  await creator.keyboard.type("看牙");
  await tabTo(creator, "提交");
  await creator.keyboard.press("Enter");
  await creator.getByText(/工单 #\d+ 已创建/).waitFor();
  await tabTo(creator, "打开工单");
  await creator.keyboard.press("Enter");
  await creator.getByRole("heading", { name: title }).waitFor();

  const deciding = await as(head);
  await deciding.keyboard.press("g");
  await deciding.keyboard.press("i");
  await item(deciding, title).waitFor();
  await deciding.keyboard.press("j");
  await deciding.keyboard.press("k");
  await deciding.locator("[data-detail]", { hasText: title }).getByRole("button", { name: "同意" }).waitFor();
  await deciding.keyboard.press("Enter");
  await deciding.waitForFunction(() => document.activeElement?.hasAttribute("data-detail"));
  await deciding.keyboard.press("e");
  await deciding.keyboard.type("同意，注意休息");
  await deciding.keyboard.press("Control+Enter");
  await item(deciding, title).waitFor({ state: "detached" });

  await status(creator, "已解决").waitFor();
  await creator.getByText("同意，注意休息").waitFor();
  await creator.keyboard.press("q");
  await creator.getByRole("dialog").waitFor();
  await creator.keyboard.press("Control+Enter");
  await status(creator, "已关闭").waitFor();
});

/** Tab, until the control of this name has the focus. */
async function focus(page: Page, label: string) {
  const control = page.getByLabel(label, { exact: false }).first();
  for (let tries = 0; tries < 40; tries += 1) {
    if (await control.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${label}.`);
}

test("what a ticket and an inbox show of a process is asked for ahead of their code, as soon as it is known", async () => {
  const id = await raiseLeave(stage.platform, stage.prepared, "提前问好", 1);
  const { form } = stage.prepared;
  for (const path of [`/tickets/${id}`, "/inbox"]) {
    const { asked, taken } = await askedAhead(stage, head, path);
    expect(asked, path).toContain(`/api/forms/${form}/versions/1`);
    expect(
      asked.some((one) => /^\/api\/tasks\/[\w-]+$/.test(one)),
      path,
    ).toBe(true);
    expect(taken.toSorted(), path).toEqual(asked.toSorted());
  }
});
