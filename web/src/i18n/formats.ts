/**
 * Times and figures as `Intl` writes them (tests/web/formats.test.ts holds the two together), in the two languages that the console
 * speaks. A browser takes longer to load what `Intl` knows of all languages than to draw the rest of a first screen's texts.
 */
import type { Locale } from ".";

type Unit = "year" | "month" | "day" | "hour" | "minute";

const seconds: readonly (readonly [Unit, number])[] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const unitWords: Record<Locale, Record<Unit, string>> = {
  "zh-CN": { year: "年", month: "个月", day: "天", hour: "小时", minute: "分钟" },
  en: { year: "yr.", month: "mo.", day: "day", hour: "hr.", minute: "min." },
};
/** What needs no figure, by how many units from now it is. */
const near: Record<Locale, Partial<Record<Unit, Record<number, string>>>> = {
  "zh-CN": { year: { [-1]: "去年", 1: "明年" }, month: { [-1]: "上个月", 1: "下个月" }, day: { [-2]: "前天", [-1]: "昨天", 1: "明天", 2: "后天" } },
  en: { year: { [-1]: "last yr.", 1: "next yr." }, month: { [-1]: "last mo.", 1: "next mo." }, day: { [-1]: "yesterday", 1: "tomorrow" } },
};

/** "3 天前": how long before or after `now` (ms since 1970) an instant is, in its largest whole unit. */
export function relative(iso: string, now: number, locale: Locale): string {
  const left = (Date.parse(iso) - now) / 1000;
  const [unit, length] = seconds.find(([, least]) => Math.abs(left) >= least) ?? [];
  if (!unit || !length) return locale === "en" ? "just now" : "刚刚";
  const count = Math.trunc(left / length);
  const many = Math.abs(count);
  const known = near[locale][unit]?.[count];
  if (known) return known;
  const word = unitWords[locale][unit];
  // As everywhere in Chinese text here, a figure stands apart from the characters around it.
  if (locale === "zh-CN") return `${many} ${word}${count < 0 ? "前" : "后"}`;
  const span = `${many} ${unit === "day" && many > 1 ? "days" : word}`;
  return count < 0 ? `${span} ago` : `in ${span}`;
}

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (figure: number) => String(figure).padStart(2, "0");

const dayOfYear = (month: number, day: number, locale: Locale) => (locale === "en" ? `${monthNames[month]} ${day}` : `${month + 1}月${day}日`);
const dayOf = (year: number, month: number, day: number, locale: Locale) =>
  locale === "en" ? `${dayOfYear(month, day, locale)}, ${year}` : `${year}年${dayOfYear(month, day, locale)}`;

/** What is no time is given back as it came: it may be what somebody wrote. */
function written(text: string, at: Date, write: (at: Date) => string): string {
  return Number.isNaN(at.getTime()) ? text : write(at);
}

/** An instant's day and time of day, in the reader's time zone. */
export const fullDate = (iso: string, locale: Locale) =>
  written(iso, new Date(iso), (at) => {
    const [hour, minute] = [at.getHours(), two(at.getMinutes())];
    const day = dayOf(at.getFullYear(), at.getMonth(), at.getDate(), locale);
    return locale === "en" ? `${day}, ${hour % 12 || 12}:${minute} ${hour < 12 ? "AM" : "PM"}` : `${day} ${two(hour)}:${minute}`;
  });

/** An instant's day without its year, in the reader's time zone. */
export const shortDate = (iso: string, locale: Locale) => written(iso, new Date(iso), (at) => dayOfYear(at.getMonth(), at.getDate(), locale));

/** A day without a time, "2026-12-01", in words. */
export const dayInWords = (day: string, locale: Locale) =>
  written(day, new Date(`${day}T00:00:00Z`), (at) => dayOf(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), locale));

/** The same day in the least room, as both languages write it: 12/1. */
export const dayInFigures = (day: string) => day.split("-").slice(1).map(Number).join("/");

/** A whole number as both languages write it: 12,345. */
export const figure = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
