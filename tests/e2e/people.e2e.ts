/** Hundreds of people, teams by the dozen, and whoever looks after them with a keyboard alone. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violations } from "./browser";
import { properties } from "./editor";
import type { Platform } from "./platform";
import { focused, openStage, tabTo } from "./stage";

const admin = "admin@acme.test";
type Made = { id: string; name: string };

/** Enough that no list is one page. */
async function many({ call }: Platform): Promise<{ last: Made; crowd: Made }> {
  let last: Made = { id: "", name: "" };
  for (let n = 0; n < 120; n += 1)
    last = await call<Made>("POST /api/users", admin, { name: `访客 ${String(n).padStart(3, "0")}`, email: `guest${n}@acme.test`, roles: ["requester"] });
  for (let n = 0; n < 150; n += 1) await call("POST /api/groups", admin, { name: `值班 ${String(n).padStart(3, "0")}` });
  const crowd = await call<Made>("POST /api/groups", admin, { name: "全体访客" });
  const { data } = await call<{ data: Made[] }>("GET /api/users?limit=100&q=guest", admin);
  for (const { id } of [...data, last]) await call(`POST /api/groups/${crowd.id}/members`, admin, { userId: id });
  return { last, crowd };
}

const stage = openStage(many);
const toEnd = (page: Page, list: string) => page.locator(list).last().scrollIntoViewIfNeeded();

describe("people, by keyboard alone", () => {
  test("are invited, told of at the field what is taken, deactivated and let in again", async () => {
    const page = await stage.as(admin, "/people");
    const { keyboard } = page;
    await keyboard.press("n");
    await expect
      .poll(() =>
        page
          .getByRole("dialog")
          .getByLabel("姓名")
          .evaluate((field) => field === document.activeElement),
      )
      .toBe(true);
    await keyboard.type("韩梅梅");
    await keyboard.press("Tab");
    await keyboard.type("li.lei@acme.test");
    await keyboard.press("Enter");
    await page.getByText("已有人使用这个邮箱。").waitFor();
    expect(await violations(page)).toEqual([]);
    // The focus is where the mistake is.
    await keyboard.press("Control+A");
    await keyboard.type("han@acme.test");
    await keyboard.press("Enter");
    await page.getByText("已邀请韩梅梅").waitFor();

    await tabTo(page, "搜索姓名或邮箱");
    await keyboard.type("han@");
    const row = page.getByRole("row", { name: /韩梅梅/ });
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await tabTo(page, "更多: 韩梅梅");
    await keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "停用" }).waitFor();
    await keyboard.press("End");
    await keyboard.press("Enter");
    await page.getByRole("alertdialog").waitFor();
    const sure = page.getByRole("alertdialog").getByRole("button", { name: "停用" });
    const step = () => keyboard.press("Tab").then(() => sure.evaluate((button) => button === document.activeElement));
    await expect.poll(step).toBe(true);
    await keyboard.press("Enter");
    await row.getByText("已停用").waitFor();
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    await tabTo(page, "更多: 韩梅梅");
    await keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "重新启用" }).waitFor();
    await page.locator('[role="menu"]:focus').waitFor();
    await keyboard.press("End");
    await keyboard.press("Enter");
    await row.getByText("已邀请").waitFor();
  });
});

