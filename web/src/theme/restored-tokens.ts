import type { ToldTokens } from "./told-tokens";

type Token = {
  name: string;
  value: string | number;
  extensions: { category: string; prop: string; condition: "base"; virtual?: true; cssVar: { var: string; ref: string } };
};

/** The tables that a dictionary of tokens answers from, of what the build told: Chakra fills the same in by working through the theme. */
export function restoredTokens({ tokens, palettes }: ToldTokens) {
  const tokenMap = new Map<string, Token>();
  const flatMap = new Map<string, string>();
  const byCategory: Record<string, Record<string, string>> = {};
  for (const [name, style, value] of tokens) {
    const at = name.indexOf(".");
    const category = name.slice(0, at);
    const prop = name.slice(at + 1);
    const own = style.startsWith("--");
    const ref = own ? `var(${style})` : style;
    const variable = own ? style : (/--[^)]+/.exec(style)?.[0] ?? "");
    tokenMap.set(name, {
      name,
      value: value ?? ref,
      extensions: { category, prop, condition: "base", virtual: value === null || undefined, cssVar: { var: variable, ref: `var(${variable})` } },
    });
    flatMap.set(name, ref);
    byCategory[category] ??= {};
    byCategory[category][prop] = ref;
  }
  const colorPaletteMap = new Map(Object.entries(palettes).map(([name, values]) => [name, new Map(Object.entries(values))]));
  return { tokenMap, flatMap, byCategory, colorPaletteMap };
}
