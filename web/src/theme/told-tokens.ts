import { pflowSystem } from "./system";

/** Name, what stands for it in a style ("" for its own variable), and its value unless it changes with colours or palettes (null). */
export type ToldToken = readonly [name: string, style: string, value: string | number | null];
export type ToldTokens = { tokens: ToldToken[]; palettes: Record<string, Record<string, string>> };

/** What the theme's tokens come to, so that a browser need not work it out before it draws anything. For the build: bundle/tokens.ts. */
export function toldTokens(): ToldTokens {
  const { tokenMap, colorPaletteMap, flatMap } = pflowSystem.tokens;
  const tokens = [...tokenMap.values()].map(({ name, value, extensions: { cssVar, virtual, conditions } }): ToldToken => {
    const style = flatMap.get(name) ?? "";
    return [name, style === `var(${cssVar?.var})` ? style.slice(4, -1) : style, virtual || conditions ? null : value];
  });
  return { tokens, palettes: Object.fromEntries([...colorPaletteMap].map(([name, values]) => [name, Object.fromEntries(values)])) };
}
