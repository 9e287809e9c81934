/** People, groups and departments. */
import type { Page } from "playwright-core";
import { button, dialog, entry, type Scene } from "./scene";

/** On a phone a group is opened first. */
async function removeGroup(page: Page) {
  const remove = page.getByRole("button", { name: /^(删除|Delete): / });
  const group = page.getByRole("list", { name: /^(用户组|Groups)$/ }).getByRole("button");
  await remove.or(group).first().waitFor();
  if (!(await remove.isVisible())) await group.first().click();
  await remove.click();
  await dialog(page);
}

export const identity: Scene[] = [
  { name: "people", kind: "screen", path: "/people" },
  { name: "groups", kind: "screen", path: "/people?tab=groups" },
  { name: "departments", kind: "screen", path: "/people?tab=departments" },
  {
    name: "absence",
    kind: "overlay",
    overlay: '[role="dialog"]',
    path: "/",
    deskOnly: true,
    act: async (page) => {
      await page.getByRole("button", { name: /账户与偏好|Account/ }).click();
      await page.getByRole("button", { name: /^(设置|Set up)$/ }).click();
      await page.getByRole("button", { name: /安排外出|Schedule absence/ }).click();
    },
  },
  { name: "invite", kind: "overlay", overlay: '[role="dialog"]', path: "/people", act: button(/^(邀请|Invite)/, dialog) },
  { name: "edit-user", kind: "overlay", overlay: '[role="dialog"]', path: "/people?q=li.lei", act: entry(/李雷/, /^(编辑|Edit)$/) },
  { name: "deactivate", kind: "overlay", overlay: '[role="alertdialog"]', path: "/people?q=li.lei", act: entry(/李雷/, /^(停用|Deactivate)$/) },
  { name: "new-group", kind: "overlay", overlay: '[role="dialog"]', path: "/people?tab=groups", act: button(/^(新建用户组|New group)$/, dialog) },
  { name: "remove-group", kind: "overlay", overlay: '[role="alertdialog"]', path: "/people?tab=groups&q=hr", act: removeGroup },
  { name: "edit-department", kind: "overlay", overlay: '[role="dialog"]', path: "/people?tab=departments", act: entry(/研发部/, /^(编辑|Edit)$/) },
  { name: "remove-department", kind: "overlay", overlay: '[role="alertdialog"]', path: "/people?tab=departments", act: entry(/研发部/, /^(删除|Delete)$/) },
];
