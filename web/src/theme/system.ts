import { createSystem, defaultBaseConfig, defineConfig } from "@chakra-ui/react";
import { animationStyles, breakpoints, globalCss, keyframes, layerStyles, textStyles } from "@chakra-ui/react/theme";
import { recipes, slotRecipes } from "./recipes";
import { semanticTokens, tokens } from "./tokens";

/**
 * Chakra declares twenty variables on every element, for `ring` and `filter="auto"`, which no screen uses (tests/web/conventions.test.ts):
 * without them a browser works out a page's styles in four fifths of the time. What stands beside them is inherited.
 */
const { "*": everywhere, ...globalStyles } = globalCss;
const inherited = Object.fromEntries(Object.entries(everywhere ?? {}).filter(([name]) => name === "fontFeatureSettings" || name.startsWith("--global-")));

export const fingers = "@media (pointer: coarse)";

/** Chakra's measures with our colours, and the recipes that the first screen needs; the others come later. */
const config = defineConfig({
  preflight: true,
  cssVarsPrefix: "pf",
  cssVarsRoot: ":where(html)",
  globalCss: {
    ...globalStyles,
    html: { ...globalCss.html, ...inherited, colorPalette: "brand", fontSize: "16px" },
    body: { ...globalCss.body, fontSize: "sm", bg: "bg", color: "fg" },
    // For fingers; and a phone would zoom into a field whose text is smaller.
    ".chakra-button": { [fingers]: { minHeight: "2.25rem", minWidth: "2.25rem !important" } },
    "input, textarea": { [fingers]: { fontSize: "16px !important" } },
  },
  theme: {
    breakpoints,
    keyframes,
    tokens,
    semanticTokens,
    textStyles,
    layerStyles,
    animationStyles,
    recipes,
    slotRecipes,
  },
});

export const pflowSystem = createSystem(defaultBaseConfig, config);
