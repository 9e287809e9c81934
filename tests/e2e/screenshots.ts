/**
 * Pictures of every screen, on a desk and on a phone, by day and by night, and on a desk in English:
 * `npm run screenshots -- [folder] [scenes, as a regular expression] [looks, such as desk-light]`.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { enter, type Look, launch, open, settled } from "./browser";
import { beginRun } from "./build";
import { makeFullDemo } from "./demo";
import { startPlatform } from "./platform";
import { scenes } from "./scenes";

const [folder = "screenshots", wanted = "", looks = ""] = process.argv.slice(2);

const all: { name: string; look: Look }[] = [
  { name: "desk-light", look: {} },
  { name: "desk-dark", look: { colours: "dark" } },
  { name: "desk-english", look: { locale: "en" } },
  { name: "phone-light", look: { phone: true } },
  { name: "phone-dark", look: { colours: "dark", phone: true } },
];

async function main() {
  mkdirSync(folder, { recursive: true });
  const end = await beginRun();
  const platform = await startPlatform();
  const browser = await launch();
  try {
    const demo = await makeFullDemo(platform);
    for (const { name, look } of all.filter((one) => new RegExp(looks).test(one.name))) {
      const picture = (scene: string) => join(folder, `${scene}-${name}.png`);
      if (new RegExp(wanted).test("sign-in")) {
        const context = await open(browser, look);
        const page = await context.newPage();
        await page.goto(platform.url);
        await page.getByRole("button").last().waitFor();
        await page.screenshot({ path: picture("sign-in") });
        await context.close();
      }
      for (const scene of scenes(demo)) {
        if (!new RegExp(wanted).test(scene.name) || (name.startsWith("phone") ? scene.deskOnly : scene.on === "phone")) continue;
        const page = await enter(browser, platform.url, scene.as ?? "admin@acme.test", scene.path, look);
        try {
          await settled(page);
          await scene.act?.(page);
          if (!scene.moves) await settled(page);
        } catch (error) {
          console.error(`${scene.name}, ${name}: ${error}`);
        }
        await page.screenshot({ path: picture(scene.name) });
        await page.context().close();
      }
    }
  } finally {
    await browser.close();
    await platform.close();
    await end();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
