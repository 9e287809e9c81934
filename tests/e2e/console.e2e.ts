import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Ticket, TicketCard } from "../../shared/contract/ticket";
import { type Look, launch, open, signIn, violations } from "./browser";
import { makeTickets } from "./demo-tickets";
import { type Platform, startPlatform } from "./platform";

let platform: Platform;
let browser: Browser;
let tickets: Ticket[];
let forms: { id: string; name: string }[];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launch();
  tickets = await makeTickets(platform);
  forms = (await platform.call<{ data: typeof forms }>("GET /api/forms", "li.lei@acme.test")).data;
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await platform?.close();
});

async function as(email: string, path = "/", look: Look = {}): Promise<Page> {
  const context = await open(browser, look);
  contexts.push(context);
  return signIn(context, platform.url, email, path);
}

const formId = (name: string) => forms.find((form) => form.name.startsWith(name))?.id ?? "";
const raisedBy = async (email: string, q: string) =>
  (await platform.call<{ data: TicketCard[] }>(`GET /api/tickets?limit=100&q=${encodeURIComponent(q)}`, email)).data;

describe("signing in", () => {
  test("leads to the overview, and back to where somebody wanted to go", async () => {
    const page = await as("admin@acme.test");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("系统概览");
    const there = await as("it.sun@acme.test", "/tickets?view=table");
    await there.getByRole("table").waitFor();
    expect(there.url()).toContain("/tickets?view=table");
  });

  test("survives a reload, and ends with the sign-out", async () => {
    const page = await as("admin@acme.test");
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "系统概览" }).waitFor();
    await page.getByRole("button", { name: /账户与偏好/ }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("button", { name: "登录" }).waitFor();
  });
});

