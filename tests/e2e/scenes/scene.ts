/** What a scene is, and the steps that many begin with. */
import type { Page } from "playwright-core";

export type Scene = {
  name: string;
  kind: "screen" | "overlay" | "state";
  path: string;
  /** What is done there, and waited for. */
  act?: Act;
  /** Of an overlay: what must look like one. */
  overlay?: string;
  /** It never rests: something loads on purpose. */
  moves?: true;
  /** Where it is looked at; pictures are made of all of them on both, where they are there. */
  on?: "desk" | "phone" | "desk and phone";
  /** It is not there on a phone. */
  deskOnly?: true;
  as?: string;
};
type Act = (page: Page) => Promise<unknown>;

export const both = "desk and phone";

export const menu: Act = (page) => page.getByRole("menu").locator('[role^="menuitem"]').first().waitFor();
export const dialog: Act = (page) => page.locator('[role="dialog"], [role="alertdialog"]').last().waitFor();

export const press =
  (key: string, then: Act): Act =>
  async (page) => {
    await page.keyboard.press(key);
    await then(page);
  };
export const click =
  (selector: string, then: Act): Act =>
  async (page) => {
    await page.locator(selector).first().click();
    await then(page);
  };
export const button =
  (name: RegExp, then: Act): Act =>
  async (page) => {
    await page.getByRole("button", { name }).first().click();
    await then(page);
  };

/** What the menu of one among many asks. */
export const entry =
  (of: RegExp, verb: RegExp): Act =>
  async (page) => {
    await page
      .getByRole("button", { name: /^(更多|More): / })
      .and(page.getByLabel(of))
      .first()
      .click();
    await page.getByRole("menuitem", { name: verb }).click();
    await dialog(page);
  };

/** The page once more, with what it asks for answered so, or not at all. */
export const failing =
  (part: RegExp, answer: { status: number; code: string } | "never"): Act =>
  async (page) => {
    await page.route(part, async (route) => {
      if (route.request().method() === "OPTIONS") return route.fallback();
      if (answer === "never") return; // it hangs
      const { status, code } = answer;
      const headers = { "access-control-allow-origin": "*", "content-type": "application/problem+json", "retry-after": "1" };
      await route.fulfill({
        status,
        headers,
        body: JSON.stringify({ type: "about:blank", title: code, status, detail: code, code, requestId: "r", errors: [] }),
      });
    });
    await page.reload();
  };
