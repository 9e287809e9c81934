/**
 * What others change is seen within 2 s while people are active: one counter is asked for, with its ETag. It backs off when nothing
 * happens and is silent while the tab is hidden or its reader idle, so that an open tab does not keep a database awake.
 */
import type { Query } from "@tanstack/react-query";
import { getChanges } from "../../shared/contract/ticket";
import { callIfChanged } from "./api";
import { queryClient } from "./query-client";

const second = 1_000;
const steps = [
  { until: 60 * second, every: 1.2 * second },
  { until: 3 * 60 * second, every: 5 * second },
  { until: 10 * 60 * second, every: 15 * second },
  { until: Number.POSITIVE_INFINITY, every: 60 * second },
] as const;
const idleAfter = 5 * 60 * second;

/** How long until the next look, by the time since the last change or the reader's own input; null while nobody would see it. */
export function nextLook({ sinceStir, sinceInput, hidden }: { sinceStir: number; sinceInput: number; hidden: boolean }): number | null {
  if (hidden || sinceInput >= idleAfter) return null;
  const quiet = Math.min(sinceStir, sinceInput);
  return steps.find(({ until }) => quiet < until)?.every ?? 60 * second;
}

/** Queries under these keys show what the counter counts. */
export const liveKeys = ["ticket", "task", "incident", "submission", "overview", "queue", "notification"] as const;

let stirred = Date.now();
let input = Date.now();
let wake: (() => void) | undefined;

/** Somebody here has just changed something: look often for a while. */
export function stir() {
  stirred = input = Date.now();
  wake?.();
}

/** So many pages of a list are read anew at once. */
export const nearPages = 4;

const pagesOf = (data: unknown): number => (data !== null && typeof data === "object" && "pages" in data && Array.isArray(data.pages) ? data.pages.length : 0);

/** A list that somebody read far down costs a request for each of its pages: of those, one a second in all. */
export const isDue = (data: unknown, sinceRead: number) => pagesOf(data) <= nearPages || sinceRead >= pagesOf(data) * second;

const dueNow = ({ state }: Query) => isDue(state.data, Date.now() - state.dataUpdatedAt);

export const refreshLive = () =>
  Promise.all(
    liveKeys.flatMap((key) => [
      queryClient.invalidateQueries({ queryKey: [key], predicate: dueNow }),
      queryClient.invalidateQueries({ queryKey: [key], predicate: (query) => !dueNow(query), refetchType: "none" }),
    ]),
  );

/** Those whose turn had not come when something changed. */
const refreshLong = () =>
  queryClient.refetchQueries({ type: "active", predicate: (query) => query.state.isInvalidated && pagesOf(query.state.data) > nearPages && dueNow(query) });

/** Nobody has touched the page for a while: it asks for nothing by itself, so that a database may sleep. */
const isIdle = () => Date.now() - input >= idleAfter;

/** For what moves without a change that anybody counts: a query's `refetchInterval`. */
export const whileActive = (ms: number) => () => (isIdle() ? false : ms);

/** Looks until it is stopped. */
export function followChanges(): () => void {
  const stop = new AbortController();
  const onInput = () => {
    const slept = isIdle();
    input = Date.now();
    wake?.();
    if (slept) void refreshLive();
  };
  const onVisible = () => {
    if (!document.hidden) stir();
  };
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(kind, onInput, { passive: true, signal: stop.signal });
  document.addEventListener("visibilitychange", onVisible, { signal: stop.signal });
  void look(stop.signal);
  return () => {
    stop.abort();
    wake?.();
  };
}

async function look(stop: AbortSignal) {
  let etag: string | undefined;
  // The first is made beside the screen's own requests: what changes after those is seen.
  let wait: number | null = document.hidden ? null : 0;
  for (; !stop.aborted; wait = nextLook({ sinceStir: Date.now() - stirred, sinceInput: Date.now() - input, hidden: document.hidden })) {
    await sleep(wait);
    if (stop.aborted || document.hidden || isIdle()) continue;
    void refreshLong();
    const answer = await callIfChanged(getChanges, {}, { etag, signal: stop }).catch(() => undefined);
    if (!answer) continue;
    if (etag !== undefined) {
      stirred = Date.now();
      void refreshLive();
    }
    etag = answer.etag ?? String(answer.reply.counter);
  }
}

/** Null sleeps until something stirs, which cuts a long sleep short; never are there two looks within a second. */
function sleep(ms: number | null): Promise<void> {
  const began = Date.now();
  return new Promise((resolve) => {
    let timer = ms === null ? undefined : setTimeout(done, ms);
    function done() {
      wake = undefined;
      resolve();
    }
    wake = () => {
      if (ms !== null && ms <= 2 * second) return;
      wake = undefined;
      clearTimeout(timer);
      timer = setTimeout(done, Math.max(0, began + second - Date.now()));
    };
  });
}
