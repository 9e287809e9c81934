/** A file's platform and browser, and how its stories enter: as somebody who had signed in before. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { enter, type Look, launch } from "./browser";
import { type Platform, startPlatform } from "./platform";

export type Stage<Prepared> = { platform: Platform; browser: Browser; prepared: Prepared; as(email: string, path?: string, look?: Look): Promise<Page> };

/** What it gives is there when the stories run. */
export function openStage<Prepared = undefined>(
  prepare?: (platform: Platform) => Promise<Prepared>,
  options: Parameters<typeof startPlatform>[0] = {},
): Stage<Prepared> {
  const pages: Page[] = [];
  const stage = {
    async as(email, path = "/", look = {}) {
      const page = await enter(stage.browser, stage.platform.url, email, path, look);
      pages.push(page);
      return page;
    },
  } as Stage<Prepared>; // the rest comes before the first story
  beforeAll(async () => {
    stage.platform = await startPlatform(options);
    stage.browser = await launch();
    stage.prepared = (await prepare?.(stage.platform)) as Prepared; // nothing where nothing is prepared
  });
  afterEach(async ({ task }) => {
    const failed = task.result?.state === "fail";
    for (const [at, page] of pages.splice(0).entries()) {
      // What was on the screen says more than what was waited for.
      if (failed) await page.screenshot({ path: `screenshots/failed/${task.name.replaceAll(/\W+/g, "-").slice(0, 60)}-${at}.png` });
      await page.context().close();
    }
  });
  afterAll(async () => {
    await stage.browser?.close();
    await stage.platform?.close();
  });
  return stage;
}

/** Tab, until what has the focus says this. */
export async function tabTo(page: Page, text: string) {
  await page.getByText(text).or(page.getByLabel(text)).first().waitFor();
  for (let tries = 0; tries < 80; tries += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate((wanted) => {
      const element = document.activeElement;
      return element !== null && element !== document.body && [element.textContent, element.getAttribute("aria-label")].some((said) => said?.includes(wanted));
    }, text);
    if (here) return;
  }
  throw new Error(`Tab never reached ${text}.`);
}

export const hasFocus = (what: Locator) => what.evaluate((it) => it === document.activeElement);

/** `key`, Tab as a rule, until this very thing has the focus. */
export async function keyTo(page: Page, what: Locator, key = "Tab") {
  await what.waitFor();
  for (let tries = 0; tries < 80; tries += 1) {
    if (await hasFocus(what)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reached ${what}.`);
}
