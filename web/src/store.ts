import { useSyncExternalStore } from "react";

export type Store<T> = { get: () => T; set: (value: T) => void; subscribe: (listener: () => void) => () => void };

/** A value that screens follow, and that code outside of React may change. */
export function createStore<T>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useStore = <T>({ subscribe, get }: Pick<Store<T>, "subscribe" | "get">): T => useSyncExternalStore(subscribe, get, get);

/** What a browser remembers for its reader. Where it may not (a private window), it is forgotten with the page. */
export const remembered = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(`pflow.${key}`);
    } catch {
      return null;
    }
  },
  /** Another tab's word on it. */
  follow(key: string, told: (value: string | null) => void) {
    addEventListener("storage", (event) => event.key === `pflow.${key}` && told(event.newValue));
  },
  set(key: string, value: string | null) {
    try {
      if (value === null) localStorage.removeItem(`pflow.${key}`);
      else localStorage.setItem(`pflow.${key}`, value);
    } catch {
      // Nothing to do about it: the page works on without.
    }
  },
};
