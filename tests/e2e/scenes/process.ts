/** A ticket's process: where it is, what its people may do with it, and its second round. */
import { type Demo, requester } from "../demo";
import { both, button, dialog, menu, type Scene } from "./scene";

export function process({ leaves }: Demo): Scene[] {
  return [
    {
      name: "ticket-form",
      kind: "screen",
      on: both,
      path: `/tickets/${leaves.hr}`,
      act: (page) => page.locator(".react-flow__edge").first().waitFor({ state: "attached" }),
    },
    {
      name: "ticket-refused",
      kind: "screen",
      on: both,
      path: `/tickets/${leaves.refused}`,
      as: requester,
      act: (page) => page.locator(".react-flow__node").first().waitFor(),
    },
    { name: "process-menu", kind: "overlay", overlay: '[role="menu"]', path: `/tickets/${leaves.hr}`, act: button(/^(流程操作|Process actions)$/, menu) },
    ...(["催办|Send reminder", "抄送…|Send copy…", "撤回申请|Withdraw"] as const).map(
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
      name: "resubmit",
      kind: "state",
      path: `/tickets/${leaves.refused}`,
      as: requester,
      act: button(/修改并再次提交|Edit and submit/, (page) => page.getByLabel(/^(天数|days)/).waitFor()),
    },
  ];
}
