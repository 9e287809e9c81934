import { createSystem, defaultBaseConfig, defineConfig, mergeConfigs } from "@chakra-ui/react";
import { animationStyles, breakpoints, globalCss, keyframes, layerStyles, semanticTokens, textStyles, tokens } from "@chakra-ui/react/theme";
import { recipes, slotRecipes } from "./recipes";

/** Chakra's tokens, with the recipes that are used and nothing else. */
const used = defineConfig({
  preflight: true,
  cssVarsPrefix: "pf",
  cssVarsRoot: ":where(html)",
  globalCss,
  theme: { breakpoints, keyframes, tokens, semanticTokens, textStyles, layerStyles, animationStyles, recipes, slotRecipes },
});

const sans = `"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif`;
const value = (text: string) => ({ value: text });
const both = (light: string, dark: string) => ({ value: { _light: light, _dark: dark } });

/** PFlow's own: pine on cool paper by day, and on slate by night. Every pair of text and ground has a contrast of 4.5 and more. */
const brand = defineConfig({
  globalCss: {
    html: { colorPalette: "brand", fontSize: "16px" },
    body: { fontSize: "sm", bg: "bg", color: "fg" },
  },
  theme: {
    tokens: {
      fonts: {
        body: value(sans),
        heading: value(sans),
        mono: value(`"SF Mono", ui-monospace, "Cascadia Code", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace`),
      },
      colors: {
        brand: {
          50: value("#effaf8"),
          100: value("#d3f1ec"),
          200: value("#a6e2d9"),
          300: value("#70cdc1"),
          400: value("#3fb1a5"),
          500: value("#1f958a"),
          600: value("#0f766e"),
          700: value("#105e59"),
          800: value("#124b48"),
          900: value("#123e3c"),
          950: value("#052423"),
        },
        gray: {
          50: value("#f7f9f9"),
          100: value("#eff2f2"),
          200: value("#e1e6e6"),
          300: value("#ccd3d3"),
          400: value("#98a3a3"),
          500: value("#6b7777"),
          600: value("#515c5c"),
          700: value("#3b4444"),
          800: value("#262d2e"),
          900: value("#191f20"),
          950: value("#121718"),
        },
      },
      radii: { xs: value("4px"), sm: value("6px"), md: value("10px") },
    },
    semanticTokens: {
      colors: {
        bg: {
          DEFAULT: both("#fbfcfc", "#0f1314"),
          panel: both("{colors.white}", "#161b1d"),
          subtle: both("{colors.gray.50}", "{colors.gray.950}"),
          muted: both("{colors.gray.100}", "#1d2426"),
          emphasized: both("{colors.gray.200}", "#2a3235"),
          note: both("#fff8ea", "#252013"),
        },
        fg: {
          DEFAULT: both("#162020", "#e6ecec"),
          muted: both("#526060", "#9fabab"),
          subtle: both("#5f6c6c", "#8c9898"),
          error: both("#c02626", "#fb8b85"),
          warning: both("#9a4b06", "#f5b465"),
          success: both("#12703a", "#6fd396"),
          info: both("#1d5bb8", "#86b6f8"),
        },
        border: {
          DEFAULT: both("{colors.gray.200}", "#262e30"),
          muted: both("{colors.gray.100}", "#1e2527"),
          emphasized: both("{colors.gray.300}", "#384144"),
        },
        brand: {
          contrast: both("#ffffff", "#04211f"),
          fg: both("{colors.brand.700}", "{colors.brand.300}"),
          subtle: both("{colors.brand.50}", "#10302e"),
          muted: both("{colors.brand.100}", "#153f3c"),
          emphasized: both("{colors.brand.200}", "#1b524e"),
          solid: both("{colors.brand.600}", "{colors.brand.300}"),
          focusRing: both("{colors.brand.600}", "{colors.brand.300}"),
          border: both("{colors.brand.200}", "{colors.brand.800}"),
        },
        gray: { fg: both("#2c3636", "#d3dada"), subtle: both("{colors.gray.100}", "#1d2426"), muted: both("{colors.gray.200}", "#2a3235") },
      },
      shadows: {
        card: { value: { _light: "0 1px 2px rgb(16 32 32 / 0.05)", _dark: "0 1px 2px rgb(0 0 0 / 0.3)" } },
      },
    },
  },
});

export const pflowSystem = createSystem(mergeConfigs(defaultBaseConfig, used, brand));
