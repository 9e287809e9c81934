import { type ReactNode, useDeferredValue } from "react";
import { createStore, useStore } from "../store";

/** A key was pressed that nobody knew: it may be one of what is still to come, so nothing waits any more (keyboard.ts). */
export const hurried = createStore(false);

/** Comes right after what stands around it is drawn, so that what is read first stands there sooner; until then its place is kept. */
export function Later({ place = null, children }: { place?: ReactNode; children: ReactNode }) {
  const drawn = useDeferredValue(true, false);
  const now = useStore(hurried);
  return drawn || now ? children : place;
}
