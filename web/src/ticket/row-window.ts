// Of a long table only the rows near what can be seen are drawn: two and a half thousand of them took three seconds for a tick.
import { type RefObject, useEffect, useState } from "react";

type Window = { from: number; to: number /** Of a row, in px. */; height: number };

/** Rows before and after what can be seen, so that keys and a quick wheel find them there; and how many come and go at a time. */
const margin = 15;
const step = 5;
/** Fewer are all drawn. */
const few = 100;

/** Which rows of `count` to draw, a few at a time. `body` holds the rows, which are all of one height. */
export function useRowWindow(count: number, body: RefObject<HTMLElement | null>): Window {
  const [{ from, to, height }, set] = useState<Window>({ from: 0, to: few, height: 40 });
  const many = count > few;
  useEffect(() => {
    const scroller = document.getElementById("content");
    if (!many || !scroller) return;
    const look = () => {
      const tall = body.current?.querySelector("[data-ticket]")?.getBoundingClientRect().height;
      if (!body.current || !tall) return;
      const above = (scroller.getBoundingClientRect().top - body.current.getBoundingClientRect().top) / tall;
      const shown = scroller.clientHeight / tall;
      const from = Math.max(0, Math.floor((above - margin) / step) * step);
      const next = { from, to: Math.ceil((above + shown + margin) / step) * step, height: tall };
      set((before) => (before.from === next.from && before.to === next.to && before.height === next.height ? before : next));
    };
    look();
    scroller.addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      scroller.removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, [many, body]);
  return many ? { from: Math.min(from, count - 1), to: Math.min(to, count), height } : { from: 0, to: count, height };
}
