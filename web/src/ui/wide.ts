import { useSyncExternalStore } from "react";

const wide = matchMedia("(min-width: 62em)");

function follow(listener: () => void) {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}

/** Room for a list and what is chosen from it side by side. */
export const useIsWide = () => useSyncExternalStore(follow, () => wide.matches);
