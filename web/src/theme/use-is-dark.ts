import { useSyncExternalStore } from "react";

const root = () => document.documentElement;

function follow(listener: () => void) {
  const observer = new MutationObserver(listener);
  observer.observe(root(), { attributes: true, attributeFilter: ["class"] });
  return () => observer.disconnect();
}

/** For what colours itself by more than our tokens. */
export const useIsDark = () => useSyncExternalStore(follow, () => root().classList.contains("dark"));
