import { openAs, settled } from "./browser";
import type { Stage } from "./stage";

type Seen = { asked: string[]; taken: string[] };

/** Before anything of the page runs: notes what is asked ahead, and what of it is taken. */
function watchAhead() {
  const seen = { asked: [] as string[], taken: [] as string[] };
  class Watched extends Map<string, Promise<Response>> {
    override set(path: string, answer: Promise<Response>) {
      seen.asked.push(path);
      return super.set(path, answer);
    }
    override delete(path: string) {
      const was = super.delete(path);
      if (was) seen.taken.push(path);
      return was;
    }
  }
  let kept: { answers: Map<string, Promise<Response>> } | undefined;
  Object.defineProperty(globalThis, "pflowAhead", {
    get: () => kept,
    set: (given: typeof kept) => (kept = given && Object.assign(given, { answers: new Watched() })),
  });
  Object.assign(globalThis, { ahead: seen });
}

/** What a page asks for ahead of its code (web/src/ahead.ts), and what of it the screen then takes. */
export async function askedAhead({ browser, platform }: Pick<Stage<unknown>, "browser" | "platform">, email: string, path: string): Promise<Seen> {
  const context = await openAs(browser, platform.url, email);
  const page = await context.newPage();
  await page.addInitScript(watchAhead);
  await page.goto(platform.url + path);
  await settled(page);
  const seen = await page.evaluate(() => (globalThis as unknown as { ahead: Seen }).ahead); // watchAhead's
  await context.close();
  return seen;
}