describe("groups and departments, by keyboard alone", () => {
  test("a group is made, gets its members and loses them, and the next step is never at the top of the page", async () => {
    const page = await stage.as(admin, "/people?tab=groups");
    const { keyboard } = page;
    await keyboard.press("n");
    await expect.poll(() => focused(page)).toContain("名称");
    await keyboard.type("法务");
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "法务" }).waitFor();
    await expect.poll(() => focused(page)).toBe("content");
    await tabTo(page, "添加成员");
    for (const name of ["李雷", "赵敏"]) {
      await keyboard.type(name);
      await page.getByRole("option", { name: new RegExp(name) }).waitFor();
      await keyboard.press("Enter");
      await page.getByRole("button", { name: `移出${name}` }).waitFor();
    }
    await tabTo(page, "移出李雷");
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("设赵敏为组长");
    await tabTo(page, "移出赵敏");
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("添加成员");
    await tabTo(page, "编辑法务", "Shift+Tab");
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toContain("名称");
    await keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("编辑法务");
  });

  test("a department is made and moved, and the focus goes with it", async () => {
    const page = await stage.as(admin, "/people?tab=departments");
    const { keyboard } = page;
    const line = page.getByRole("button", { name: "更多: 法务部" });
    await page.getByText("研发部").waitFor();
    await keyboard.press("n");
    await expect.poll(() => focused(page)).toContain("名称");
    await keyboard.type("法务部");
    await keyboard.press("Enter");
    await line.waitFor();
    const left = async () => (await line.boundingBox())?.y;
    const before = await left();
    await tabTo(page, "更多: 法务部");
    await keyboard.press("Enter");
    await page.locator('[role="menu"]:focus').waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toContain("名称");
    await keyboard.press("Tab");
    await keyboard.press("ArrowDown");
    await tabTo(page, "保存");
    await keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(left).not.toBe(before);
    await expect.poll(() => focused(page)).toBe("更多: 法务部");
  });
});

describe("an absence, by keyboard alone", () => {
  test("is told with who stands in, changed and ended, and its dialog keeps the focus all the while", async () => {
    const page = await stage.as("li.lei@acme.test", "/");
    const { keyboard } = page;
    await tabTo(page, "账户与偏好");
    await keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await tabTo(page, "设置");
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "外出代理" });
    await dialog.getByText("没有安排外出").waitFor();
    await expect.poll(() => focused(page)).toBe("安排外出");
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toContain("开始");
    // Four years ago, as every day is there then too.
    for (let year = 0; year < 4; year += 1) await keyboard.press("ArrowDown");
    await tabTo(page, "代理人");
    await keyboard.type("王芳");
    await page.getByRole("option", { name: /王芳/ }).waitFor();
    await keyboard.press("Enter");
    await tabTo(page, "备注");
    await keyboard.type("婚假");
    await keyboard.press("Enter");
    await dialog.getByText("婚假").waitFor();
    await dialog.getByText("正在外出").waitFor();
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => focused(page)).toBe("安排外出");
    await tabTo(page, "修改");
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toContain("开始");
    await tabTo(page, "取消");
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("修改");
    await tabTo(page, "我回来了");
    await keyboard.press("Enter");
    await dialog.getByText("没有安排外出").waitFor();
    await expect.poll(() => focused(page)).toBe("安排外出");
    await keyboard.press("Escape");
    await expect.poll(() => focused(page)).toContain("账户与偏好");
  });
});

describe("people by the hundred", () => {
  test("are all reached by scrolling, and one whom a link names is open at once", async () => {
    const page = await stage.as(admin, "/people");
    await page.getByRole("row").nth(20).waitFor();
    await expect
      .poll(
        async () => {
          await toEnd(page, "tbody tr");
          return page.getByRole("row", { name: /访客 119/ }).count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    const { last } = stage.prepared;
    await page.goto(`${stage.platform.url}/people?open=${last.id}`);
    await page.getByRole("dialog", { name: `编辑${last.name}` }).waitFor();
  });

  test("and groups by the dozen are found by name, with all their members, and who was taken out by mistake is back by one click", async () => {
    const page = await stage.as(admin, "/people?tab=groups");
    await page.getByLabel("搜索用户组").fill("全体");
    const members = page.getByRole("list", { name: "成员" }).getByRole("listitem");
    await page.getByRole("heading", { name: "全体访客" }).waitFor();
    await members.first().waitFor();
    await expect
      .poll(
        async () => {
          await toEnd(page, '[aria-label="成员"] li');
          return members.count();
        },
        { timeout: 20_000 },
      )
      .toBe(101);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "移出访客 119" }).click();
    await expect.poll(() => members.count()).toBe(100);
    await page.getByRole("button", { name: "撤销" }).click();
    await expect.poll(() => members.count()).toBe(101);
  });

  test("and on a phone a group comes after the list, and leads back to it", async () => {
    const page = await stage.as(admin, "/people?tab=groups", { phone: true });
    await page.getByRole("button", { name: /^值班 007/ }).click();
    await page.getByRole("heading", { name: "值班 007" }).waitFor();
    await expect.poll(() => page.getByRole("list", { name: "用户组" }).count()).toBe(0);
    await page.getByRole("button", { name: "全部用户组" }).click();
    await page.getByRole("button", { name: /^值班 008/ }).waitFor();
  });
});

