import { startTransition, useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Longer than a key that is held down takes to come again, in ms. */
const moment = 60;

/**
 * Follows a value that has stayed the same for a moment: what is only passed by is never drawn, and so keeps nobody waiting. Any key but
 * those that pass by is meant for the value itself, which is drawn before that key is heard.
 */
export function useRested<T>(value: T, passing: readonly string[]): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    if (Object.is(rested, value)) return;
    const timeout = setTimeout(() => startTransition(() => setRested(() => value)), moment);
    const hurry = ({ key }: KeyboardEvent) => passing.includes(key) || flushSync(() => setRested(() => value));
    addEventListener("keydown", hurry, { capture: true });
    return () => {
      clearTimeout(timeout);
      removeEventListener("keydown", hurry, { capture: true });
    };
  }, [value, rested, passing]);
  return rested;
}
