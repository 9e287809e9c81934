/** The keyboard goes on where it was: what had the focus and is gone leaves it to what stands beside it, and not to the top of the page. */
const focusable = ':is(a[href], button, input, select, textarea):enabled, a[href], summary, [tabindex="0"]';
const part = 'section, [role="tabpanel"], [role="dialog"], [role="alertdialog"]';

const isLost = () => document.activeElement === document.body;

function firstIn(node: Node | null): HTMLElement | undefined {
  if (!(node instanceof HTMLElement) || !node.isConnected) return undefined;
  const all = [...(node.matches(focusable) ? [node] : []), ...node.querySelectorAll<HTMLElement>(focusable)];
  return all.find((one) => one.checkVisibility());
}

/** The same control in another place, the next line, the one before, or what the part of the screen around it begins with. */
function besides(gone: HTMLElement, { target, nextSibling, previousSibling }: MutationRecord): HTMLElement | undefined {
  const around = target instanceof Element ? target.closest(part) : null;
  if (!around) return undefined;
  const label = gone.getAttribute("aria-label");
  const same = label ? around.querySelectorAll<HTMLElement>(`[aria-label="${CSS.escape(label)}"]`) : [];
  if (same.length === 1 && same[0]?.matches(focusable)) return same[0];
  let found = firstIn(nextSibling) ?? firstIn(previousSibling);
  for (let up: Element | null = target as Element; !found && up && around.contains(up); up = up.parentElement) found = firstIn(up); // as above
  return found;
}

function goOn(beside: HTMLElement | undefined) {
  if (beside) return beside.focus();
  // A dialog gives the focus back a moment after it is gone, but not if something has it, and to nothing where that is gone too.
  setTimeout(() => isLost() && document.getElementById("content")?.focus({ preventScroll: true }), 100);
}

/** When what was done is drawn: if what had the focus went with it, this has it, so that the keyboard goes on there and not at the top of the page. */
export const catchFocus = (find: () => HTMLElement | null | undefined) =>
  void requestAnimationFrame(() => {
    if (isLost()) find()?.focus();
  });

/** Of those only who use the keyboard: on a phone it would open one. */
export function followFocus(): () => void {
  const stop = new AbortController();
  let last: HTMLElement | null = null;
  let byKey = false;
  const listen = <K extends keyof DocumentEventMap>(kind: K, hear: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(kind, hear, { capture: true, passive: true, signal: stop.signal });
  listen("focusin", ({ target }) => {
    last = target instanceof HTMLElement ? target : null;
  });
  listen("keydown", () => {
    byKey = true;
  });
  listen("pointerdown", () => {
    byKey = false;
    last = null;
  });
  const observer = new MutationObserver((records) => {
    if (!last || !byKey || !isLost()) return;
    let lost: Node = last;
    let place: MutationRecord | undefined;
    for (const record of records) {
      if (![...record.removedNodes].some((node) => node.contains(lost))) continue;
      place = record;
      lost = record.target;
    }
    // A button that works is disabled until it is done.
    if (last.isConnected && (place || records.some(({ target }) => target === last))) last.focus({ preventScroll: true });
    else if (place) goOn(besides(last, place));
  });
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  return () => {
    stop.abort();
    observer.disconnect();
  };
}
