/** What a browser would write with `Intl`, and what the console writes without waiting for it. */
import { describe, expect, test } from "vitest";
import { dayInFigures, dayInWords, figure, fullDate, relative, shortDate } from "../../web/src/i18n/formats";

const locales = ["zh-CN", "en"] as const;
/** Instants over years, at all hours of the day: midnight and noon, leap days and turns of the year among them. */
const instants = [
  ...Array.from({ length: 900 }, (_, n) => new Date(Date.UTC(2023, 0, 1) + n * 31.7 * 3_600_000).toISOString()),
  ...["2024-02-29T00:00:00Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2026-06-30T12:00:00Z"],
];
const now = Date.parse("2026-03-01T12:00:00.000Z");

describe.each(locales)("in %s", (locale) => {
  test("an instant, with and without its year", () => {
    const full = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
    const short = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" });
    for (const at of instants) {
      expect(fullDate(at, locale)).toBe(full.format(new Date(at)));
      expect(shortDate(at, locale)).toBe(short.format(new Date(at)));
    }
  });

  test("a day", () => {
    const words = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    const figures = new Intl.DateTimeFormat(locale, { month: "numeric", day: "numeric", timeZone: "UTC" });
    for (const day of instants.map((at) => at.slice(0, 10))) {
      expect(dayInWords(day, locale)).toBe(words.format(new Date(day)));
      expect(dayInFigures(day)).toBe(figures.format(new Date(day)));
    }
  });

  test("how long it is until or since", () => {
    const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
    const lengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000, month: 2_592_000_000, year: 31_536_000_000 };
    const last = { minute: 59, hour: 23, day: 29, month: 12, year: 5 };
    for (const unit of ["minute", "hour", "day", "month", "year"] as const)
      for (let count = 1; count <= last[unit]; count += 1)
        for (const sign of [-1, 1]) {
          const at = new Date(now + sign * count * lengths[unit]).toISOString();
          const said = format.format(sign * count, unit).replace(/(\d)(?=\p{Script=Han})/gu, "$1 ");
          if (Math.abs(sign * count * lengths[unit]) < (unit === "month" ? lengths.year : Infinity)) expect(relative(at, now, locale)).toBe(said);
        }
  });

  test("a number", () => {
    for (const value of [0, 7, 999, 1_000, 12_345, 100_000, 1_234_567]) expect(figure(value)).toBe(new Intl.NumberFormat(locale).format(value));
  });

  test("what is no time stays as it is", () => {
    for (const write of [fullDate, shortDate, dayInWords]) expect(write("tomorrow", locale)).toBe("tomorrow");
  });
});

test.each([
  ["2026-03-01T11:57:00.000Z", "3 分钟前", "3 min. ago"],
  ["2026-03-01T14:00:00.000Z", "2 小时后", "in 2 hr."],
  ["2026-02-28T11:00:00.000Z", "昨天", "yesterday"],
  ["2026-03-01T11:59:40.000Z", "刚刚", "just now"],
])("%s is %s, or %s", (at, zh, en) => {
  expect(relative(at, now, "zh-CN")).toBe(zh);
  expect(relative(at, now, "en")).toBe(en);
});
