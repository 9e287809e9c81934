/**
 * Words in both languages stand side by side, so that one can't be forgotten: `words({ save: { zh: "保存", en: "Save" } })`,
 * and with a value `{ zh: (n: number) => …, en: (n: number) => … }`. A screen's words are in its own folder and load with it.
 */
import { createStore, remembered, useStore } from "../store";

export const locales = ["zh-CN", "en"] as const;
export type Locale = (typeof locales)[number];

type Phrase = string | ((...values: never[]) => string);
type Said = { zh: Phrase; en: Phrase };
/** Both languages take the same values. */
type Both<T extends Record<string, Said>> = { [K in keyof T]: T[K]["en"] extends string ? { zh: string; en: string } : { zh: T[K]["en"]; en: T[K]["en"] } };
export type Words = Record<string, Said>;
export type Spoken<T extends Words> = { readonly [K in keyof T]: T[K]["en"] extends string ? string : T[K]["en"] };

export const words = <T extends Words>(given: T & Both<T>): T => given;

const isLocale = (text: unknown): text is Locale => locales.includes(text as Locale);

function firstLocale(): Locale {
  const chosen = remembered.get("locale");
  if (isLocale(chosen)) return chosen;
  return typeof navigator !== "undefined" && /^zh\b/i.test(navigator.language) ? "zh-CN" : "en";
}

export const locale = createStore<Locale>(firstLocale());

export function chooseLocale(chosen: Locale) {
  remembered.set("locale", chosen);
  speak(chosen);
}

function speak(chosen: Locale) {
  document.documentElement.lang = chosen;
  locale.set(chosen);
}

/** What is chosen in one tab is spoken in all. */
export const followLocale = () => remembered.follow("locale", (chosen) => isLocale(chosen) && speak(chosen));

const spoken: Record<Locale, WeakMap<Words, Record<string, Phrase>>> = { "zh-CN": new WeakMap(), en: new WeakMap() };

/** For code that is no component. */
export function say<T extends Words>(given: T, into: Locale = locale.get()): Spoken<T> {
  const known = spoken[into].get(given);
  const found = known ?? Object.fromEntries(Object.entries(given).map(([key, { zh, en }]) => [key, into === "zh-CN" ? zh : en]));
  if (!known) spoken[into].set(given, found);
  return found as Spoken<T>; // each key has its own phrase
}

/** Chinese with values in it: where characters meet letters or figures stands a space, which a writer can't know of a name. */
export const zh = ({ raw: [first = "", ...parts] }: TemplateStringsArray, ...values: (string | number)[]): string =>
  parts.reduce((text, part, n) => apart(apart(text, String(values[n])), part), first);

const apart = (text: string, next: string) =>
  /\p{Script=Han}$/u.test(text)
    ? text + next.replace(/^(?=[\p{Script=Latin}\p{N}])/u, " ")
    : text.replace(/(?<=[\p{Script=Latin}\p{N}])$/u, /^\p{Script=Han}/u.test(next) ? " " : "") + next;

/** What something is called, and what it is: each language has a colon of its own. */
export const told = (name: string, value: string, into: Locale) => `${name}${into === "en" ? ": " : "："}${value}`;

/** Several things in a row, and something said beside another: each language has marks of its own. */
export const listed = (parts: readonly string[], into: Locale) => parts.join(into === "en" ? ", " : "、");
export const beside = (text: string, aside: string | undefined, into: Locale) => (!aside ? text : into === "en" ? `${text} (${aside})` : `${text}（${aside}）`);

export const useLocale = () => useStore(locale);
export const useWords = <T extends Words>(given: T): Spoken<T> => say(given, useLocale());
