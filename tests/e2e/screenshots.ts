/** Pictures of every screen, on a desk and on a phone, by day and by night: `node --import tsx tests/e2e/screenshots.ts [folder]`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launch, open, signIn } from "./browser";
import { leave, makeTickets } from "./demo-tickets";
import { startPlatform } from "./platform";

const folder = process.argv[2] ?? "screenshots";
const wanted = process.argv[3];

type Shot = { name: string; path: string; prepare?: (page: Page) => Promise<unknown> };

async function main() {
  mkdirSync(folder, { recursive: true });
  const platform = await startPlatform();
  const browser = await launch();
  try {
    const tickets = await makeTickets(platform);
    const forms = await platform.call<{ data: { id: string; name: string }[] }>("GET /api/forms", "li.lei@acme.test");
    const leaveForm = forms.data.find(({ name }) => name.startsWith("请假"))?.id ?? "";
    const purchase = forms.data.find(({ name }) => name.startsWith("采购"))?.id ?? "";
    await platform.call("POST /api/tickets/submissions", "li.lei@acme.test", { title: "年假两天", formId: leaveForm, data: leave });
    await platform.cloud.settled();
    const shots: Shot[] = [
      { name: "overview", path: "/" },
      { name: "board", path: "/tickets?view=board" },
      { name: "table", path: "/tickets?view=table" },
      { name: "ticket", path: `/tickets/${tickets[1]?.id}` },
      { name: "choose", path: "/tickets/new" },
      { name: "new", path: `/tickets/new?form=${leaveForm}&key=picture`, prepare: (page) => page.getByRole("button", { name: /^(提交|Submit)$/ }).click() },
      { name: "purchase", path: `/tickets/new?form=${purchase}&key=picture2` },
      { name: "queue", path: "/queue" },
      { name: "notifications", path: "/notifications" },
      { name: "keys", path: "/tickets?view=board", prepare: (page) => page.keyboard.press("?") },
      { name: "palette", path: "/", prepare: (page) => page.keyboard.press("Control+k") },
      { name: "resolve", path: `/tickets/${tickets[1]?.id}`, prepare: (page) => page.keyboard.press("r") },
    ];
    for (const phone of [false, true]) {
      for (const colours of ["light", "dark"] as const) {
        const context = await open(browser, { phone, colours, locale: colours === "dark" ? "en" : "zh-CN" });
        const name = (shot: string) => join(folder, `${shot}-${phone ? "phone" : "desk"}-${colours}.png`);
        const first = await context.newPage();
        await first.goto(platform.url);
        await first.getByRole("button").last().waitFor();
        await first.screenshot({ path: name("sign-in") });
        await first.close();
        const page = await signIn(context, platform.url, "admin@acme.test");
        for (const shot of shots.filter(({ name }) => !wanted || name === wanted)) {
          await page.goto(platform.url + shot.path);
          await page.waitForLoadState("networkidle");
          await shot.prepare?.(page);
          await page.waitForTimeout(500);
          await page.screenshot({ path: name(shot.name) });
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await platform.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