describe("people", () => {
  test("who work here are seen by an agent, who changes none of them; a requester is not led there", async () => {
    const agent = await stage.as("wang.fang@acme.test", "/people");
    await agent.getByRole("row").nth(3).waitFor();
    expect(await agent.getByRole("button", { name: /邀请|编辑|更多:/ }).count()).toBe(0);
    await agent.goto(`${stage.platform.url}/people?tab=groups&open=${stage.prepared.crowd.id}`);
    await agent.getByRole("heading", { name: "全体访客" }).waitFor();
    expect(await agent.getByRole("main").getByRole("switch").count()).toBe(0);
    const requester = await stage.as("li.lei@acme.test", "/people");
    await requester.getByText("你没有权限查看这里").first().waitFor();
  });

  test("keep their department: it can't be deleted, and says why", async () => {
    const page = await stage.as(admin, "/people?tab=departments");
    await page.getByRole("button", { name: "更多: 研发部" }).click();
    await page.getByRole("menuitem", { name: "删除" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "删除" }).click();
    await page.getByRole("alertdialog").getByText("部门里还有人员，请先把他们调到别的部门。").waitFor();
  });
});

describe("groups by the hundred", () => {
  test("are found for a step by typing, and the last of them has its name in the step, its simulation, its ticket and the list", async () => {
    const { call, cloud, url } = stage.platform;
    const { data } = await call<{ data: Made[] }>("GET /api/groups?q=149", admin);
    const people = await call<{ data: Made[] }>("GET /api/users?q=li.lei", admin);
    await call(`POST /api/groups/${data[0]?.id}/members`, admin, { userId: people.data[0]?.id });
    const { id: workflowId } = await call<Made>("POST /api/workflows", admin, {
      name: "值班处理",
      definition: {
        nodes: [
          { id: "start", type: "startEvent" },
          { id: "ask", type: "userTask", name: "值班处理", participants: [{ from: "groups", groups: ["值班 000"] }] },
          { id: "end", type: "endEvent" },
        ],
        flows: [
          { id: "in", from: "start", to: "ask" },
          { id: "out", from: "ask", to: "end" },
        ],
      },
    });
    const page = await stage.as(admin, `/workflows/${workflowId}?at=ask`);
    const rule = properties(page).getByRole("group", { name: "处理人规则 1" });
    await rule.getByRole("combobox", { name: "添加用户组" }).fill("149");
    await page.getByRole("option", { name: "值班 149" }).click();
    await rule.getByRole("button", { name: "删除 值班 000" }).click();
    await rule.getByRole("listitem").getByText("值班 149").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "模拟" }).click();
    const panel = page.getByRole("region", { name: "模拟运行" });
    await panel.getByRole("button", { name: "运行" }).click();
    await panel.getByText("用户组 值班 149").waitFor();
    await page.getByRole("button", { name: "发布" }).click();
    await page.getByText("已发布 · v1").waitFor();

    const { address } = await call<{ address: string }>("POST /api/tickets/submissions", admin, { title: "机房告警", workflowId });
    await cloud.settled();
    const { ticketId } = await call<{ ticketId: string }>(`GET /api/tickets/submissions/${address}`, admin);
    await page.goto(`${url}/tickets/${ticketId}`);
    const details = page.getByRole("region", { name: "属性" });
    await details.getByText("值班 149").waitFor();
    await page.goto(`${url}/tickets?view=table`);
    await page.getByRole("row", { name: /机房告警.*值班 149/ }).waitFor();
    expect(await page.getByText("某人").count()).toBe(0);
  });
});
