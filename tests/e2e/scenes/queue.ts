/** What failed, what nobody could read, and processes that can't go on. */
import { button, dialog, type Scene } from "./scene";

export const queue: Scene[] = [
  { name: "queue", kind: "screen", path: "/queue" },
  { name: "incidents", kind: "screen", path: "/queue?tab=incidents", act: (page) => page.getByRole("listitem").filter({ hasText: "缺了天数" }).waitFor() },
  {
    name: "dead-letters",
    kind: "screen",
    path: "/queue?tab=dead",
    act: (page) => page.getByRole("listitem").filter({ hasText: "半条提交" }).locator("summary, button").first().click(),
  },
  { name: "retry-all", kind: "overlay", overlay: '[role="alertdialog"]', path: "/queue", act: button(/^(全部重试|Retry all)$/, dialog) },
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
];
