import { useEffect, useState } from "react";
import { type Locale, useLocale } from "../i18n";
import { createStore, useStore } from "../store";

const units = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** One formatter for each language: to make one costs more than to use it, and a list of tickets has hundreds of times. */
function made<T>(make: (locale: Locale) => T): (locale: Locale) => T {
  const known = new Map<Locale, T>();
  return (locale) => {
    const format = known.get(locale) ?? make(locale);
    known.set(locale, format);
    return format;
  };
}

const ago = made((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }));
const full = made((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }));
const short = made((locale) => new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" }));
const dayOnly = made((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }));

export function relative(iso: string, now: number, locale: Locale): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const [unit, length] = units.find(([, least]) => Math.abs(seconds) >= least) ?? [];
  // As everywhere in Chinese text here, a figure stands apart from the characters around it.
  if (unit && length)
    return ago(locale)
      .format(Math.trunc(seconds / length), unit)
      .replace(/(\d)(?=\p{Script=Han})/gu, "$1 ");
  return locale === "en" ? "just now" : "刚刚";
}

export const fullDate = (iso: string, locale: Locale) => full(locale).format(new Date(iso));
export const shortDate = (iso: string, locale: Locale) => short(locale).format(new Date(iso));
/** A day without a time, "2026-12-01", in words. */
export function dayInWords(day: string, locale: Locale): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : dayOnly(locale).format(at);
}

/** An instant as a control of the browser wants it: in the reader's own time zone. */
export const localInput = (iso: string) => new Date(new Date(iso).getTime() - new Date(iso).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** One clock for all times on a screen, that ticks twice a minute. */
const clock = createStore(Date.now());
let ticking = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export function useNow(): number {
  useEffect(() => {
    ticking += 1;
    timer ??= setInterval(() => clock.set(Date.now()), 30_000);
    return () => {
      ticking -= 1;
      if (ticking > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
  return useStore(clock);
}

/** "3 分钟前", with the full date for whoever points at it. */
export function Ago({ at }: { at: string }) {
  const locale = useLocale();
  const now = useNow();
  // A thing that was made a moment ago is younger than the clock's last tick.
  const text = relative(at, Math.max(now, new Date(at).getTime()), locale);
  return (
    <time dateTime={at} title={fullDate(at, locale)}>
      {text}
    </time>
  );
}

/** True once `ms` have passed. */
export function useLater(ms: number): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    const timeout = setTimeout(() => setLater(true), ms);
    return () => clearTimeout(timeout);
  }, [ms]);
  return later;
}
