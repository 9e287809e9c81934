/** Every screen, dialog, menu, toast and error: nothing that axe would find, by day and by night, in both languages, and no overlay without its look. */
import type { Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { type Look, prefer, settled, violations } from "./browser";
import { makeFullDemo } from "./demo";
import { type Scene, scenes } from "./scenes";
import { openStage } from "./stage";

const stage = openStage(makeFullDemo);
const pages = new Map<string, Page>();
afterEach(() => pages.clear()); // the stage closes them

/** One page for each person: what it has loaded once it need not load again. */
async function go({ as = "admin@acme.test", path, act, moves }: Scene, look: Look = {}): Promise<Page> {
  const known = pages.get(as);
  const page = known ?? (await stage.as(as, path, look));
  pages.set(as, page);
  await page.unrouteAll();
  if (known) await page.goto(stage.platform.url + path);
  await settled(page);
  await act?.(page);
  if (!moves) await settled(page);
  return page;
}

const colourRules = ["color-contrast", "link-in-text-block"] as const;
/** By day and by night, in both languages, on the page as it stands. Of a page that is read already only its colours are new by night. */
const pairs = [
  { locale: "zh-CN", colours: "light", only: undefined },
  { locale: "zh-CN", colours: "dark", only: colourRules },
  { locale: "en", colours: "dark", only: undefined },
  { locale: "en", colours: "light", only: colourRules },
] as const;

/** What is wrong with a scene, in a line each. */
async function faults(scene: Scene, look: Look): Promise<string[]> {
  const page = await go(scene, look);
  const found = scene.overlay ? await bareness(page, scene.overlay) : [];
  for (const { locale, colours, only } of pairs) {
    await prefer(page, { locale, colours });
    for (const one of await violations(page, only)) found.push(`${colours}, ${locale}: ${one}`);
  }
  return found.map((one) => `${scene.name}: ${one}`);
}

/** An overlay that has lost its recipe stands on the page without a ground, a shadow or a corner of its own. */
async function bareness(page: Page, overlay: string): Promise<string[]> {
  const has = await page
    .locator(overlay)
    .last()
    .evaluate((element) => {
      const { backgroundColor, boxShadow, borderTopLeftRadius } = getComputedStyle(element);
      return { ground: backgroundColor !== "rgba(0, 0, 0, 0)", shadow: boxShadow !== "none", corner: borderTopLeftRadius !== "0px" };
    });
  // What a dialog stands on is dimmed.
  const behind = page.locator('[data-scope="dialog"][data-part="backdrop"]').last();
  const dimmed = (await behind.count()) === 0 || (await behind.evaluate((element) => getComputedStyle(element).backgroundColor !== "rgba(0, 0, 0, 0)"));
  return Object.entries({ ...has, dimness: dimmed }).flatMap(([part, is]) => (is ? [] : [`no ${part}`]));
}

const places = ["desk", "phone"] as const;
const kinds = ["screen", "overlay", "state"] as const;

test.each(places.flatMap((place) => kinds.map((kind) => ({ place, kind }))))(
  "nothing is wrong with any $kind on a $place",
  { timeout: 300_000 },
  async ({ place, kind }) => {
    const found: string[] = [];
    for (const scene of scenes(stage.prepared)) {
      if (scene.kind !== kind || !(scene.on ?? "desk").includes(place)) continue;
      found.push(...(await faults(scene, { phone: place === "phone" }).catch((error: unknown) => [`${scene.name}: ${error}`])));
    }
    expect(found).toEqual([]);
  },
);
