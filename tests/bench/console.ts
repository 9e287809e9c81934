// `npm run bench -- --console`: how soon the console's screens are there (LCP) and how fast they answer (INP), on a processor four times
// slower than this one, against an empty page of React and Chakra in the same run.
import type { Browser, CDPSession, Page } from "playwright-core";
import { launch, open, openAs, settled } from "../e2e/browser";
import { beginRun, buildConsole } from "../e2e/build";
import { type Demo, head, makeDemo } from "../e2e/demo";
import { type Platform, serveFiles, startPlatform } from "../e2e/platform";

const slower = 4;
const runs = 9;
const admin = "admin@acme.test";
const most = 1.6;

type Figures = { lcp: number; inp: number };
export type ConsoleRow = { case: string; "LCP ms": number; "× empty": number; "INP ms": number; "× empty INP": number; wanted: string };

type Case = { name: string; as: string; path: (demo: Demo) => string; use: (page: Page) => Promise<unknown> };

const cases: Case[] = [
  { name: "overview", as: admin, path: () => "/", use: (page) => page.keyboard.press("?").then(() => page.keyboard.press("Escape")) },
  {
    name: "board",
    as: admin,
    path: () => "/tickets?view=board",
    async use(page) {
      for (const key of ["j", "j", "k"]) await page.keyboard.press(key);
      await page.locator('[data-part="menu"]').first().click();
      await page.getByRole("menu").waitFor();
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "inbox",
    as: head,
    path: () => "/inbox?tab=handled",
    async use(page) {
      for (const key of ["j", "k", "j"]) await page.keyboard.press(key);
      await page.locator("[data-item] a").last().click();
    },
  },
  {
    name: "ticket",
    as: head,
    path: ({ leaves }) => `/tickets/${leaves.asked}`,
    async use(page) {
      await page.keyboard.press("d");
      await page.keyboard.type("好的");
      await page.keyboard.press("Escape");
    },
  },
];

/** Before anything of the page runs. */
function watch() {
  const seen = { lcp: 0, inp: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
      if (entry.interactionId) seen.inp = Math.max(seen.inp, entry.duration);
  }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}

const read = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: Figures }).seen); // watch() put it there
const painted = (page: Page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))));

async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return session;
}

async function figures(page: Page, url: string, ready: (page: Page) => Promise<unknown>, use: (page: Page) => Promise<unknown>): Promise<Figures> {
  await page.addInitScript(watch);
  await slowDown(page);
  await page.goto(url);
  await ready(page);
  await painted(page);
  const { lcp } = await read(page);
  await use(page);
  await painted(page);
  const { inp } = await read(page);
  return { lcp, inp };
}

/** Looked at only after the first paint: who asks in every frame whether something moves makes a page work out its layout more often. */
async function quiet(page: Page): Promise<void> {
  await page.locator("main h1").first().waitFor();
  await painted(page);
  await settled(page);
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const middle = (all: readonly Figures[]): Figures => ({ lcp: median(all.map(({ lcp }) => lcp)), inp: median(all.map(({ inp }) => inp)) });

async function empty(browser: Browser, url: string): Promise<Figures> {
  const context = await open(browser);
  const page = await context.newPage();
  const use = async () => {
    await page.getByRole("button").click();
    await page.getByRole("textbox").click();
    await page.keyboard.type("hello");
  };
  const found = await figures(page, url, () => page.getByRole("heading").waitFor(), use);
  await context.close();
  return found;
}

async function one(browser: Browser, platform: Platform, demo: Demo, { as, path, use }: Case): Promise<Figures> {
  const page = await (await openAs(browser, platform.url, as)).newPage();
  const found = await figures(page, platform.url + path(demo), quiet, use);
  await page.context().close();
  return found;
}

export async function measureConsole(): Promise<ConsoleRow[]> {
  const end = await beginRun();
  const build = buildConsole("tests/bench/empty-page");
  const site = await serveFiles(build.dist);
  const platform = await startPlatform();
  const browser = await launch();
  try {
    const demo = await makeDemo(platform);
    await empty(browser, site.url); // warm
    for (const each of cases) await one(browser, platform, demo, each);
    const nothing: Figures[] = [];
    const found = new Map<string, Figures[]>(cases.map(({ name }) => [name, []]));
    // One after another, so that what else the machine does hits all alike.
    for (let run = 0; run < runs; run += 1) {
      nothing.push(await empty(browser, site.url));
      for (const each of cases) found.get(each.name)?.push(await one(browser, platform, demo, each));
    }
    const base = middle(nothing);
    const ratio = (value: number, of: number) => Number((value / of).toFixed(2));
    const row = (name: string, { lcp, inp }: Figures): ConsoleRow => ({
      case: name,
      "LCP ms": Math.round(lcp),
      "× empty": ratio(lcp, base.lcp),
      "INP ms": Math.round(inp),
      "× empty INP": ratio(inp, base.inp),
      wanted: `≤ ${most} ×`,
    });
    return [row("an empty page", base), ...cases.map(({ name }) => row(name, middle(found.get(name) ?? [])))];
  } finally {
    await browser.close();
    await platform.close();
    await site.close();
    build.remove();
    await end();
  }
}
