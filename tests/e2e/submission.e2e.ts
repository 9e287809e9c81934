/** Raising something, whatever the network and the reader do meanwhile: one ticket, or a reason (scenarios A 1, A 2 and B g). */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Form } from "../../shared/contract/form";
import type { TicketCard } from "../../shared/contract/ticket";
import { requester } from "./demo";
import { focused, hasFocus, openStage } from "./stage";

const admin = "admin@acme.test";
const stage = openStage(async (platform) => (await platform.call<{ data: { id: string; name: string }[] }>("GET /api/forms", requester)).data);
const { as } = stage;
const formId = (name: string) => stage.prepared.find((form) => form.name.startsWith(name))?.id ?? "";
const raisedBy = async (email: string, q: string) =>
  (await stage.platform.call<{ data: TicketCard[] }>(`GET /api/tickets?limit=100&q=${encodeURIComponent(q)}`, email)).data;

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
    // It has not arrived anywhere: nobody is told to leave.
    expect(await page.getByText("可以离开这个页面").count()).toBe(0);
    await page.reload();
    await page.getByText(/网络不通/).waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.getByText(/工单 #\d+ 已创建/).waitFor();
    expect(await raisedBy("li.lei@acme.test", "断网时提交的年假")).toHaveLength(1);
  });

  test("what was typed is still there after a reload", async () => {
    const page = await as("li.lei@acme.test", `/tickets/new?form=${formId("请假")}&key=e2e-draft`);
    await page.getByLabel("事由").fill("写了一半");
    await page.waitForFunction(() => JSON.stringify(sessionStorage).includes("写了一半"));
    await page.reload();
    await page.getByLabel("事由").waitFor();
    expect(await page.getByLabel("事由").inputValue()).toBe("写了一半");
  });

  test("sent again with another title is told that the first one stands, and what was typed goes on as a new request (A 2)", async () => {
    const path = `/tickets/new?form=${formId("请假")}&key=e2e-twice`;
    const [first, second] = [await as(requester, path), await as(requester, path)];
    await fillLeave(first, "第一次的标题");
    await fillLeave(second, "另一个标题");
    await send(first);
    await first.getByText(/工单 #\d+ 已创建/).waitFor();
    await send(second);
    await second.getByText("这次填写的内容没有提交").waitFor();
    expect(await raisedBy(requester, "另一个标题")).toEqual([]);
    expect(await raisedBy(requester, "第一次的标题")).toHaveLength(1);
    // Nor does a reload lose it.
    await second.reload();
    await second.getByRole("button", { name: "作为新申请填写" }).click();
    await second.getByLabel("事由").waitFor();
    expect(await second.getByLabel("标题").inputValue()).toBe("另一个标题");
    await send(second);
    await second.getByText(/工单 #\d+ 已创建/).waitFor();
    expect(await raisedBy(requester, "另一个标题")).toHaveLength(1);
    expect(await raisedBy(requester, "第一次的标题")).toHaveLength(1);
  });

  test("come back to after it was created, or loaded again, shows the ticket that was made, and another one is another request", async () => {
    const page = await as("li.lei@acme.test", `/tickets/new?form=${formId("请假")}&key=e2e-back`);
    await fillLeave(page, "第一次请假");
    await send(page);
    const created = page.getByText(/工单 #\d+ 已创建/);
    const said = await created.textContent();
    await page.reload();
    expect(await created.textContent()).toBe(said);
    await page.getByRole("link", { name: "打开工单" }).click();
    await page.getByRole("heading", { name: "第一次请假" }).waitFor();
    await page.goBack();
    expect(await created.textContent()).toBe(said);
    await page.getByRole("button", { name: "再提一单" }).click();
    await page.getByRole("button", { name: /请假/ }).first().click();
    await fillLeave(page, "第二次请假");
    await send(page);
    await created.waitFor();
    expect(await created.textContent()).not.toBe(said);
    expect(await raisedBy("li.lei@acme.test", "第一次请假")).toHaveLength(1);
    expect(await raisedBy("li.lei@acme.test", "第二次请假")).toHaveLength(1);
  });

  test("leads who uses the keyboard to what says that it was created", async () => {
    const page = await as("li.lei@acme.test", `/tickets/new?form=${formId("请假")}&key=e2e-focus`);
    await fillLeave(page, "提交之后的焦点");
    await send(page);
    await page.getByText(/工单 #\d+ 已创建/).waitFor();
    expect(await focused(page)).toMatch(/工单 #\d+ 已创建/);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("打开工单");
  });

  test("takes a click on a choice that the keyboard stands on: its error does not come between", async () => {
    const page = await as("li.lei@acme.test", `/tickets/new?form=${formId("请假")}&key=e2e-radio`);
    await page.getByLabel("标题").focus();
    await page.keyboard.press("Tab");
    const choice = page.getByText("年假", { exact: true });
    await choice.click();
    expect(await page.getByRole("radio", { name: "年假" }).isChecked()).toBe(true);
    expect(await page.getByRole("alert").count()).toBe(0);
    // Nor that of a field above what is clicked.
    await page.getByLabel("开始日期").focus();
    await page.getByLabel("优先级").click();
    expect(await hasFocus(page.getByLabel("优先级"))).toBe(true);
    await page.getByText("请填写。").waitFor();
  });

  test("shows on a phone what the first field that is wrong is called, be it higher than the window", async () => {
    const { call } = stage.platform;
    const columns = [{ key: "name", type: "text", label: "名称" }];
    const table = { key: "things", label: "物品", type: "table", columns, minRows: 20 };
    const form = await call<Form>("POST /api/forms", admin, { name: "长清单", definition: { fields: [table], rules: [] } });
    await call(`POST /api/forms/${form.id}/publish`, admin, {});
    for (const [id, rows] of [
      [formId("请假"), 0],
      [form.id, 12],
    ] as const) {
      const page = await as("li.lei@acme.test", `/tickets/new?form=${id}&key=e2e-phone`, { phone: true });
      for (let row = 0; row < rows; row += 1) await page.getByRole("button", { name: "添加一行" }).click();
      await send(page);
      await page.getByText("请修改标出的").waitFor();
      await page.waitForFunction(() => document.activeElement?.closest("[data-invalid-field]"));
      const named = await page.locator("[data-invalid-field] :is(legend, label)").first().boundingBox();
      const header = await page.locator("main header").boundingBox();
      expect(named?.y).toBeGreaterThan((header?.y ?? 0) + (header?.height ?? 0));
    }
  });

  test("that the server refused after all is corrected where it was wrong, and becomes a ticket under the same id (A 2)", async () => {
    const { cloud, call } = stage.platform;
    const amount = (max?: number) => ({ fields: [{ key: "amount", label: "金额", type: "number", required: true, max }], rules: [] });
    const form = await call<Form>("POST /api/forms", admin, { name: "限额申请", definition: amount() });
    const { version } = await call<Form>(`POST /api/forms/${form.id}/publish`, admin, {});
    const page = await as(requester, `/tickets/new?form=${form.id}&key=e2e-corrected`);
    await page.getByLabel("标题").fill("超出限额");
    await page.getByLabel("金额").fill("900");
    // The page has what was in force when it came; what decides is what is in force now.
    await call(`PATCH /api/forms/${form.id}`, admin, { version, definition: amount(500) });
    await call(`POST /api/forms/${form.id}/publish`, admin, {});
    // The server refuses it at once while it can ask, and in a second round after all when it could not.
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByText("不能大于 500。").waitFor();
    // Told as what the page finds itself is: how much is wrong, with the focus where it is.
    await page.getByText("请修改标出的 1 处内容。").waitFor();
    expect(await page.getByLabel("金额").evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByLabel("金额").fill("800");
    const ids: string[] = [];
    page.on("response", async (response) => {
      if (response.request().method() === "POST" && response.url().endsWith("/submissions")) ids.push((await response.json()).id);
    });
    cloud.away("form");
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByText("已接收，正在排队").waitFor();
    cloud.away("form", null);
    cloud.skipDelays();
    await page.getByText("不能大于 500。").waitFor();
    expect(await raisedBy(requester, "超出限额")).toEqual([]);
    await page.getByLabel("金额").fill("500");
    // What is known of it stays the former refusal until the correction has had its turn.
    await cloud.consumers.ticketSubmissions.pause();
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.waitForResponse((response) => response.request().method() === "GET" && response.url().includes("/submissions/"));
    await page.getByText("已接收，正在排队").waitFor();
    cloud.consumers.ticketSubmissions.resume();
    await page.getByText(/工单 #\d+ 已创建/).waitFor();
    expect(await raisedBy(requester, "超出限额")).toHaveLength(1);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

const send = (page: Page) => page.getByRole("button", { name: "提交", exact: true }).click();

async function fillLeave(page: Page, title: string) {
  await page.getByLabel("标题").fill(title);
  await page.getByText("年假", { exact: true }).click();
  await page.getByLabel("开始日期").fill("2026-12-01");
  await page.getByLabel("结束日期").fill("2026-12-02");
  await page.getByLabel("天数").fill("2");
  await page.getByLabel("事由").fill("家中有事");
}
