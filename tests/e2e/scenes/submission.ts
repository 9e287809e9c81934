/** A new ticket: its kind, its form, the way it will take, and what may be wrong with it. */
import type { Page } from "playwright-core";
import { settled } from "../browser";
import type { Demo } from "../demo";
import { both, button, type Scene } from "./scene";

async function fillLeave(page: Page) {
  await page.getByText("年假", { exact: true }).click();
  await page.getByLabel("开始日期").fill("2026-12-01");
  await page.getByLabel("结束日期").fill("2026-12-05");
  await page.getByLabel("天数").fill("3.5");
  await page.getByLabel("事由").fill("回家看望父母");
  await page.locator("[data-preview]").waitFor();
}

const submit = (page: Page) => page.getByRole("button", { name: /^(提交|Submit)$/ }).click();

export function submission({ forms, workflow }: Demo): Scene[] {
  return [
    { name: "choose", kind: "screen", on: both, path: "/tickets/new" },
    { name: "new", kind: "screen", on: both, path: `/tickets/new?form=${forms.leave}&key=look-1` },
    { name: "new-process", kind: "screen", on: both, path: `/tickets/new?form=${forms.leave}&workflow=${workflow}&key=look-4`, act: fillLeave },
    { name: "purchase", kind: "screen", path: `/tickets/new?form=${forms.purchase}&key=look-2`, act: button(/添加一行|Add row/, settled) },
    { name: "form-errors", kind: "state", on: both, path: `/tickets/new?form=${forms.leave}&key=look-3`, act: submit },
    {
      name: "table-errors",
      kind: "state",
      on: both,
      path: `/tickets/new?form=${forms.purchase}&key=look-5`,
      act: async (page) => {
        await page.getByRole("button", { name: /添加一行|Add row/ }).click();
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
  ];
}
