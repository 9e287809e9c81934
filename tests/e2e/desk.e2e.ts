/** The whole tenant at a glance, as those see it who look after it: figures, inboxes, the queue, people. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Overview } from "../../shared/contract/overview";
import type { TicketCard } from "../../shared/contract/ticket";
import { violations } from "./browser";
import { failSubmission, head, makeDemo, requester, unreadable } from "./demo";
import { focused, openStage, tabTo } from "./stage";

const admin = "admin@acme.test";
const stage = openStage(makeDemo);
const asAdmin = (path: string) => stage.as(admin, path);

describe("the overview", () => {
  const total = (page: Page, label: string) => page.getByRole("main").getByRole("link", { name: new RegExp(label) });

  test("says what the lists say, follows what others do, and leads to them", async () => {
    const page = await asAdmin("/");
    const { tickets } = await stage.platform.call<Overview>("GET /api/overview", admin);
    await total(page, `工单总数\\s*${tickets?.total}`).waitFor();
    await page.getByText("队列畅通").waitFor();
    await stage.platform.call("POST /api/tickets", admin, { title: "多一张工单" });
    await total(page, `工单总数\\s*${(tickets?.total ?? 0) + 1}`).waitFor();
    await total(page, "工单总数").click();
    await page.getByRole("heading", { level: 1, name: "工单" }).waitFor();
  });

  test("names what does not answer, and shows all else", async () => {
    stage.platform.cloud.away("form");
    try {
      const page = await asAdmin("/");
      await page.getByRole("status").filter({ hasText: "这些服务暂时没有响应：表单。" }).waitFor();
      await total(page, "工单总数\\s*\\d").waitFor();
      expect(await violations(page)).toEqual([]);
    } finally {
      stage.platform.cloud.away("form", null);
    }
  });
});

describe("the inbox", () => {
  const items = (page: Page) => page.locator("[data-item]");
  const titles = (page: Page) => page.locator("[data-item] a").allTextContents();

  test("keeps what I raised, what I did and what I was sent a copy of apart, each with its state, and remembers the tab in the URL", async () => {
    const creator = await stage.as(requester, "/inbox");
    await creator.getByRole("navigation", { name: "待办分类" }).getByRole("button", { name: "我发起的" }).click();
    await creator.waitForURL(/tab=created/);
    await items(creator).filter({ hasText: "出国探亲五天" }).getByText("已拒绝").waitFor();
    await items(creator).filter({ hasText: "半天事假" }).getByText("已通过").waitFor();
    await items(creator).filter({ hasText: "年假一天" }).getByText("进行中").waitFor();

    const handler = await stage.as(head, "/inbox");
    await expect.poll(() => titles(handler)).toEqual(["年假一天"]);
    await handler.getByRole("navigation", { name: "待办分类" }).getByRole("button", { name: "我处理过的" }).click();
    for (const title of ["搬家，请年假两天", "出国探亲五天", "半天事假"])
      await items(handler).filter({ hasText: title }).getByText("同意", { exact: true }).waitFor();
    await handler.reload();
    await items(handler).filter({ hasText: "半天事假" }).waitFor();

    const copied = await stage.as("cfo.lin@acme.test", "/inbox?tab=cc");
    const copy = items(copied).filter({ hasText: "年假一天" });
    await copy.getByText("李雷").first().waitFor();
    await copy.getByRole("link").click();
    await copy.getByRole("img", { name: "未读" }).waitFor({ state: "detached" });
  });

  test("is walked through by keys: each moves the mark, and only what one stays at is drawn, without a transition for who wants none", async () => {
    const page = await stage.as(head, "/inbox?tab=handled");
    await expect.poll(() => titles(page)).toHaveLength(3);
    const ids = await items(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.item));
    const opened = page.locator("[data-detail]");
    await expect.poll(() => opened.getAttribute("data-detail")).toBe(ids[0]);
    const seen = await page.evaluate(async () => {
      const drawn = new Set<string | undefined>();
      const moved: string[] = [];
      addEventListener("transitionrun", ({ target }) => moved.push((target as Element).localName), true);
      new MutationObserver(() => drawn.add(document.querySelector<HTMLElement>("[data-detail]")?.dataset.detail)).observe(document.body, {
        childList: true,
        subtree: true,
      });
      const marked: (string | undefined)[] = [];
      for (const key of ["j", "j", "k", "j"]) {
        document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        await Promise.resolve();
        marked.push(document.querySelector<HTMLElement>('[data-item]:has([aria-current="true"])')?.dataset.item);
      }
      const last = marked.at(-1);
      await new Promise<void>((resolve) => {
        const look = () => (drawn.has(last) ? resolve() : requestAnimationFrame(look));
        look();
      });
      return { marked, drawn: [...drawn].filter(Boolean), moved };
    });
    expect(seen.marked).toEqual([ids[1], ids[2], ids[1], ids[2]]);
    expect(seen.drawn).not.toContain(ids[1]);
    expect(seen.moved).toEqual([]);
    await page.waitForURL(new RegExp(`at=${ids[2]}`));
  });

  test("of a group is claimed by one, and leaves the others' lists without a reload", async () => {
    const [liu, chen] = [await stage.as("hr.liu@acme.test", "/inbox?tab=group"), await stage.as("hr.chen@acme.test", "/inbox?tab=group")];
    const task = (page: Page) => items(page).filter({ hasText: "搬家，请年假两天" });
    await task(chen).waitFor();
    await task(liu).getByRole("link").click();
    await liu.getByRole("button", { name: "认领", exact: true }).click();
    await task(chen).waitFor({ state: "detached" });
    await liu
      .getByRole("navigation", { name: "待办分类" })
      .getByRole("button", { name: /待我处理/ })
      .click();
    await task(liu).waitFor();
  });
});

describe("the queue", () => {
  const raised = async (q: string) => (await stage.platform.call<{ data: TicketCard[] }>(`GET /api/tickets?limit=100&q=${encodeURIComponent(q)}`, admin)).data;

  test("shows what failed with its reason, and one retry makes its ticket under the same id", async () => {
    const form = await failSubmission(stage.platform, "差一点的申请");
    const { data } = await stage.platform.call<{ data: { id: string; title: string }[] }>("GET /api/tickets/submissions?status=failed&scope=all", admin);
    const id = data.find(({ title }) => title === "差一点的申请")?.id;
    const page = await asAdmin("/queue");
    const failed = page.getByRole("listitem").filter({ hasText: "差一点的申请" });
    await failed.getByText("它尚未发布，暂时不能使用。").waitFor();
    await stage.platform.call(`POST /api/forms/${form}/publish`, admin, {});
    await failed.getByRole("button", { name: "重试" }).click();
    await failed.waitFor({ state: "detached" });
    expect(await raised("差一点的申请")).toHaveLength(1);
    const now = await stage.platform.call<{ status: string }>(`GET /api/tickets/submissions/${id}`, requester);
    expect(now.status).toBe("completed");
  });

  test("tries all that failed again, after a question: those whose cause is gone become tickets, the others say why not", async () => {
    const form = await failSubmission(stage.platform, "整批重试的申请");
    await stage.platform.call(`POST /api/forms/${form}/publish`, admin, {});
    const page = await asAdmin("/queue");
    const failed = (title: string) => page.getByRole("listitem").filter({ hasText: title });
    await failed("整批重试的申请").waitFor();
    await page.getByRole("button", { name: "全部重试" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "全部重试" }).click();
    await failed("整批重试的申请").waitFor({ state: "detached" });
    await failed("早了一步的申请").getByText("尝试 2 次").waitFor();
    expect(await raised("整批重试的申请")).toHaveLength(1);
  });

  test("tells in the URL which incidents are looked at", async () => {
    const page = await asAdmin("/queue?tab=incidents");
    const resolved = page.getByRole("button", { name: "已处理", pressed: true });
    await page.getByRole("button", { name: "已处理" }).click();
    await resolved.waitFor();
    expect(page.url()).toContain("incidents=resolved");
    await page.reload();
    await resolved.waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "未处理", pressed: true }).waitFor();
  });

  test("is worked off by keyboard alone: what is tried again leaves the focus beside it, and an incident is settled", async () => {
    const page = await asAdmin("/queue");
    const { keyboard } = page;
    const failed = page.getByRole("listitem").filter({ hasText: "早了一步的申请" });
    await failed.getByText("它尚未发布，暂时不能使用。").waitFor();
    const tries = Number(/尝试 (\d+) 次/.exec(await failed.innerText())?.[1]);
    await tabTo(page, "全部重试");
    await tabTo(page, "重试");
    await keyboard.press("Enter");
    await failed.getByText(`尝试 ${tries + 1} 次`).waitFor();
    await expect.poll(() => focused(page)).toContain("重试");
    await page.goto(`${stage.platform.url}/queue?tab=incidents`);
    const stuck = page.getByRole("listitem").filter({ hasText: "缺了天数" });
    await stuck.waitFor();
    await tabTo(page, "处理异常");
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toContain("先修正数据");
    await keyboard.type('{ "days": 3 }');
    await tabTo(page, "重新执行");
    await keyboard.press("Enter");
    await stuck.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).not.toBe("");
  });

  test("keeps what nobody could read, shows what it says, and sends it again", async () => {
    const page = await asAdmin("/queue?tab=dead");
    await page.getByText("没有死信").waitFor();
    await unreadable(stage.platform, "这不是一条提交");
    await page.reload();
    const letter = page.getByRole("listitem").filter({ hasText: "这不是一条提交" });
    await letter.waitFor();
    await letter.getByText("消息内容").click();
    await letter.getByText("这不是一条提交").waitFor();
    expect(await violations(page)).toEqual([]);
    await letter.getByRole("button", { name: "重新投递" }).click();
    await letter.first().getByText("已重新投递").or(letter.last().getByText("已重新投递")).first().waitFor();
  });
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
