/** The console from its source, as `npm start` serves it to people: the other stories are of its build. */
import { expect, test } from "vitest";
import { settled } from "./browser";
import { head, makeLeave, raiseLeave } from "./demo";
import { openStage } from "./stage";

const stage = openStage(makeLeave, { source: true });

test("the first dialog of a page comes late, and stays open", async () => {
  await raiseLeave(stage.platform, stage.prepared, "第一次打开的假", 1);
  const page = await stage.as(head, "/inbox");
  await page.getByRole("button", { name: "更多处理方式" }).click();
  await page.getByRole("menuitem", { name: "退回" }).click();
  await page.getByRole("dialog").waitFor();
  await settled(page);
  await page.getByRole("dialog").getByRole("textbox", { name: /原因/ }).fill("缺附件");
  await page.getByRole("dialog").getByRole("button", { name: "退回" }).click();
  await page.locator("[data-item]", { hasText: "第一次打开的假" }).waitFor({ state: "detached" });
  expect(await page.getByText("没有待办，都处理完了").count()).toBe(1);
});