describe("raising a ticket", () => {
  test("a leave request that can't be is told at its three fields, and nothing is sent (B g)", async () => {
    const page = await as("li.lei@acme.test", `/tickets/new?form=${formId("请假")}&key=e2e-g`);
    await page.getByText("年假", { exact: true }).click();
    await page.getByLabel("开始日期").fill("2026-12-03");
    await page.getByLabel("结束日期").fill("2026-12-01");
    await page.getByLabel("天数").fill("0");
    const posts: string[] = [];
    page.on("request", (request) => request.method() === "POST" && request.url().includes("submissions") && posts.push(request.url()));
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByText("请修改标出的 3 处内容。").waitFor();
    expect(await page.locator("[aria-invalid=true]").count()).toBe(3);
    await page.getByText("结束日期不能早于开始日期。").waitFor();
    expect(posts).toEqual([]);
  });

  test("goes from queued to created without a reload, and a double click makes one (A 1)", async () => {
    const page = await as("li.lei@acme.test", `/tickets/new?form=${formId("请假")}&key=e2e-double`);
    await fillLeave(page, "双击提交的年假");
    await page.getByRole("button", { name: "提交", exact: true }).dblclick();
    await page.getByText(/工单 #\d+ 已创建/).waitFor();
    await page.getByRole("link", { name: "打开工单" }).click();
    await page.getByRole("heading", { name: "双击提交的年假" }).waitFor();
    expect(await raisedBy("li.lei@acme.test", "双击提交的年假")).toHaveLength(1);
  });

  test("outlives a network that is lost and a reload in the middle: one ticket (A 1)", async () => {
    const page = await as("li.lei@acme.test", `/tickets/new?form=${formId("请假")}&key=e2e-offline`);
    await fillLeave(page, "断网时提交的年假");
    // The first try arrives, its answer does not.
    await page.route("**/api/tickets/submissions", async (route) => {
      await route.fetch();
      await route.abort("connectionfailed");
    });
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByText(/网络不通/).waitFor();
    await page.reload();
    await page.getByText(/网络不通/).waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.getByText(/工单 #\d+ 已创建/).waitFor();
    expect(await raisedBy("li.lei@acme.test", "断网时提交的年假")).toHaveLength(1);
  });

  test("what was typed is still there after a reload", async () => {
    const page = await as("li.lei@acme.test", `/tickets/new?form=${formId("请假")}&key=e2e-draft`);
    await page.getByLabel("事由").fill("写了一半");
    await page.waitForTimeout(100);
    await page.reload();
    expect(await page.getByLabel("事由").inputValue()).toBe("写了一半");
  });
});

async function fillLeave(page: Page, title: string) {
  await page.getByLabel("标题").fill(title);
  await page.getByText("年假", { exact: true }).click();
  await page.getByLabel("开始日期").fill("2026-12-01");
  await page.getByLabel("结束日期").fill("2026-12-02");
  await page.getByLabel("天数").fill("2");
  await page.getByLabel("事由").fill("家中有事");
}

describe("the board", () => {
  const column = (page: Page, status: string) => page.locator(`[data-column="${status}"]`);
  const card = (page: Page, title: string) => page.locator("[data-ticket]", { hasText: title });

  test("moves a ticket where it may go by dragging, shows it at once, and takes it back", async () => {
    const page = await as("it.sun@acme.test", "/tickets?view=board");
    const title = tickets[0]?.title ?? "";
    await card(page, title).dragTo(column(page, "in_progress"));
    await column(page, "in_progress").getByText(title).waitFor();
    await page.getByText(/已移到“处理中”/).waitFor();
    await page.getByRole("button", { name: "撤销" }).click();
    await column(page, "open").getByText(title).waitFor();
  });

  test("does not take a ticket where it may not go", async () => {
    const page = await as("it.sun@acme.test", "/tickets?view=board");
    const title = tickets[4]?.title ?? "";
    await card(page, title).dragTo(column(page, "closed"));
    await page.waitForTimeout(400);
    expect(await column(page, "open").getByText(title).count()).toBe(1);
  });

  test("does by keyboard what dragging does", async () => {
    const page = await as("it.sun@acme.test", "/tickets?view=board");
    await page.locator("[data-ticket]").first().waitFor();
    await page.keyboard.press("j");
    const title = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: "处理中" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await column(page, "in_progress")
      .getByText(title ?? "")
      .waitFor();
  });

  test("shows within moments what somebody else did", async () => {
    const page = await as("it.sun@acme.test", "/tickets?view=board");
    await column(page, "open")
      .getByText(tickets[8]?.title ?? "")
      .waitFor();
    // The first look only learns where the counter stands.
    await page.waitForTimeout(2_500);
    const now = await platform.call<Ticket>(`GET /api/tickets/${tickets[8]?.id}`, "it.zhou@acme.test");
    const began = Date.now();
    await platform.call(`POST /api/tickets/${now.id}/transitions`, "it.zhou@acme.test", { to: "in_progress", version: now.version });
    await column(page, "in_progress").getByText(now.title).waitFor({ timeout: 4_000 });
    expect(Date.now() - began).toBeLessThan(4_000);
  });
});

test("bulk actions tell what became of each", async () => {
  const page = await as("it.sun@acme.test", "/tickets?view=table&status=%5B%22open%22%2C%22closed%22%5D");
  await page.getByRole("table").waitFor();
  await page.getByRole("checkbox", { name: "选择全部" }).check({ force: true });
  await page.getByRole("toolbar").getByRole("button", { name: "优先级设为" }).click();
  await page.getByRole("menuitem", { name: "高" }).click();
  await page
    .getByRole("dialog")
    .getByText(/项中 \d+ 项完成/)
    .waitFor();
  await page.getByRole("dialog").getByRole("listitem").first().waitFor();
  expect(await page.getByRole("dialog").getByText("完成", { exact: true }).count()).toBeGreaterThan(0);
});

test("filters stand in the URL, and a saved view brings them back", async () => {
  const page = await as("it.sun@acme.test", "/tickets?view=table");
  await page.getByRole("searchbox", { name: /搜索编号/ }).fill("VPN");
  await page.waitForURL(/q=VPN/);
  await expect.poll(() => page.getByRole("row").count()).toBe(2);
  await page.getByRole("button", { name: "视图" }).click();
  await page.getByRole("menuitem", { name: /保存视图/ }).click();
  await page.getByLabel("视图名称").fill("网络问题");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByRole("button", { name: "清除筛选" }).click();
  await page.getByRole("button", { name: "视图" }).click();
  await page.getByRole("menuitem", { name: "网络问题" }).click();
  await page.waitForURL(/q=VPN/);
});

test("a ticket is raised, commented on and resolved by the keyboard alone", async () => {
  const page = await as("it.sun@acme.test");
  await page.keyboard.press("c");
  await page.getByRole("searchbox", { name: "查找表单" }).waitFor();
  await tabTo(page, "一般请求");
  await page.keyboard.press("Enter");
  await page.getByLabel("标题").waitFor();
  await page.keyboard.type("只用键盘");
  await page.keyboard.press("Enter");
  await page.getByText(/工单 #\d+ 已创建/).waitFor();
  await tabTo(page, "打开工单");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "只用键盘" }).waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // whatever has it
  await page.keyboard.press("w");
  await page.keyboard.type("马上处理");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("listitem").filter({ hasText: "马上处理" }).waitFor();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // as above
  await page.keyboard.press("r");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText(/将状态由“待处理”改为“已解决”/).waitFor();
});

async function tabTo(page: Page, text: string) {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.textContent?.includes(wanted), text)) return;
  }
  throw new Error(`Tab never reached ${text}.`);
}

