/** What people have to do: the inbox, and a ticket that waits for one. */
import type { Page } from "playwright-core";
import { type Demo, head, requester } from "../demo";
import { both, button, dialog, menu, type Scene } from "./scene";

/** On a desk the first item is open beside the list, on a phone it is not. */
async function openItem(page: Page) {
  await page.locator("[data-item] a").first().click();
  await page.locator("[data-detail] .react-flow__node").first().waitFor();
}

export function task({ leaves }: Demo): Scene[] {
  return [
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
      name: "decide-menu",
      kind: "overlay",
      overlay: '[role="menu"]',
      path: `/tickets/${leaves.asked}`,
      as: head,
      act: button(/^(更多处理方式|More actions)$/, menu),
    },
    ...(["转办|Reassign", "委派|Delegate", "加签|Add people", "退回|Send back"] as const).map(
      (verb, at): Scene => ({
        name: `verb-${["transfer", "delegate", "add-sign", "return"][at]}`,
        kind: "overlay",
        overlay: '[role="dialog"]',
        path: `/tickets/${leaves.asked}`,
        as: head,
        act: async (page) => {
          await page.getByRole("button", { name: /^(更多处理方式|More actions)$/ }).click();
          await page.getByRole("menuitem", { name: new RegExp(`^(${verb})$`) }).click();
          await dialog(page);
        },
      }),
    ),
    {
      name: "decision-error",
      kind: "state",
      on: both,
      path: `/tickets/${leaves.asked}`,
      as: head,
      act: button(/^(拒绝|Refuse)$/, (page) => page.getByRole("alert").waitFor()),
    },
    { name: "inbox-empty", kind: "state", on: both, path: "/inbox", as: "sec.he@acme.test" },
  ];
}
