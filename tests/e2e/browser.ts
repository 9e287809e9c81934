/** A real Chromium, and the steps that every story begins with. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { RunOptions } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium", args: flags });

export type Look = { locale?: "zh-CN" | "en"; colours?: "light" | "dark"; phone?: boolean };
type Kept = Awaited<ReturnType<BrowserContext["storageState"]>>;

export async function open(browser: Browser, { locale = "zh-CN", colours = "light", phone = false }: Look = {}, kept?: Kept): Promise<BrowserContext> {
  const viewport = phone ? { width: 390, height: 844 } : { width: 1440, height: 900 };
  const context = await browser.newContext({
    locale,
    colorScheme: colours,
    viewport,
    deviceScaleFactor: phone ? 2 : 1,
    hasTouch: phone,
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    storageState: kept,
  });
  context.setDefaultTimeout(20_000);
  return context;
}

export async function signIn(context: BrowserContext, url: string, email: string, path = "/"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url + path);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  await page.locator(`button[value="${email}"]`).click();
  await page.locator("main h1").first().waitFor();
  return page;
}

const sessions = new Map<string, Promise<Kept>>();

/** A browser of somebody who had signed in before, with nothing in its cache: the way over the issuer is gone once. */
export async function openAs(browser: Browser, url: string, email: string, look: Look = {}): Promise<BrowserContext> {
  const key = `${url} ${email}`;
  const kept = sessions.get(key) ?? firstTime(browser, url, email);
  sessions.set(key, kept);
  return open(browser, look, await kept);
}

export async function enter(browser: Browser, url: string, email: string, path = "/", look: Look = {}): Promise<Page> {
  const context = await openAs(browser, url, email, look);
  const page = await context.newPage();
  await page.goto(url + path);
  await page.locator("main h1").first().waitFor();
  return page;
}

async function firstTime(browser: Browser, url: string, email: string): Promise<Kept> {
  const context = await open(browser);
  await signIn(context, url, email);
  const kept = await context.storageState();
  await context.close();
  return kept;
}

/** The screen is there, nothing on it loads any more, and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.locator("main h1").first().waitFor();
  await page.waitForFunction(() => {
    const moving = document.getAnimations().some(({ playState, effect }) => playState === "running" && effect?.getComputedTiming().iterations !== Infinity);
    return !moving && !document.querySelector('.chakra-skeleton, [aria-busy="true"], [data-loading]');
  });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What its source puts into the page. */
type WithAxe = {
  axe: { run(on: Document, options: RunOptions): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
};

/** What axe finds wrong with the page as it stands, in one line each. `only` some rules, by name. */
export async function violations(page: Page, only?: readonly string[]): Promise<string[]> {
  await page.evaluate(`globalThis.axe || (() => { ${axeSource} })()`);
  const found = await page.evaluate(
    async (rules) => {
      const options: RunOptions = { resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: [...rules] } }) };
      const { axe } = globalThis as unknown as WithAxe;
      const { violations } = await axe.run(document, options);
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
    },
    only && [...only],
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} (${failureSummary?.split("\n")[1]?.trim().slice(0, 200)})`),
  );
}

/** As another tab's choice is heard: what is open on the screen stays open. */
export async function prefer(page: Page, { locale, colours }: Pick<Look, "locale" | "colours">): Promise<void> {
  await page.evaluate(
    (chosen) => {
      const still = document.createElement("style");
      still.textContent = "*, *::before, *::after { transition: none !important }";
      document.head.append(still);
      for (const [key, newValue] of Object.entries(chosen)) {
        if (newValue) dispatchEvent(new StorageEvent("storage", { key: `pflow.${key}`, newValue }));
      }
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    },
    { locale, "colour-mode": colours },
  );
}
