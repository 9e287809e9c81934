import { useEffect, useState } from "react";
import { useLocale } from "../i18n";
import { fullDate, relative } from "../i18n/formats";
import { createStore, useStore } from "../store";

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
