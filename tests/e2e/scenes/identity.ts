/** People, groups and departments. */
import { button, dialog, type Scene } from "./scene";

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
      await page.getByRole("button", { name: /安排外出|Plan an absence/ }).click();
    },
  },
  { name: "invite", kind: "overlay", overlay: '[role="dialog"]', path: "/people", act: button(/^(邀请|Invite)/, dialog) },
];
