/** Every screen, dialog, menu, toast and form error, by name: where it is, how one gets there, and when it is there. */
import type { Page } from "playwright-core";
import { settled } from "./browser";
import { type Demo, head, requester } from "./demo";

type Kind = "screen" | "overlay" | "state";

export type Scene = {
  name: string;
  kind: Kind;
  path: string;
  /** What is done there, and waited for. */
  act?: (page: Page) => Promise<unknown>;
  /** Of an overlay: what must look like one. */
  overlay?: string;
  /** It never rests: something loads on purpose. */
  moves?: true;
  /** Where it is looked at; pictures are made of all of them on both, where they are there. */
  on?: "desk" | "phone" | "desk and phone";
  /** It is not there on a phone. */
  deskOnly?: true;
  as?: string;
};

const both = "desk and phone";

const menu = (page: Page) => page.getByRole("menu").locator('[role^="menuitem"]').first().waitFor();
const dialog = (page: Page) => page.locator('[role="dialog"], [role="alertdialog"]').last().waitFor();
const failing = (part: RegExp, answer: { status: number; code: string } | "never") => async (page: Page) => {
  await page.route(part, async (route) => {
    if (route.request().method() === "OPTIONS") return route.fallback();
    if (answer === "never") return; // it hangs
    const { status, code } = answer;
    const headers = { "access-control-allow-origin": "*", "content-type": "application/problem+json", "retry-after": "1" };
    await route.fulfill({
      status,
      headers,
      body: JSON.stringify({ type: "about:blank", title: code, status, detail: code, code, requestId: "r", errors: [] }),
    });
  });
  await page.reload();
};

async function fillLeave(page: Page) {
  await page.getByText("年假", { exact: true }).click();
  await page.getByLabel("开始日期").fill("2026-12-01");
  await page.getByLabel("结束日期").fill("2026-12-05");
  await page.getByLabel("天数").fill("3.5");
  await page.getByLabel("事由").fill("回家看望父母");
  await page.locator("[data-preview]").waitFor();
}

/** On a desk the first item is open beside the list, on a phone it is not. */
async function openItem(page: Page) {
  await page.locator("[data-item] a").first().click();
  await page.locator("[data-detail] .react-flow__node").first().waitFor();
}

