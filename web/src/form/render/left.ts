import { type FocusEvent, useEffect } from "react";

/** A press that becomes a drag, or opens a menu, is not released. */
const ends = ["mouseup", "dragend", "contextmenu"] as const;

const hear = (kinds: readonly string[], then: () => void, signal: AbortSignal) => {
  for (const kind of kinds) addEventListener(kind, then, { capture: true, passive: true, signal });
};

let pressed = false;
let heard = 0;
let stop = new AbortController();

/** One ear for all fields of a page, while there are any. */
function hearPresses() {
  heard += 1;
  if (heard === 1) {
    stop = new AbortController();
    const set = (is: boolean) => () => {
      pressed = is;
    };
    hear(["mousedown"], set(true), stop.signal);
    hear(ends, set(false), stop.signal);
  }
  return () => {
    heard -= 1;
    if (heard > 0) return;
    stop.abort();
    pressed = false;
  };
}

/**
 * Hears when a field is left. A press takes the focus away before it is a click, and an error that is drawn between would move what is pressed from under
 * the pointer: it waits until the click is over. Who then stands in the field again has not left it.
 */
export function useLeft(): (event: FocusEvent<HTMLElement>, leave: () => void) => void {
  useEffect(hearPresses, []);
  return left;
}

function left({ currentTarget: field, relatedTarget: next }: FocusEvent<HTMLElement>, leave: () => void) {
  if (next instanceof Node && field.contains(next)) return;
  if (!pressed) return leave();
  const over = new AbortController();
  const end = () => {
    over.abort();
    // The click comes right after.
    setTimeout(() => field.contains(document.activeElement) || leave());
  };
  hear(ends, end, over.signal);
}
