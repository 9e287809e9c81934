import { semanticTokens as meanings, tokens as measures } from "@chakra-ui/react/theme";
import { colours, semanticColours } from "./colours";

const sans = `"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif`;
const mono = `"SF Mono", ui-monospace, "Cascadia Code", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace`;

/** Chakra's measures with our colours and fonts. A browser is given what they come to instead (bundle/tokens.ts). */
export const tokens = {
  ...measures,
  colors: colours,
  fonts: { body: { value: sans }, heading: { value: sans }, mono: { value: mono } },
  radii: { ...measures.radii, xs: { value: "4px" }, sm: { value: "6px" }, md: { value: "10px" } },
};

export const semanticTokens = {
  ...meanings,
  colors: semanticColours,
  shadows: {
    ...meanings.shadows,
    card: { value: { _light: "0 1px 2px rgb(16 32 32 / 0.05)", _dark: "0 1px 2px rgb(0 0 0 / 0.3)" } },
  },
};
