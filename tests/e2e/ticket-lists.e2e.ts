/** The lists of tickets in the hand: filters that can be reached, a search that keeps its words, and a place that is not lost. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { settled } from "./browser";
import { makeTickets } from "./demo-tickets";
import { focused, hasFocus, openStage } from "./stage";

const agent = "it.sun@acme.test";
const stage = openStage(makeTickets);
const onList = async (path: string, look?: Parameters<typeof stage.as>[2]) => {
  const page = await stage.as(agent, path, look);
  await page.locator("[data-ticket]").first().waitFor();
  return page;
};
const ticketAt = (index: number) => {
  const ticket = stage.prepared[index];
  if (!ticket) throw new Error(`There is no ticket ${index}.`);
  return ticket;
};
/** Which ticket of the list has the focus. */
const at = (page: Page) => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-ticket]")?.dataset.ticket);

describe("the filters", () => {
  test.each(["状态", "优先级"])("on a phone, %s opens a menu that is seen whole, and chooses", async (label) => {
    const page = await onList("/tickets?view=table", { phone: true });
    await page.getByRole("button", { name: label }).tap();
    const entries = page.getByRole("menuitemcheckbox");
    await entries.first().waitFor();
    await settled(page);
    const hidden = await entries.evaluateAll((all) =>
      all
        .filter((one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return !one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        })
        .map(({ textContent }) => textContent),
    );
    expect(hidden).toEqual([]);
    // What is drawn with a mask is cut off where it goes beyond it, though a finger would reach it.
    const masks = await entries.first().evaluate((entry) => {
      const found: string[] = [];
      for (let up: Element | null = entry; up; up = up.parentElement) if (getComputedStyle(up).maskImage !== "none") found.push(up.outerHTML.slice(0, 80));
      return found;
    });
    expect(masks).toEqual([]);
    await entries.nth(1).tap();
    await page.waitForURL(/(status|priority)=/);
  });

  test.each(["zh-CN", "en"] as const)("stand in one row that nothing moves on a desk (%s)", async (locale) => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const page = await stage.as(agent, "/overview", { locale });
    await page.route(/\/api\/(forms|workflows)\?/, async (route) => {
      await asked;
      await route.fallback();
    });
    await page.goto(`${stage.platform.url}/tickets?view=table`);
    await page.locator("[data-ticket]").first().waitFor();
    const row = () =>
      page.evaluate(() => {
        const box = (it: Element | null) => it?.getBoundingClientRect();
        const search = document.querySelector("[data-ticket-search]");
        const bar = document.querySelector("#content header");
        const controls = [...(bar?.querySelectorAll("select, button[aria-haspopup=menu]") ?? [])];
        return {
          bar: box(bar)?.height,
          beside: controls.map((it) => Math.abs((box(it)?.top ?? 0) - (box(search)?.top ?? 0)) < 4),
          places: controls.map((it) => [Math.round(box(it)?.left ?? 0), Math.round(box(it)?.width ?? 0)]),
        };
      });
    const before = await row();
    // Nothing is chosen yet, and nothing of that is cut off.
    const cut = await page.locator("header select").evaluateAll((all) => {
      const pen = document.createElement("canvas").getContext("2d");
      return all
        .filter((one) => {
          const { font, paddingLeft, paddingRight } = getComputedStyle(one);
          if (pen) pen.font = font;
          const text = (one as HTMLSelectElement).selectedOptions[0]?.text ?? ""; // it is asked for by that name
          return (pen?.measureText(text).width ?? 0) > one.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
        })
        .map((one) => one.getAttribute("aria-label"));
    });
    expect(cut).toEqual([]);
    expect(before.beside).toEqual(before.beside.map(() => true));
    answer();
    await expect.poll(() => page.locator("header select option").count()).toBeGreaterThan(15);
    await settled(page);
    expect(await row()).toEqual(before);
    const status = page.getByRole("button", { name: /^(状态|Status)/ });
    await status.click();
    await page.getByRole("menuitemcheckbox").first().click();
    const clear = page.getByRole("button", { name: /^(清除筛选|Clear filters)$/ });
    await clear.waitFor();
    expect(await row()).toEqual(before);
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await clear.click();
    await clear.waitFor({ state: "hidden" });
    expect(await row()).toEqual(before);
  });
});

