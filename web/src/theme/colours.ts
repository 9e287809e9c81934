/** PFlow's colours: pine on cool paper by day, and on slate by night. Every pair of text and ground has a contrast of 4.5 and more. */
const steps = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950];
const value = (text: string) => ({ value: text });
const both = (light: string, dark: string) => ({ value: { _light: light, _dark: dark } });
const scale = (shades: string) => Object.fromEntries(shades.split(" ").map((shade, at) => [steps[at], value(`#${shade}`)]));

export const colours = {
  transparent: value("transparent"),
  current: value("currentColor"),
  // Behind dialogs and drawers; their looks name it.
  blackAlpha: { 500: value("rgb(6 14 14 / 0.45)") },
  black: value("#09090b"),
  white: value("#ffffff"),
  brand: scale("effaf8 d3f1ec a6e2d9 70cdc1 3fb1a5 1f958a 0f766e 105e59 124b48 123e3c 052423"),
  gray: scale("f7f9f9 eff2f2 e1e6e6 ccd3d3 98a3a3 6b7777 515c5c 3b4444 262d2e 191f20 121718"),
  red: scale("fef2f2 fee2e2 fecaca fca5a5 f87171 ef4444 dc2626 991919 511111 300c0c 1f0808"),
  orange: scale("fff7ed ffedd5 fed7aa fdba74 fb923c f97316 ea580c 92310a 6c2710 3b1106 220a04"),
  green: scale("f0fdf4 dcfce7 bbf7d0 86efac 4ade80 22c55e 16a34a 116932 124a28 042713 03190c"),
  blue: scale("eff6ff dbeafe bfdbfe a3cfff 60a5fa 3b82f6 2563eb 173da6 1a3478 14204a 0c142e"),
  purple: scale("faf5ff f3e8ff e9d5ff d8b4fe c084fc a855f7 9333ea 641ba3 4a1772 2f0553 1a032e"),
};

const of = (name: string, light: number, dark: number) => both(`{colors.${name}.${light}}`, `{colors.${name}.${dark}}`);

/** What `colorPalette` means by a name. */
const palette = (name: string, night = 600) => ({
  contrast: both("white", night < 600 ? "black" : "white"),
  fg: of(name, 700, 300),
  subtle: of(name, 100, 900),
  muted: of(name, 200, 800),
  emphasized: of(name, 300, 700),
  solid: of(name, 600, night),
  focusRing: of(name, 500, 500),
  border: of(name, 500, 400),
});
const state = (error: readonly [number, number], rest: readonly [number, number]) => ({
  error: of("red", ...error),
  warning: of("orange", ...rest),
  success: of("green", ...rest),
  info: of("blue", ...rest),
});

export const semanticColours = {
  bg: {
    DEFAULT: both("#fbfcfc", "#0f1314"),
    panel: both("{colors.white}", "#161b1d"),
    subtle: of("gray", 50, 950),
    muted: both("{colors.gray.100}", "#1d2426"),
    emphasized: both("{colors.gray.200}", "#2a3235"),
    // What cards lie on: always deeper than they are.
    canvas: both("{colors.gray.100}", "#0a0d0e"),
    inverted: both("{colors.black}", "{colors.white}"),
    note: both("#fff8ea", "#252013"),
    ...state([50, 950], [50, 950]),
  },
  fg: {
    DEFAULT: both("#162020", "#e6ecec"),
    muted: both("#526060", "#9fabab"),
    subtle: both("#5f6c6c", "#8c9898"),
    inverted: both("{colors.gray.50}", "{colors.black}"),
    error: both("#c02626", "#fb8b85"),
    warning: both("#9a4b06", "#f5b465"),
    success: both("#12703a", "#6fd396"),
    info: both("#1d5bb8", "#86b6f8"),
  },
  border: {
    DEFAULT: both("{colors.gray.200}", "#2e373a"),
    muted: both("{colors.gray.100}", "#1e2527"),
    subtle: of("gray", 50, 950),
    emphasized: both("{colors.gray.300}", "#465154"),
    inverted: of("gray", 800, 200),
    ...state([500, 400], [500, 400]),
  },
  brand: {
    contrast: both("#ffffff", "#04211f"),
    fg: of("brand", 700, 300),
    subtle: both("{colors.brand.50}", "#10302e"),
    muted: both("{colors.brand.100}", "#153f3c"),
    emphasized: both("{colors.brand.200}", "#1b524e"),
    solid: of("brand", 600, 300),
    focusRing: of("brand", 600, 300),
    border: of("brand", 200, 800),
  },
  gray: {
    contrast: both("{colors.white}", "{colors.black}"),
    fg: both("#2c3636", "#d3dada"),
    subtle: both("{colors.gray.100}", "#1d2426"),
    muted: both("{colors.gray.200}", "#2a3235"),
    emphasized: of("gray", 300, 700),
    solid: both("{colors.gray.900}", "{colors.white}"),
    focusRing: of("gray", 400, 400),
    border: both("{colors.gray.200}", "#2e373a"),
  },
  red: palette("red"),
  orange: palette("orange", 500),
  green: palette("green"),
  blue: palette("blue", 500),
  purple: palette("purple"),
};
