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

/** What has the focus, by its name; empty where nothing has it, which is nowhere a keyboard should ever be led. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const here = document.activeElement;
    if (!(here instanceof HTMLElement) || here === document.body) return "";
    const isField = here instanceof HTMLInputElement || here instanceof HTMLSelectElement || here instanceof HTMLTextAreaElement;
    const labels = isField
      ? Array.from<HTMLElement>(here.labels ?? [])
          .map(({ textContent }) => textContent)
          .join(" ")
      : "";
    return here.getAttribute("aria-label") ?? (labels || (here.id === "content" ? here.id : here.textContent) || here.tagName);
  });

/** Tab, until what has the focus says this. */
export async function tabTo(page: Page, text: string, key: "Tab" | "Shift+Tab" = "Tab") {
  await page.getByText(text).or(page.getByLabel(text)).first().waitFor();
  const reached: string[] = [];
  for (let tries = 0; tries < 300; tries += 1) {
    await page.keyboard.press(key);
    const inside = await page.evaluate(() => document.querySelector(":focus")?.textContent ?? "");
    const here = await focused(page);
    if (inside.includes(text) || here.includes(text)) return;
    reached.push(here.slice(0, 20));
  }
  throw new Error(`Tab never reached ${text}, but ${reached.join(" · ")}.`);
}

export const hasFocus = (what: Locator) => what.evaluate((it) => it === document.activeElement);

/** `key`, Tab as a rule, until this very thing has the focus. */
export async function keyTo(page: Page, what: Locator, key = "Tab") {
  await what.waitFor();
  for (let tries = 0; tries < 300; tries += 1) {
    if (await hasFocus(what)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reached ${what}.`);
}
