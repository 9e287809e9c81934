/** What stands around every screen, and the two that belong to nobody in particular: the overview and the notifications. */
import type { Demo } from "../demo";
import { both, button, dialog, press, type Scene } from "./scene";

export function shell({ tickets }: Demo): Scene[] {
  return [
    { name: "overview", kind: "screen", on: both, path: "/" },
    { name: "notifications", kind: "screen", on: both, path: "/notifications" },
    { name: "keys", kind: "overlay", overlay: '[role="dialog"]', path: "/tickets?view=board", act: press("?", dialog), deskOnly: true },
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
    { name: "phone-menu", kind: "overlay", path: "/", act: button(/打开导航|Open navigation/, dialog), on: "phone" },
    {
      name: "toast",
      kind: "overlay",
      overlay: "[data-toast]",
      path: `/tickets/${tickets[12]?.id}`,
      act: async (page) => {
        await page.getByRole("button", { name: /复制链接|Copy link/ }).click();
        await page.locator("[data-toast]").waitFor();
      },
      deskOnly: true,
    },
    { name: "requester", kind: "state", path: "/people", as: "li.lei@acme.test" },
  ];
}
