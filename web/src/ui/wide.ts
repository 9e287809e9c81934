import { useSyncExternalStore } from "react";

/** Whether the window has at least this width. */
function atLeast(width: string) {
  const query = matchMedia(`(min-width: ${width})`);
  const follow = (listener: () => void) => {
    query.addEventListener("change", listener);
    return () => query.removeEventListener("change", listener);
  };
  return () => useSyncExternalStore(follow, () => query.matches);
}

/** Room for a list and what is chosen from it side by side. */
export const useIsWide = atLeast("62em");
/** Room for more than a phone's: "md" of the theme. */
export const useIsDesk = atLeast("48em");
