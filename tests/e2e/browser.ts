/** A real Chromium, and the steps that every story begins with. */
import { AxeBuilder } from "@axe-core/playwright";
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

export async function open(browser: Browser, { locale = "zh-CN", colours = "light", phone = false }: Look = {}): Promise<BrowserContext> {
  const viewport = phone ? { width: 390, height: 844 } : { width: 1440, height: 900 };
  const context = await browser.newContext({
    locale,
    colorScheme: colours,
    viewport,
    deviceScaleFactor: phone ? 2 : 1,
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
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

/** What axe finds wrong with the page as it stands, in one line each. */
export async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} (${failureSummary?.split("\n")[1]?.trim().slice(0, 200)})`),
  );
}
