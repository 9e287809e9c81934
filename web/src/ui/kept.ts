import { useReducer } from "react";

const all = new Map<string, unknown>();

/**
 * What somebody fills in and has not sent, by what it is about: it stands there again when they come back to it, until the page is closed.
 * To keep `undefined` is to forget it.
 */
export function useKept<T>(about: string, first: T): [kept: T, keep: (next: T | undefined) => void] {
  const [, drawAnew] = useReducer((times: number) => times + 1, 0);
  const keep = (next: T | undefined) => {
    if (next === undefined) all.delete(about);
    else all.set(about, next);
    drawAnew();
  };
  return [all.has(about) ? (all.get(about) as T) : first, keep]; // under one name there is one kind of thing
}
