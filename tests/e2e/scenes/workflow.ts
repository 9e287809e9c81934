/** Workflows and their designer. */
import type { Page } from "playwright-core";
import type { Demo } from "../demo";
import { button, dialog, type Scene } from "./scene";

const node = (id: string) => async (page: Page) => {
  await page.locator(`.react-flow__node[data-id="${id}"]`).click();
  await page.getByRole("region", { name: /^(属性|Properties)$/ }).waitFor();
};

export function workflow({ workflow, unfinished }: Demo): Scene[] {
  const workflowPath = `/workflows/${workflow}`;
  return [
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
  ];
}