describe("the search", () => {
  const search = (page: Page) => page.getByRole("searchbox", { name: /搜索编号/ });

  test("leads to the list by Escape, and keeps what was typed", async () => {
    const page = await onList("/tickets?view=table");
    await page.keyboard.press("/");
    await page.keyboard.type("VPN");
    await page.waitForURL(/q=VPN/);
    await expect.poll(() => page.locator("[data-ticket]").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await search(page).inputValue()).toBe("VPN");
    await expect.poll(() => at(page)).toBe(ticketAt(0).id);
    expect(page.url()).toContain("q=VPN");
  });

  test.each(["table", "board"])("leads to the first that it found by Enter, as soon as that is there (%s)", async (view) => {
    const page = await onList(`/tickets?view=${view}`);
    await page.keyboard.press("/");
    await page.keyboard.type("VPN");
    await page.keyboard.press("Enter");
    await expect.poll(() => at(page)).toBe(ticketAt(0).id);
    expect(await search(page).inputValue()).toBe("VPN");
    expect(page.url()).toContain("q=VPN");
  });

  test("that finds nothing keeps whoever types", async () => {
    const page = await onList("/tickets?view=table");
    await page.keyboard.press("/");
    await page.keyboard.type("nothing-like-this");
    await page.keyboard.press("Enter");
    await page.getByText("没有匹配的工单").waitFor();
    expect(await hasFocus(search(page))).toBe(true);
  });
});

describe("one's place in a list", () => {
  test.each(["table", "board"])("is found again on the way back from a ticket (%s)", async (view) => {
    const page = await onList(`/tickets?view=${view}`);
    await settled(page);
    for (let step = 0; step < 8; step += 1) await page.keyboard.press("j");
    const left = await at(page);
    const next = await page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>("[data-ticket]")];
      return all[all.findIndex((one) => one.contains(document.activeElement)) + 1]?.dataset.ticket;
    });
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/tickets/${left}`));
    await page.getByRole("region", { name: "属性" }).waitFor();
    await page.goBack();
    await expect.poll(() => at(page)).toBe(left);
    await page.keyboard.press("j");
    expect(await at(page)).toBe(next);
  });

  test("goes with a card that the menu moves by mouse", async () => {
    const page = await onList("/tickets?view=board");
    const { id } = ticketAt(8);
    const card = page.locator(`[data-ticket="${id}"]`);
    await card.locator("[data-part=menu]").click();
    await page.getByRole("menuitem", { name: "处理中" }).click();
    await page.locator(`[data-column=in_progress] [data-ticket="${id}"]`).waitFor();
    await expect.poll(() => at(page)).toBe(id);
    expect(await focused(page)).not.toBe("");
  });

  test("is marked in a table as on a board", async () => {
    const page = await onList("/tickets?view=table");
    await page.keyboard.press("j");
    const ring = await page.evaluate(() => {
      const link = document.activeElement;
      const row = link?.closest("[data-ticket]");
      const probe = document.createElement("i");
      probe.style.color = "var(--pf-colors-brand-focus-ring)";
      document.body.append(probe);
      const wanted = getComputedStyle(probe).color;
      probe.remove();
      const { outlineStyle, outlineColor, outlineWidth } = getComputedStyle(row as Element); // what has the focus is in one
      return { link: getComputedStyle(link as Element).outlineStyle, row: outlineStyle, width: outlineWidth, ours: outlineColor === wanted };
    });
    expect(ring).toEqual({ link: "none", row: "solid", width: "2px", ours: true });
  });
});
