import { type RefObject, useEffect, useRef } from "react";
import type { Definition } from "../../../../shared/process";
import { flowOf, heirOf, nodeOf } from "./draft";

/** A node or a flow as it is drawn. */
export const drawnOf = (id: string) =>
  document.querySelector<HTMLElement | SVGElement>(`:is(.react-flow__node, .react-flow__edge)[data-id="${CSS.escape(id)}"]`);

/** Which node or flow has the focus, or what stands around it. */
export const focusedId = () => document.activeElement?.closest<HTMLElement | SVGElement>("[data-id]")?.dataset.id;

/** Where what had the focus goes with what was done, the element that is selected now has it; without one, what the removed one hung on, or the canvas. */
export function useKeptFocus(canvas: RefObject<HTMLElement | null>, { definition, shown, drawn }: { definition: Definition; shown?: string; drawn: unknown }) {
  const before = useRef({ definition, shown });
  const owed = useRef<string>(undefined);
  useEffect(() => {
    const was = before.current;
    if (shown !== undefined && shown !== was.shown) owed.current = shown;
    else owed.current = heirOf(was.definition, definition) ?? owed.current;
    before.current = { definition, shown };
  }, [definition, shown]);
  // An element that is new is drawn, and measured, a little later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that something is drawn.
  useEffect(() => {
    if (owed.current === undefined) return;
    const here = focusedId();
    const isLost = document.activeElement === document.body || (here !== undefined && !nodeOf(definition, here) && !flowOf(definition, here));
    if (!isLost) owed.current = undefined;
    else (owed.current === "" ? canvas.current : drawnOf(owed.current))?.focus();
  }, [drawn, definition, shown, canvas]);
}
