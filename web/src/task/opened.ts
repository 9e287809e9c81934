import { createStore, useStore } from "../store";

/** Which item of the inbox is open, by its id. Lines follow it each by itself: so a key draws two of them anew, and not the list. */
export const opened = createStore<string | undefined>(undefined);

export const useIsOpened = (id: string): boolean => useStore({ ...opened, get: () => opened.get() === id });
