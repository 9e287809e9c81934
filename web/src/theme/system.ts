import { createSystem, defaultBaseConfig, defineConfig } from "@chakra-ui/react";
import { animationStyles, breakpoints, globalCss, keyframes, layerStyles, semanticTokens, textStyles, tokens } from "@chakra-ui/react/theme";
import { colours, semanticColours } from "./colours";
import { recipes, slotRecipes } from "./recipes";

const sans = `"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif`;
const mono = `"SF Mono", ui-monospace, "Cascadia Code", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace`;

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
    tokens: {
      ...tokens,
      colors: colours,
      fonts: { body: { value: sans }, heading: { value: sans }, mono: { value: mono } },
      radii: { ...tokens.radii, xs: { value: "4px" }, sm: { value: "6px" }, md: { value: "10px" } },
    },
    semanticTokens: {
      ...semanticTokens,
      colors: semanticColours,
      shadows: {
        ...semanticTokens.shadows,
        card: { value: { _light: "0 1px 2px rgb(16 32 32 / 0.05)", _dark: "0 1px 2px rgb(0 0 0 / 0.3)" } },
      },
    },
    textStyles,
    layerStyles,
    animationStyles,
    recipes,
    slotRecipes,
  },
});

export const pflowSystem = createSystem(defaultBaseConfig, config);
