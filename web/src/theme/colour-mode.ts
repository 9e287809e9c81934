import { createStore, remembered, useStore } from "../store";

export type ColourMode = "light" | "dark" | "system";

const isMode = (text: string | null): text is ColourMode => text === "light" || text === "dark";
const chosen = remembered.get("colour-mode");
const mode = createStore<ColourMode>(isMode(chosen) ? chosen : "system");

/** The first paint's was set by first-colours.ts. */
function show() {
  const dark = mode.get() === "dark" || (mode.get() === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
  document.documentElement.classList.toggle("light", !dark);
}

export function chooseColourMode(next: ColourMode) {
  remembered.set("colour-mode", next === "system" ? null : next);
  mode.set(next);
  show();
}

export const useColourMode = () => useStore(mode);

/** The system's change of mind, and the choice that is made in another tab. */
export function followColours() {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  remembered.follow("colour-mode", (chosen) => {
    mode.set(isMode(chosen) ? chosen : "system");
    show();
  });
}
