/** Where the reader is. A screen stays until the code of the next one is there; after a moment it says that it is on its way. */
import { createStore, useStore } from "../store";
import { hurried } from "../ui/later";
import { hrefOf, type Place, placeOf, type To } from "./address";
import type { ParamsOf, Path, SearchOf } from "./paths";
import { expectAnswers, loadScreen, screenAt } from "./screens";

type Shown = {
  place: Place | null;
  /** The next one's code is late. */
  arriving?: true;
  /** It did not come: the network, or a newer build took its place. */
  failed?: true;
  /** No screen has this address. */
  lost?: true;
};

const here = () => placeOf(location.pathname, location.search);
const shown = createStore<Shown>({ place: null });
let journey = 0;

async function arrive(then?: () => void): Promise<void> {
  journey += 1;
  hurried.set(false);
  const mine = journey;
  const place = here();
  if (place && !screenAt(place.path)) {
    const late = setTimeout(() => mine === journey && shown.set({ ...shown.get(), arriving: true }), 200);
    const came = await loadScreen(place.path).catch(() => null);
    clearTimeout(late);
    if (mine !== journey) return;
    if (!came) return shown.set({ place, failed: true });
  }
  shown.set(place ? { place } : { place, lost: true });
  then?.();
}

export type Going<P extends Path> = Omit<To<P>, "search"> & { search?: SearchOf<P> | ((before: SearchOf<P>) => SearchOf<P>); replace?: boolean };

/** Ready when the screen is there. */
export async function navigate<P extends Path>({ search, replace = false, ...to }: Going<P>): Promise<void> {
  const before = here();
  const asked = typeof search === "function" ? search(before?.search as SearchOf<P>) : search; // of the screen that asks
  const href = hrefOf({ ...to, search: asked } as To<P>); // whole again
  const moves = href.split("?")[0] !== location.pathname;
  if (replace) history.replaceState(history.state, "", href);
  else {
    keepPlace();
    history.pushState(null, "", href);
  }
  await arrive(moves ? () => scroller()?.scrollTo(0, 0) : undefined);
}

const scroller = () => document.getElementById("content");

/** Where a screen is left: how far it was read, and at which ticket of a list. */
type Left = { top?: number; at?: string };
const left = () => (history.state ?? {}) as Left; // nobody else keeps anything there
const keepPlace = () => {
  const at = document.activeElement?.closest<HTMLElement>("[data-ticket]")?.dataset.ticket;
  history.replaceState({ top: scroller()?.scrollTop ?? 0, at } satisfies Left, "");
};
/** At which ticket the reader had left what is shown again. */
export const leftAt = () => left().at;

/** The code of what the page was opened for: it needs to know nobody. */
export function loadFirstScreen() {
  const place = here();
  if (place) void loadScreen(place.path).catch(() => undefined); // whoever waits for it is told
}

/** Loads what the page was opened for, and what that shows first. */
export async function expectScreen(): Promise<void> {
  const place = here();
  if (!place) return;
  const answers = expectAnswers(place);
  await loadScreen(place.path);
  // Unless somebody has gone on meanwhile.
  if (journey === 0) shown.set({ place });
  await answers;
}

/** Follows the browser's own buttons, and brings back how far a screen was read. */
export function followLocation(): () => void {
  history.scrollRestoration = "manual";
  const back = () => {
    const { top = 0 } = left();
    void arrive(() => requestAnimationFrame(() => scroller()?.scrollTo(0, top)));
  };
  if (!shown.get().place) void arrive();
  addEventListener("popstate", back);
  return () => removeEventListener("popstate", back);
}

export const useShown = () => useStore(shown);
const pathOf = () => shown.get().place?.path;
export const usePath = (): Path | undefined => useStore({ ...shown, get: pathOf });

/** What the URL says to the screen at this path. */
export function useSearch<P extends Path>(path: P): SearchOf<P> {
  const { place } = useStore(shown);
  return (place?.path === path ? place.search : {}) as SearchOf<P>; // that path's parser made it, and all of it may be missing
}

export function useParams<P extends Path>(path: P): ParamsOf<P> {
  const { place } = useStore(shown);
  if (place?.path !== path) throw new Error(`This is not ${path}.`);
  return place.params as ParamsOf<P>; // that path's names
}
