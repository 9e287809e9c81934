/** Keys that work anywhere on a screen: registered while their screen is there, listed by the `?` sheet. Two keys in a row are "g t". */
import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { createStore } from "./store";
import { hurried } from "./ui/later";

export type Shortcut = { keys: string; label: string /** Whose part of the sheet it stands in: the screen, or everywhere. */; scope: "screen" | "everywhere" };
type Registered = Shortcut & { run: () => void };

export const shortcuts = createStore<readonly Registered[]>([]);

/** `keys`: one key as `event.key` says it ("c", "?", "ArrowDown"), "mod+k", "mod+shift+z", or two with a space between. */
export function useShortcut(
  keys: string,
  label: string,
  run: () => void,
  { scope = "screen", enabled = true }: { scope?: Shortcut["scope"]; enabled?: boolean } = {},
) {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    const entry: Registered = { keys, label, scope, run: () => latest.current() };
    shortcuts.set([...shortcuts.get(), entry]);
    return () => shortcuts.set(shortcuts.get().filter((one) => one !== entry));
  }, [keys, label, scope, enabled]);
}

const isMac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

const printed: Partial<Record<string, string>> = { mod: isMac ? "⌘" : "Ctrl", shift: isMac ? "⇧" : "Shift" };

/** As they are printed on keys: "mod+k" is Ctrl and K, or on a Mac ⌘ and K. */
export const keyParts = (keys: string): string[] =>
  keys.split(" ").flatMap((key) => (key.startsWith("mod+") ? key.split("+").map((part) => printed[part] ?? part.toUpperCase()) : [key]));

/** Typing is typing, and what is behind an open dialog or menu is out of reach. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(input|textarea|select)$/i.test(target.tagName) ||
    target.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]') !== null);
const hasOverlay = () =>
  document.querySelector('[role="dialog"][data-state="open"],[role="alertdialog"][data-state="open"],[role="menu"][data-state="open"]') !== null;

export function listenToKeys(): () => void {
  let first: { key: string; at: number } | null = null;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const mod = event.metaKey || event.ctrlKey;
    const key = mod ? `mod+${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}` : event.key;
    if (!mod && (isTyping(event.target) || hasOverlay() || event.altKey)) return;
    const sequence = first && event.timeStamp - first.at < 1_000 ? `${first.key} ${key}` : null;
    const known = (keys: string) => shortcuts.get().findLast((one) => one.keys === keys); // the newest screen's word counts
    const begins = () => shortcuts.get().some((one) => one.keys.startsWith(`${key} `));
    const find = () => (sequence ? known(sequence) : undefined) ?? known(key);
    let found = find();
    if (!found && !begins() && !hurried.get() && !/^(Shift|Control|Alt|Meta|Tab|Escape)$/.test(event.key)) {
      flushSync(() => hurried.set(true));
      found = find();
    }
    first = !found && begins() ? { key, at: event.timeStamp } : null;
    if (!found) return;
    event.preventDefault();
    found.run();
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}
