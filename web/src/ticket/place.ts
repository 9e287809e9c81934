/** Which ticket of a list its reader is at. Drawn anew, on the way back from it or in another column, it has the focus again if nothing else has. */
import { useInsertionEffect } from "react";
import { leftAt } from "../route";

let at: string | undefined;

const items = () => [...document.querySelectorAll<HTMLElement>("[data-ticket]")];
const here = () => items().findIndex((item) => item.contains(document.activeElement));

function go(item: HTMLElement | undefined) {
  item?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Of a long table rows above what can be seen are drawn, too. */
function firstSeen(all: readonly HTMLElement[]) {
  const top = document.querySelector("#content header")?.getBoundingClientRect().bottom ?? 0;
  return all.find((item) => item.getBoundingClientRect().top >= top) ?? all[0];
}

/** The item that has the focus. */
export const current = () => items()[here()];

export function step(by: number) {
  const all = items();
  const now = here();
  go(now < 0 ? firstSeen(all) : all[Math.min(all.length - 1, Math.max(0, now + by))]);
}

/** To where one was in the list; to the list itself where nothing is in it. */
export function toPlace() {
  const all = items();
  if (all.length === 0) return document.getElementById("content")?.focus();
  go(all.find((item) => item.dataset.ticket === at) ?? firstSeen(all));
}

export const toFirst = () => go(items()[0]);

/** A list's items have this as their `ref`. */
export function returnTo(item: HTMLElement | null) {
  if (!item || item.dataset.ticket !== at) return;
  requestAnimationFrame(() => {
    // A screen that is new has the focus itself until then.
    const idle = document.activeElement === document.body || document.activeElement?.id === "content";
    if (idle && item.isConnected) go(item);
  });
}

/** While a list is there: before its items are, so that they know. */
export function usePlace() {
  useInsertionEffect(() => {
    at = leftAt();
    const follow = ({ target }: FocusEvent) => {
      const item = target instanceof Element ? target.closest<HTMLElement>("[data-ticket]") : null;
      if (item) at = item.dataset.ticket;
    };
    document.addEventListener("focusin", follow);
    return () => document.removeEventListener("focusin", follow);
  }, []);
}
