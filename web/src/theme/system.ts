import { createSystem, defaultBaseConfig, defineConfig } from "@chakra-ui/react";
import { animationStyles, breakpoints, globalCss, keyframes, layerStyles, textStyles } from "@chakra-ui/react/theme";
import { recipes, slotRecipes } from "./recipes";
import { semanticTokens, tokens } from "./tokens";

const fingers = "@media (pointer: coarse)";

/** Chakra's measures with our colours, and the recipes that the first screen needs; the others come later. */
const config = defineConfig({
  preflight: true,
  cssVarsPrefix: "pf",
  cssVarsRoot: ":where(html)",
  globalCss: {
    ...globalCss,
    html: { ...globalCss.html, colorPalette: "brand", fontSize: "16px" },
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
