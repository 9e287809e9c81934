/**
 * Colours and measures as they come to be used, worked out by the build: to do that in a browser is a third of what it costs to make the
 * theme ready. The theme's own text of them stays out of the bundle. tests/web/tokens.test.ts holds both beside each other.
 */
import { type Plugin, runnerImport } from "vite";

const theme = new URL("../src/theme/", import.meta.url).pathname;
const told = "virtual:tokens";
/** The part of Chakra's source with which its dictionary answers; what is around it fills its tables. */
const answers = /const colorMix = [\s\S]*?(?=const dictionary = \{)/;

/** What this build put something else in the place of. */
const replaced = new Set<"tokens" | "dictionary">();

export const withTokens: Plugin = {
  name: "with-tokens",
  enforce: "pre",
  apply: "build",
  buildStart: () => replaced.clear(),
  buildEnd(error) {
    if (!error && replaced.size < 2) throw new Error("The theme's tokens or Chakra's dictionary of them are not where this build expects them.");
  },
  resolveId: (id) => (id === told ? `\0${id}` : null),
  async load(id) {
    if (id !== `\0${told}`) return null;
    const { module } = await runnerImport<typeof import("../src/theme/told-tokens")>(`${theme}told-tokens.ts`);
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(module.toldTokens()))});`;
  },
  transform(code, id) {
    if (id === `${theme}tokens.ts`) {
      replaced.add("tokens");
      return "export const tokens = {}; export const semanticTokens = {};";
    }
    if (!/@chakra-ui\/react\/dist\/esm\/styled-system\/token-dictionary\.js$/.test(id)) return null;
    const [found] = answers.exec(code) ?? [];
    if (!found) throw new Error("Chakra answers for its tokens in another way than this build expects.");
    replaced.add("dictionary");
    return `
      import { memo } from "../utils/memo.js";
      import { esc } from "./esc.js";
      import { expandTokenReferences } from "./expand-reference.js";
      import { TOKEN_PATH_REGEX } from "./references.js";
      import told from ${JSON.stringify(told)};
      import { restoredTokens } from ${JSON.stringify(`${theme}restored-tokens.ts`)};
      export const tokenCategories = [];
      export function createTokenDictionary({ prefix }) {
        const { tokenMap, flatMap, byCategory: byCategoryJson, colorPaletteMap } = restoredTokens(told);
        const getByName = (name) => tokenMap.get(name);
        ${found}
        const allTokens = [...tokenMap.values()];
        return { prefix, allTokens, tokenMap, getByName, flatMap, cssVarMap: new Map(), categoryMap: new Map(), colorPaletteMap, getVar, getCategoryValues, expandReferenceInValue };
      }`;
  },
};