export function scenes({ tickets, forms, workflow, unfinished, leaves }: Demo): Scene[] {
  const ticket = `/tickets/${tickets[1]?.id}`;
  const board = "/tickets?view=board";
  const table = "/tickets?view=table";
  const submit = (page: Page) => page.getByRole("button", { name: /^(提交|Submit)$/ }).click();
  const press = (key: string, then: (page: Page) => Promise<unknown>) => async (page: Page) => {
    await page.keyboard.press(key);
    await then(page);
  };
  const click = (selector: string, then: (page: Page) => Promise<unknown>) => async (page: Page) => {
    await page.locator(selector).first().click();
    await then(page);
  };
  const button = (name: RegExp, then: (page: Page) => Promise<unknown>) => async (page: Page) => {
    await page.getByRole("button", { name }).first().click();
    await then(page);
  };
  const node = (id: string) => async (page: Page) => {
    await page.locator(`.react-flow__node[data-id="${id}"]`).click();
    await page.getByRole("region", { name: /^(属性|Properties)$/ }).waitFor();
  };
  const workflowPath = `/workflows/${workflow}`;
  return [
    { name: "overview", kind: "screen", on: both, path: "/" },
    { name: "board", kind: "screen", on: both, path: board },
    { name: "table", kind: "screen", path: table },
    { name: "ticket", kind: "screen", on: both, path: ticket },
    {
      name: "ticket-form",
      kind: "screen",
      on: both,
      path: `/tickets/${leaves.hr}`,
      act: (page) => page.locator(".react-flow__edge").first().waitFor({ state: "attached" }),
    },
    { name: "inbox", kind: "screen", on: both, path: "/inbox", as: head, act: (page) => page.locator("[data-item]").first().waitFor() },
    { name: "inbox-task", kind: "screen", on: both, path: "/inbox", as: head, act: openItem },
    { name: "inbox-group", kind: "screen", path: "/inbox?tab=group", as: "hr.liu@acme.test", act: openItem },
    { name: "inbox-created", kind: "screen", path: "/inbox?tab=created", as: requester, act: openItem },
    { name: "inbox-handled", kind: "screen", path: "/inbox?tab=handled", as: head, act: openItem },
    { name: "inbox-cc", kind: "screen", path: "/inbox?tab=cc", as: "cfo.lin@acme.test", act: openItem },
    {
      name: "ticket-to-decide",
      kind: "screen",
      on: both,
      path: `/tickets/${leaves.asked}`,
      as: head,
      act: (page) => page.locator("[data-decision]").waitFor(),
    },
    {
      name: "ticket-refused",
      kind: "screen",
      on: both,
      path: `/tickets/${leaves.refused}`,
      as: requester,
      act: (page) => page.locator(".react-flow__node").first().waitFor(),
    },
    { name: "choose", kind: "screen", on: both, path: "/tickets/new" },
    { name: "new", kind: "screen", on: both, path: `/tickets/new?form=${forms.leave}&key=look-1` },
    { name: "new-process", kind: "screen", on: both, path: `/tickets/new?form=${forms.leave}&workflow=${workflow}&key=look-4`, act: fillLeave },
    { name: "purchase", kind: "screen", path: `/tickets/new?form=${forms.purchase}&key=look-2`, act: button(/添加一行|Add a row/, settled) },
    { name: "queue", kind: "screen", path: "/queue" },
    { name: "incidents", kind: "screen", path: "/queue?tab=incidents", act: (page) => page.getByRole("listitem").filter({ hasText: "缺了天数" }).waitFor() },
    {
      name: "dead-letters",
      kind: "screen",
      path: "/queue?tab=dead",
      act: (page) => page.getByRole("listitem").filter({ hasText: "半条提交" }).locator("summary, button").first().click(),
    },
    { name: "notifications", kind: "screen", on: both, path: "/notifications" },
    { name: "forms", kind: "screen", path: "/forms" },
    { name: "builder", kind: "screen", path: `/forms/${forms.purchase}`, act: click('[data-select-field="1"]', settled) },
    { name: "builder-condition", kind: "screen", path: `/forms/${forms.expense}`, act: click('[data-select-field="3"]', settled) },
    { name: "builder-rules", kind: "screen", path: `/forms/${forms.leave}?view=rules` },
    { name: "builder-preview", kind: "screen", path: `/forms/${forms.leave}?view=preview` },
    { name: "workflows", kind: "screen", path: "/workflows" },
    { name: "designer", kind: "screen", path: workflowPath, act: (page) => page.locator(".react-flow__node").first().waitFor() },
    { name: "designer-step", kind: "screen", path: workflowPath, act: node("head"), deskOnly: true },
    { name: "designer-gateway", kind: "screen", path: workflowPath, act: node("length"), deskOnly: true },
    {
      name: "designer-problems",
      kind: "screen",
      path: `/workflows/${unfinished}?view=problems`,
      act: (page) => page.locator("[data-problem]").first().waitFor(),
    },
    { name: "designer-simulate", kind: "screen", path: `${workflowPath}?view=simulate` },
    { name: "people", kind: "screen", path: "/people" },
    { name: "groups", kind: "screen", path: "/people?tab=groups" },
    { name: "departments", kind: "screen", path: "/people?tab=departments" },

    { name: "move-menu", kind: "overlay", on: both, overlay: '[role="menu"]', path: board, act: click('[data-part="menu"]', menu) },
    { name: "status-menu", kind: "overlay", overlay: '[role="menu"]', path: board, act: button(/^(状态|Status)$/, menu) },
    { name: "views-menu", kind: "overlay", overlay: '[role="menu"]', path: table, act: button(/^(视图|Views)$/, menu) },
    {
      name: "save-view",
      kind: "overlay",
      overlay: '[role="dialog"]',
      path: `${table}&q=VPN`,
      act: async (page) => {
        await page.getByRole("button", { name: /^(视图|Views)$/ }).click();
        await page.getByRole("menuitem", { name: /保存视图|Save view/ }).click();
        await dialog(page);
      },
    },
    {
      name: "bulk",
      kind: "overlay",
      overlay: '[role="toolbar"]',
      path: table,
      act: click('[data-part="select"]', (page) => page.getByRole("toolbar").waitFor()),
    },
    {
      name: "bulk-results",
      kind: "overlay",
      overlay: '[role="dialog"]',
      path: `${table}&status=%5B%22closed%22%2C%22resolved%22%5D`,
      act: async (page) => {
        for (const part of await page.locator('[data-part="select"]').all()) await part.click();
        await page
          .getByRole("toolbar")
          .getByRole("button", { name: /优先级设为|Set priority/ })
          .click();
        await page.getByRole("menuitem", { name: /^(低|Low)$/ }).click();
        await page.getByRole("dialog").getByRole("listitem").first().waitFor();
      },
    },
    { name: "resolve", kind: "overlay", on: both, overlay: '[role="dialog"]', path: ticket, act: press("r", dialog) },
    { name: "edit", kind: "overlay", path: ticket, act: press("e", (page) => page.getByRole("button", { name: /^(保存|Save)$/ }).waitFor()) },
    {
      name: "assign",
      kind: "overlay",
      path: ticket,
      overlay: "[data-list]",
      act: press("a", (page) => page.getByRole("listbox").getByRole("option").first().waitFor()),
    },
    { name: "keys", kind: "overlay", overlay: '[role="dialog"]', path: board, act: press("?", dialog), deskOnly: true },
    { name: "palette", kind: "overlay", overlay: '[role="dialog"]', path: "/", act: press("Control+k", dialog), deskOnly: true },
    {
      name: "palette-found",
      kind: "overlay",
      overlay: '[role="dialog"]',
      path: "/",
      deskOnly: true,
      act: async (page) => {
        await page.keyboard.press("Control+k");
        await page.getByRole("dialog").getByRole("combobox").fill("VPN");
        await page.getByRole("option").filter({ hasText: "VPN" }).first().waitFor();
      },
    },
    { name: "account", kind: "overlay", overlay: '[role="dialog"]', path: "/", act: button(/账户与偏好|Account/, dialog), deskOnly: true },
    {
      name: "absence",
      kind: "overlay",
      overlay: '[role="dialog"]',
      path: "/",
      deskOnly: true,
      act: async (page) => {
        await page.getByRole("button", { name: /账户与偏好|Account/ }).click();
        await page.getByRole("button", { name: /^(设置|Set up)$/ }).click();
        await page.getByRole("button", { name: /安排外出|Plan an absence/ }).click();
      },
    },
    {
      name: "decide-menu",
      kind: "overlay",
      overlay: '[role="menu"]',
      path: `/tickets/${leaves.asked}`,
      as: head,
      act: button(/^(更多处理方式|More ways)$/, menu),
    },
    { name: "process-menu", kind: "overlay", overlay: '[role="menu"]', path: `/tickets/${leaves.hr}`, act: button(/^(流程操作|Process actions)$/, menu) },
    ...(["转办|Hand on", "委派|Delegate", "加签|Add people", "退回|Send back"] as const).map(
      (verb, at): Scene => ({
        name: `verb-${["transfer", "delegate", "add-sign", "return"][at]}`,
        kind: "overlay",
        overlay: '[role="dialog"]',
        path: `/tickets/${leaves.asked}`,
        as: head,
        act: async (page) => {
          await page.getByRole("button", { name: /^(更多处理方式|More ways)$/ }).click();
          await page.getByRole("menuitem", { name: new RegExp(`^(${verb})$`) }).click();
          await dialog(page);
        },
      }),
    ),
    ...(["催办|Urge", "抄送…|Send a copy…", "撤回申请|Withdraw"] as const).map(
      (verb, at): Scene => ({
        name: `verb-${["urge", "cc", "withdraw"][at]}`,
        kind: "overlay",
        overlay: '[role="dialog"]',
        path: `/tickets/${leaves.asked}`,
        as: requester,
        act: async (page) => {
          await page.getByRole("button", { name: /^(流程操作|Process actions)$/ }).click();
          await page.getByRole("menuitem", { name: new RegExp(`^(${verb})$`) }).click();
          await dialog(page);
        },
      }),
    ),
    {
      name: "resolve-incident",
      kind: "overlay",
      overlay: '[role="dialog"]',
      path: "/queue?tab=incidents",
      act: async (page) => {
        await page.getByRole("listitem").filter({ hasText: "缺了天数" }).getByRole("button").click();
        await dialog(page);
      },
    },
    { name: "phone-menu", kind: "overlay", path: "/", act: button(/打开导航|Open navigation/, dialog), on: "phone" },
    { name: "invite", kind: "overlay", overlay: '[role="dialog"]', path: "/people", act: button(/^(邀请|Invite)/, dialog) },
    { name: "new-form", kind: "overlay", overlay: '[role="dialog"]', path: "/forms", act: button(/^(新建表单|New form)$/, dialog) },
    { name: "new-workflow", kind: "overlay", overlay: '[role="dialog"]', path: "/workflows", act: button(/^(新建流程|New workflow)$/, dialog) },
    {
      name: "versions",
      kind: "overlay",
      overlay: '[role="dialog"]',
      path: workflowPath,
      act: async (page) => {
        await page.getByRole("button", { name: /^(更多操作|More actions|More)$/ }).click();
        await page.getByRole("menuitem", { name: /^(版本|Versions)$/ }).click();
        await page
          .getByRole("dialog")
          .getByRole("button", { name: /版本 1|Version 1/ })
          .waitFor();
      },
    },
    {
      name: "toast",
      kind: "overlay",
      overlay: "[data-toast]",
      path: `/tickets/${tickets[12]?.id}`,
      act: async (page) => {
        await page.getByRole("button", { name: /复制链接|Copy the link/ }).click();
        await page.locator("[data-toast]").waitFor();
      },
      deskOnly: true,
    },

    { name: "form-errors", kind: "state", on: both, path: `/tickets/new?form=${forms.leave}&key=look-3`, act: submit },
    {
      name: "table-errors",
      kind: "state",
      on: both,
      path: `/tickets/new?form=${forms.purchase}&key=look-5`,
      act: async (page) => {
        await page.getByRole("button", { name: /添加一行|Add a row/ }).click();
        await submit(page);
        await page.getByRole("alert").first().waitFor();
      },
    },
    {
      name: "queued",
      kind: "state",
      on: both,
      path: `/tickets/new?form=${forms.leave}&key=look-6`,
      moves: true,
      act: async (page) => {
        await page.route(/\/api\/tickets\/submissions/, (route) => (route.request().method() === "GET" ? undefined : route.fallback()));
        await page.getByText("年假", { exact: true }).click();
        await page.getByLabel("开始日期").fill("2026-12-01");
        await page.getByLabel("结束日期").fill("2026-12-05");
        await page.getByLabel("天数").fill("3.5");
        await page.getByLabel("事由").fill("回家看望父母");
        await submit(page);
        await page.locator('[data-step="queued"]').waitFor();
      },
    },
    {
      name: "decision-error",
      kind: "state",
      on: both,
      path: `/tickets/${leaves.asked}`,
      as: head,
      act: button(/^(拒绝|Refuse)$/, (page) => page.getByRole("alert").waitFor()),
    },
    {
      name: "resubmit",
      kind: "state",
      path: `/tickets/${leaves.refused}`,
      as: requester,
      act: button(/修改并再次提交|Edit and submit/, (page) => page.getByLabel(/^(天数|days)/).waitFor()),
    },
    { name: "nothing-found", kind: "state", path: `${table}&q=nothing-like-this` },
    { name: "inbox-empty", kind: "state", on: both, path: "/inbox", as: "sec.he@acme.test" },
    { name: "missing", kind: "state", path: "/tickets/01900000-0000-7000-8000-000000000000" },
    { name: "lost", kind: "state", path: "/nowhere" },
    { name: "forbidden", kind: "state", path: table, act: failing(/\/api\/tickets\?/, { status: 403, code: "not-allowed" }) },
    { name: "requester", kind: "state", path: "/people", as: "li.lei@acme.test" },
    {
      name: "loading",
      kind: "state",
      path: table,
      moves: true,
      act: async (page) => {
        await failing(/\/api\/tickets\?/, "never")(page);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.locator("main .chakra-skeleton").first().waitFor();
      },
    },
    { name: "failed", kind: "state", path: table, act: failing(/\/api\/tickets\?/, { status: 503, code: "database-away" }) },
    {
      name: "waking",
      kind: "state",
      moves: true,
      path: table,
      act: async (page) => {
        await failing(/\/api\/tickets\?/, { status: 503, code: "database-waking" })(page);
        await page.getByText(/数据库正在唤醒|database is waking/).waitFor();
      },
    },
  ];
}
