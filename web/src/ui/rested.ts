import { startTransition, useEffect, useState } from "react";

/** Longer than a key that is held down takes to come again, in ms. */
const moment = 60;

/** Follows a value that has stayed the same for a moment: what is only passed by is never drawn, and so keeps nobody waiting. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timeout = setTimeout(() => startTransition(() => setRested(() => value)), moment);
    return () => clearTimeout(timeout);
  }, [value]);
  return rested;
}
