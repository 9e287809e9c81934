import { type ReactNode, useDeferredValue } from "react";

/** Comes right after what stands around it is drawn, without holding up a key that is pressed meanwhile; until then its place is kept. */
export function Later({ place = null, children }: { place?: ReactNode; children: ReactNode }) {
  return useDeferredValue(true, false) ? children : place;
}