test("the queue shows a failed submission with its reason, and retries it", async () => {
  const admin = "admin@acme.test";
  const definition = { fields: [{ key: "note", label: "备注", type: "text" }], rules: [] };
  const draft = await platform.call<{ id: string }>("POST /api/forms", admin, { name: "尚未发布的表单", definition });
  platform.cloud.away("form");
  await platform.call("POST /api/tickets/submissions", "li.lei@acme.test", { title: "早了一步的申请", formId: draft.id, data: { note: "x" } });
  platform.cloud.away("form", null);
  platform.cloud.skipDelays();
  await platform.cloud.settled();
  const page = await as(admin, "/queue");
  const failed = page.getByRole("listitem").filter({ hasText: "早了一步的申请" });
  await failed.waitFor();
  expect(await failed.textContent()).toMatch(/publish/i);
  await platform.call(`POST /api/forms/${draft.id}/publish`, admin, {});
  await failed.getByRole("button", { name: "重试" }).click();
  await failed.waitFor({ state: "detached" });
  expect(await raisedBy("li.lei@acme.test", "早了一步的申请")).toHaveLength(1);
});

const looks: Look[] = [
  { locale: "zh-CN", colours: "light" },
  { locale: "en", colours: "dark" },
  { locale: "zh-CN", colours: "dark", phone: true },
  { locale: "en", colours: "light", phone: true },
];

describe.each(looks)("axe finds nothing ($locale, $colours, phone: $phone)", (look) => {
  test("on any screen, dialog, menu or error", { timeout: 300_000 }, async () => {
    const page = await as("admin@acme.test", "/", look);
    const steps: [string, string, ((page: Page) => Promise<unknown>)?][] = [
      ["overview", "/"],
      ["board", "/tickets?view=board"],
      ["move menu", "/tickets?view=board", (on) => on.locator('[data-part="menu"]').first().click()],
      ["status menu", "/tickets?view=board", (on) => on.getByRole("button", { name: look.locale === "en" ? "Status" : "状态", exact: true }).click()],
      ["table", "/tickets?view=table"],
      ["bulk", "/tickets?view=table", (on) => on.locator('[data-part="select"]').first().click()],
      ["ticket", `/tickets/${tickets[1]?.id}`],
      ["resolve", `/tickets/${tickets[1]?.id}`, (on) => on.keyboard.press("r")],
      ["edit", `/tickets/${tickets[1]?.id}`, (on) => on.keyboard.press("e")],
      ["assign", `/tickets/${tickets[1]?.id}`, (on) => on.keyboard.press("a")],
      ["chooser", "/tickets/new"],
      ["form errors", `/tickets/new?form=${formId("请假")}&key=axe`, (on) => on.getByRole("button", { name: /^(提交|Submit)$/ }).click()],
      ["purchase", `/tickets/new?form=${formId("采购")}&key=axe2`],
      ["queue", "/queue"],
      ["notifications", "/notifications"],
      ["missing", "/tickets/01900000-0000-7000-8000-000000000000"],
      ["lost", "/nowhere"],
      ["keys", "/", (on) => on.keyboard.press("?")],
      ["palette", "/", (on) => on.keyboard.press("Control+k")],
      ...(look.phone
        ? [
            ["phone menu", "/", (on: Page) => on.getByRole("button", { name: /打开导航|Open navigation/ }).click()] as [
              string,
              string,
              (page: Page) => Promise<unknown>,
            ],
          ]
        : [
            ["account", "/", (on: Page) => on.getByRole("button", { name: /账户与偏好|Account/ }).click()] as [
              string,
              string,
              (page: Page) => Promise<unknown>,
            ],
          ]),
    ];
    const found: string[] = [];
    for (const [name, path, prepare] of steps) {
      await page.goto(platform.url + path);
      await settled(page);
      await prepare?.(page);
      await page.waitForTimeout(350);
      for (const one of await violations(page)) found.push(`${name}: ${one}`);
    }
    expect(found).toEqual([]);
  });
});

/** The screen is there, and nothing on it still loads. */
async function settled(page: Page) {
  await page.locator("main h1").first().waitFor();
  await page.locator('main [role="status"] .chakra-skeleton').first().waitFor({ state: "detached" });
}

test("every overlay has its own style: none stands bare on the page", async () => {
  const page = await as("admin@acme.test", "/tickets?view=board");
  const ground = (selector: string) =>
    page
      .locator(selector)
      .last()
      .evaluate((element) => {
        const { backgroundColor, boxShadow, borderTopLeftRadius } = getComputedStyle(element);
        return { bare: backgroundColor === "rgba(0, 0, 0, 0)", flat: boxShadow === "none", square: borderTopLeftRadius === "0px" };
      });
  const styled = { bare: false, flat: false, square: false };
  await page.locator('[data-part="menu"]').first().click();
  await page.getByRole("menuitem").first().waitFor();
  expect(await ground('[role="menu"]')).toEqual(styled);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  expect(await ground('[role="dialog"]')).toEqual(styled);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.locator("[data-ticket]", { hasText: tickets[12]?.title }).dragTo(page.locator('[data-column="in_progress"]'));
  await page.locator("[data-toast]").waitFor();
  expect(await ground("[data-toast]")).toEqual(styled);
});
