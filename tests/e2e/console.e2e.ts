import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Ticket } from "../../shared/contract/ticket";
import { askedAhead } from "./asked-ahead";
import { open, settled, signIn, violations } from "./browser";
import { leave, makeTickets } from "./demo-tickets";
import { hasFocus, openStage, tabTo } from "./stage";

const stage = openStage(async (platform) => {
  return { tickets: await makeTickets(platform) };
});
const { as } = stage;
const ticketAt = (index: number) => {
  const ticket = stage.prepared.tickets[index];
  if (!ticket) throw new Error(`There is no ticket ${index}.`);
  return ticket;
};

describe("signing in", () => {
  test("again, after the session has ended, is asked for with the reason, and leads back", async () => {
    const page = await as("it.sun@acme.test", "/tickets?view=table");
    await page.getByRole("table").waitFor();
    // What the board asks for, and not what comes by itself: that might end the session before the click.
    await page.route("**/api/tickets/board?*", (route) =>
      route.request().method() === "OPTIONS"
        ? route.fallback()
        : route.fulfill({ status: 401, headers: { "access-control-allow-origin": "*" }, contentType: "application/json", body: '{"message":"Unauthorized"}' }),
    );
    await page.getByRole("button", { name: "看板" }).click();
    await page.getByText("登录已过期，请重新登录。").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.getByRole("button", { name: "登录" }).click();
    await page.locator('button[value="it.sun@acme.test"]').or(page.locator("[data-column]").first()).first().click();
    await page.locator("[data-column]").first().waitFor();
    expect(page.url()).toContain("view=board");
  });

  test("leads to the overview, and back to where somebody wanted to go", async () => {
    const context = await open(stage.browser);
    const page = await signIn(context, stage.platform.url, "admin@acme.test");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("系统概览");
    await context.close();
    const another = await open(stage.browser);
    const there = await signIn(another, stage.platform.url, "it.sun@acme.test", "/tickets?view=table");
    await there.getByRole("table").waitFor();
    expect(there.url()).toContain("/tickets?view=table");
    await another.close();
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

test("what the page's address asks for ahead of its code is what the screen then takes", async () => {
  const paths = ["/", "/inbox", "/inbox?tab=created", "/tickets?view=board", "/tickets?view=table", "/tickets?view=table&q=VPN", `/tickets/${ticketAt(8).id}`];
  for (const path of paths) {
    const { asked, taken } = await askedAhead(stage, "it.sun@acme.test", path);
    expect(asked, path).toContain("/api/me");
    expect(taken.toSorted(), path).toEqual(asked.toSorted());
  }
});

test("what is dark is dark before the page's code is there", async () => {
  const context = await open(stage.browser, { colours: "dark" });
  const page = await context.newPage();
  await page.route(/\/assets\/(?!ahead)[^/]*\.js$/, (route) => route.abort());
  await page.goto(stage.platform.url, { waitUntil: "domcontentloaded" });
  expect(await page.locator("html").getAttribute("class")).toBe("dark");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe("rgb(15, 19, 20)");
  await context.close();
});

test("a browser makes all code that a page begins with ready at once: each file says so in its first line, which counts nowhere else", async () => {
  const page = await (await open(stage.browser)).newPage();
  const scripts: string[] = [];
  page.on("response", (response) => {
    if (/\/assets\/.*\.js$/.test(response.url())) scripts.push(response.url());
  });
  await page.goto(stage.platform.url);
  await settled(page);
  const codes = await Promise.all(scripts.map(async (url) => (await fetch(url)).text()));
  const told = codes.filter((code) => code.includes("allFunctionsCalledOnLoad"));
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(told.filter((code) => !code.startsWith("//# allFunctionsCalledOnLoad\n"))).toEqual([]);
  const large = codes.filter((code) => code.length > 100_000);
  expect(large.length).toBeGreaterThanOrEqual(2);
  expect(large.filter((code) => !told.includes(code)).map((code) => code.slice(0, 80))).toEqual([]);
  await page.context().close();
});

test("no screen wants what the site's policy forbids, as to make code of a schema", async () => {
  const { url, call } = stage.platform;
  const { data: forms } = await call<{ data: { id: string }[] }>("GET /api/forms?limit=1", "admin@acme.test");
  const { data: workflows } = await call<{ data: { id: string }[] }>("GET /api/workflows?limit=1", "admin@acme.test");
  const page = await as("admin@acme.test");
  await page.addInitScript(() => {
    const forbidden: string[] = [];
    Object.assign(globalThis, { forbidden });
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      forbidden.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  const editors = [`/forms/${forms[0]?.id}`, `/workflows/${workflows[0]?.id}`];
  for (const path of ["/", "/inbox", "/tickets?view=board", `/tickets/${ticketAt(8).id}`, "/tickets/new", "/people", "/queue", ...editors]) {
    const opened = await page.goto(url + path);
    expect(opened?.headers()["content-security-policy"], path).toContain("script-src 'self';");
    await settled(page);
    expect(await page.evaluate(() => (globalThis as unknown as { forbidden: string[] }).forbidden), path).toEqual([]); // the script's above
  }
  // It would see one: an inline script is none of ours.
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("script"), { textContent: "1" })));
  expect(await page.evaluate(() => (globalThis as unknown as { forbidden: string[] }).forbidden.length)).toBe(1);
});

describe("the board", () => {
  const column = (page: Page, status: string) => page.locator(`[data-column="${status}"]`);
  const card = (page: Page, title: string) => page.locator("[data-ticket]", { hasText: title });

  test("moves a ticket where it may go by dragging, shows it at once, and takes it back", async () => {
    const page = await as("it.sun@acme.test", "/tickets?view=board");
    const { title } = ticketAt(0);
    await card(page, title).dragTo(column(page, "in_progress"));
    await column(page, "in_progress").getByText(title).waitFor();
    await page.getByText(/已移到“处理中”/).waitFor();
    await page.getByRole("button", { name: "撤销" }).click();
    await column(page, "open").getByText(title).waitFor();
  });

  test("does not take a ticket where it may not go", async () => {
    const page = await as("it.sun@acme.test", "/tickets?view=board");
    const { title } = ticketAt(4);
    const moves: string[] = [];
    page.on("request", (request) => request.url().includes("/transitions") && moves.push(request.url()));
    await card(page, title).dragTo(column(page, "closed"));
    await painted(page);
    expect(moves).toEqual([]);
    expect(await column(page, "open").getByText(title).count()).toBe(1);
  });

  test("does by keyboard what dragging does", async () => {
    const page = await as("it.sun@acme.test", "/tickets?view=board");
    await page.locator("[data-ticket]").first().waitFor();
    await page.keyboard.press("j");
    const title = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press("m");
    // By key it begins with its first entry.
    await page.locator('[role="menu"]:focus').waitFor();
    await page.getByRole("menuitem", { name: "处理中" }).and(page.locator("[data-highlighted]")).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await page.keyboard.press("ArrowDown");
    await page.locator('[role="menu"]:focus').waitFor();
    await page.keyboard.press("Enter");
    await column(page, "in_progress")
      .getByText(title ?? "")
      .waitFor();
  });

  test("has every ticket that the overview counts: those without a column of their own stand together, and can be moved on", async () => {
    const title = "写了一半的申请";
    await stage.platform.call("POST /api/tickets", "it.sun@acme.test", { title, status: "draft" });
    const page = await as("it.sun@acme.test", "/tickets?view=board");
    await column(page, "others").getByText("草稿").waitFor();
    const { tickets } = await stage.platform.call<{ tickets: { total: number } }>("GET /api/overview", "it.sun@acme.test");
    await expect.poll(() => page.locator("[data-ticket]").count()).toBe(tickets.total);
    const lists: string[] = [];
    page.on("request", (request) => request.method() === "GET" && /\/api\/tickets(\/board)?\?/.test(request.url()) && lists.push(request.url()));
    await card(page, title).dragTo(column(page, "open"));
    await column(page, "open").getByText(title).waitFor();
    await column(page, "others").waitFor({ state: "detached" });
    // Five columns are read anew in one request.
    await expect.poll(() => lists.length).toBeGreaterThan(0);
    expect(lists.filter((url) => (new URL(url).searchParams.get("columns") ?? "").split(";").length !== 5)).toEqual([]);
  });

  test("shows within 2 s what somebody else did, and so does the ticket", async () => {
    const { id, title } = ticketAt(8);
    const board = await as("it.sun@acme.test", "/tickets?view=board");
    const ticket = await as("wang.fang@acme.test", `/tickets/${id}`);
    await board.locator("[data-ticket]", { hasText: title }).waitFor();
    // The first look only learns where the counter stands.
    const looked = (page: Page) => page.waitForResponse((response) => response.url().endsWith("/api/changes"));
    await Promise.all([looked(board), looked(ticket)]);
    const now = await stage.platform.call<Ticket>(`GET /api/tickets/${id}`, "it.zhou@acme.test");
    const to = now.status === "open" ? "in_progress" : "open";
    await stage.platform.call(`POST /api/tickets/${id}/transitions`, "it.zhou@acme.test", { to, version: now.version });
    const began = Date.now();
    await Promise.all([
      column(board, to).getByText(title).waitFor({ timeout: 10_000 }),
      ticket
        .getByRole("region", { name: "属性" })
        .getByText(to === "open" ? "待处理" : "处理中")
        .waitFor({ timeout: 10_000 }),
    ]);
    expect(Date.now() - began).toBeLessThan(2_000);
  });
});

/** What was done before is drawn. */
const painted = (page: Page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

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

test("what is ticked stands in the URL and outlives a reload; what a bulk action was refused for stays ticked", async () => {
  const page = await as("it.sun@acme.test", "/tickets?view=table");
  const row = (number: number) => page.getByRole("checkbox", { name: `选择 #${number}` });
  const [first, second] = [ticketAt(3), ticketAt(4)];
  await row(first.number).check();
  await row(second.number).check();
  await page.reload();
  await page.getByRole("toolbar").getByText("已选 2 项").waitFor();
  expect(await row(first.number).isChecked()).toBe(true);
  // The second one is refused.
  await page.route(`**/api/tickets/${second.id}`, (route) =>
    route.request().method() === "PATCH"
      ? route.fulfill({ status: 403, headers: { "access-control-allow-origin": "*" }, contentType: "application/json", body: '{"message":"Forbidden"}' })
      : route.fallback(),
  );
  await page.getByRole("toolbar").getByRole("button", { name: "优先级设为" }).click();
  await page.getByRole("menuitem", { name: "紧急" }).click();
  await page.getByRole("dialog").getByText("2 项中 1 项完成").waitFor();
  await page.getByRole("dialog").getByText("你没有权限这样做。").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "关闭" }).last().click();
  await page.getByRole("toolbar").getByText("已选 1 项").waitFor();
  expect(await row(second.number).isChecked()).toBe(true);
});

test("tickets are filtered by the form that they were raised with", async () => {
  const { data } = await stage.platform.call<{ data: { id: string; name: string }[] }>("GET /api/forms?limit=100", "li.lei@acme.test");
  const form = data.find(({ name }) => name.startsWith("请假"));
  await stage.platform.call("POST /api/tickets", "it.sun@acme.test", { title: "按表单找的假", formId: form?.id, data: { ...leave, days: 1 } });
  const page = await as("it.sun@acme.test", "/tickets?view=table");
  await page.getByRole("table").waitFor();
  await page.getByLabel("表单").selectOption({ label: form?.name ?? "" });
  await page.waitForURL(/form=/);
  await expect.poll(() => page.getByRole("checkbox", { name: /^选择 #/ }).count()).toBe(1);
  await page.getByRole("link", { name: "按表单找的假" }).waitFor();
});

test("tickets are filtered by the process that they go through, and a saved view keeps that", async () => {
  const { data } = await stage.platform.call<{ data: { id: string; name: string }[] }>("GET /api/workflows?limit=100", "li.lei@acme.test");
  const workflow = data.find(({ name }) => name.startsWith("请假"));
  const forms = await stage.platform.call<{ data: { id: string; name: string }[] }>("GET /api/forms?limit=100", "li.lei@acme.test");
  const formId = forms.data.find(({ name }) => name.startsWith("请假"))?.id;
  const body = { title: "走流程的假", formId, workflowId: workflow?.id, data: { ...leave, days: 1 } };
  await stage.platform.call("POST /api/tickets", "it.sun@acme.test", body);
  const page = await as("it.sun@acme.test", "/tickets?view=table");
  await page.getByRole("table").waitFor();
  await page.getByLabel("流程", { exact: true }).selectOption({ label: workflow?.name ?? "" });
  await page.waitForURL(/workflow=/);
  await expect.poll(() => page.getByRole("checkbox", { name: /^选择 #/ }).count()).toBe(1);
  await page.getByRole("link", { name: "走流程的假" }).waitFor();
  await page.getByRole("button", { name: "视图" }).click();
  await page.getByRole("menuitem", { name: /保存视图/ }).click();
  await page.getByLabel("视图名称").fill("请假流程");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByRole("button", { name: "清除筛选" }).click();
  await expect.poll(() => page.url()).not.toMatch(/workflow=/);
  await page.getByRole("button", { name: "视图" }).click();
  await page.getByRole("menuitem", { name: "请假流程" }).click();
  await page.waitForURL(/workflow=/);
  await page.getByRole("button", { name: "看板" }).click();
  await expect.poll(() => page.locator("[data-ticket]").count()).toBe(1);
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
  await page.getByLabel("排序").selectOption("oldest");
  await page.waitForURL(/sort=oldest/);
  await page.goBack();
  await expect.poll(() => page.getByLabel("排序").inputValue()).toBe("newest");
  expect(page.url()).toMatch(/q=VPN/);
});

test("a ticket is raised, commented on and resolved by the keyboard alone", async () => {
  const page = await as("it.sun@acme.test");
  await page.keyboard.press("c");
  await page.getByRole("searchbox", { name: "查找申请" }).waitFor();
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

test("what is filled into a dialog outlives Escape and a click beside it, until one drops it", async () => {
  const page = await as("it.sun@acme.test", `/tickets/${ticketAt(5).id}`);
  const opener = page.getByRole("button", { name: "解决", exact: true });
  const dialog = page.getByRole("dialog");
  const box = dialog.getByRole("textbox");
  const question = dialog.getByRole("alertdialog", { name: "放弃已填写的内容？" });
  const goOn = question.getByRole("button", { name: "继续填写" });
  const has = (what: Locator) => expect.poll(() => hasFocus(what)).toBe(true);
  await opener.focus();
  await page.keyboard.press("Enter");
  await has(box);
  await page.mouse.click(20, 400);
  await dialog.waitFor({ state: "detached" });
  await has(opener);
  await page.keyboard.press("Enter");
  await has(box);
  await page.keyboard.type("重启了打印服务");
  await page.mouse.click(20, 400);
  await has(goOn);
  await page.mouse.click(20, 400);
  await has(goOn);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  await has(box);
  await page.keyboard.type("，好了");
  await page.keyboard.press("Escape");
  await has(goOn);
  await dialog.getByRole("heading").click();
  await question.waitFor({ state: "detached" });
  expect(await box.inputValue()).toBe("重启了打印服务，好了");
  await box.press("Escape");
  await has(goOn);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await has(opener);
});

test("a long table draws only the rows near what is seen, and is read to its end by wheel and by key", async () => {
  const { call } = stage.platform;
  const numbers = Array.from({ length: 160 }, (_, n) => n);
  for (let from = 0; from < numbers.length; from += 20)
    await Promise.all(numbers.slice(from, from + 20).map((n) => call("POST /api/tickets", "it.sun@acme.test", { title: `长表 ${n}`, priority: "low" })));
  const page = await as("it.sun@acme.test", "/tickets?view=table&q=%E9%95%BF%E8%A1%A8");
  await page.getByRole("link", { name: "长表" }).first().waitFor();
  await page.getByRole("table").hover();
  const rows = page.locator("[data-ticket]");
  const content = page.locator("#content");
  const read = () => content.evaluate((box) => ({ height: box.scrollHeight, left: box.scrollHeight - box.scrollTop - box.clientHeight }));
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 3_000);
        const { height, left } = await read();
        return height > 160 * 40 && left < 2;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  await settled(page);
  expect(await rows.count()).toBeLessThan(100);
  const last = rows.last().getByRole("link");
  await last.focus();
  const below = await last.textContent();
  await page.keyboard.press("k");
  expect(await page.evaluate(() => document.activeElement?.textContent)).not.toBe(below);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^长表/);
});
