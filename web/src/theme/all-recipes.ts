import { type ComponentType, lazy } from "react";
import { pflowSystem } from "./system";

/** Ready when every component has its look: the system finds a recipe when it is first asked for, so they may be added as long as nothing stands unstyled. */
export async function allRecipes(): Promise<void> {
  const later = await import("./later-recipes");
  const { theme } = pflowSystem._config;
  Object.assign(theme?.recipes ?? {}, later.recipes);
  Object.assign(theme?.slotRecipes ?? {}, later.slotRecipes);
}

/** As React's `lazy`, for what opens over the first screen. */
// biome-ignore lint/suspicious/noExplicitAny: as React declares it.
export const lazyWithRecipes = <T extends ComponentType<any>>(load: () => Promise<{ default: T }>) =>
  lazy(async () => {
    const [module] = await Promise.all([load(), allRecipes()]);
    return module;
  });
