/** Tickets: board, table, what is done to many of them, and one of them. */
import type { Demo } from "../demo";
import { both, button, click, dialog, menu, press, type Scene } from "./scene";

const board = "/tickets?view=board";
const table = "/tickets?view=table";

export function ticket({ tickets }: Demo): Scene[] {
  const ticket = `/tickets/${tickets[1]?.id}`;
  return [
    { name: "board", kind: "screen", on: both, path: board },
    { name: "table", kind: "screen", path: table },
    { name: "ticket", kind: "screen", on: both, path: ticket },
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
    {
      name: "half-filled",
      kind: "overlay",
      on: both,
      overlay: '[role="dialog"]',
      path: ticket,
      act: async (page) => {
        await press("r", dialog)(page);
        await page.getByRole("dialog").getByRole("textbox").fill("重启了打印服务。");
        await press("Escape", (there) => there.getByRole("alertdialog").waitFor())(page);
      },
    },
    { name: "edit", kind: "overlay", path: ticket, act: press("e", (page) => page.getByRole("button", { name: /^(保存|Save)$/ }).waitFor()) },
    {
      name: "assign",
      kind: "overlay",
      path: ticket,
      overlay: "[data-list]",
      act: press("a", (page) => page.getByRole("listbox").getByRole("option").first().waitFor()),
    },
    { name: "nothing-found", kind: "state", path: `${table}&q=nothing-like-this` },
  ];
}
