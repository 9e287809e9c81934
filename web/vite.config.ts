import react from "@vitejs/plugin-react";
import { defineConfig, type InlineConfig, type Plugin, type Rolldown, runnerImport } from "vite";
import { ahead } from "./bundle/ahead.ts";
import { sharedParts } from "./bundle/shared-parts.ts";
import { withTokens } from "./bundle/tokens.ts";

/** What only makes a value, so that recipes of components that no screen uses are left out. */
const pure = ["defineConfig", "defineRecipe", "defineSlotRecipe", "defineSemanticTokens", "defineTokens", "createAnatomy"];

/** Every schema of zod can become a JSON Schema, which no screen asks for: 7 KB that a browser need not load. */
const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  apply: "build",
  transform(code, id) {
    if (!/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/.test(id)) return null;
    const names = [...code.matchAll(/export (?:function|const|class) (\w+)/g)].map(([, name]) => name);
    return names.map((name) => `export const ${name} = () => undefined;`).join("\n");
  },
};

/** `z.string().email()` and its like bring every format along, used or not: we say `z.email()`. tests/web/conventions.test.ts keeps it so. */
const withoutOldFormats: Plugin = {
  name: "without-old-formats",
  apply: "build",
  transform(code, id) {
    if (!/zod\/v4\/classic\/schemas\.js$/.test(id)) return null;
    return code.replace(/(export const ZodString = [\s\S]*?_ZodString\.init\(inst, def\);\n\}, )\{[\s\S]*?\n\}\);/, "$1{});");
  },
};

/** Chakra's factory of styled elements and what it remembers by, and ours in their place. */
const ours = ["factory", "memo"].map((name) => ({ theirs: `/${name}.js`, path: new URL(`src/theme/${name}.ts`, import.meta.url).pathname }));
const withOurStyling: Plugin = {
  name: "with-our-styling",
  enforce: "pre",
  apply: "build",
  resolveId: (id, importer = "") => (/@chakra-ui\/react\/dist\/esm\//.test(importer) && ours.find(({ theirs }) => id.endsWith(theirs))?.path) || null,
};

/** In an order of letters that needs no language: to ask for one the first time takes a browser as long as a tenth of a board. */
const withoutCollation: Plugin = {
  name: "without-collation",
  apply: "build",
  transform(code, id) {
    if (!/\/sort-at-params\.js$/.test(id)) return null;
    const plain = code.replaceAll("a.localeCompare(b)", "(a < b ? -1 : a > b ? 1 : 0)");
    if (plain === code) throw new Error("Chakra sorts its rules in another way than this build expects.");
    return plain;
  },
};

/** The system's own style sheet: what Chakra would work out and insert before each first paint is a file that the browser reads by itself. */
const withStyleSheet: Plugin = {
  name: "with-style-sheet",
  enforce: "pre",
  resolveId: (id) => (id === "virtual:theme.css" ? `\0${id}` : null),
  async load(id) {
    if (id !== "\0virtual:theme.css") return null;
    if (this.meta.watchMode) return "";
    const { module } = await runnerImport<typeof import("./src/theme/style-sheet")>(new URL("src/theme/style-sheet.ts", import.meta.url).pathname);
    return module.styleSheet();
  },
  transform(code, id) {
    if (this.meta.watchMode || !/@chakra-ui\/react\/dist\/esm\/styled-system\/system\.js$/.test(id)) return null;
    const shorter = code.replace("[getPreflightCss(), getGlobalCss(), getTokenCss()]", "[]");
    if (shorter === code) throw new Error("Chakra makes its style sheet in another way than this build expects.");
    return shorter;
  },
};

/** What every screen needs, in one piece: it packs better, and stays in a browser's cache when only our own code changes. */
const base = {
  name: "base",
  test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@emotion|stylis|zod|@tanstack|@pandacss)\//,
  priority: 2,
};
/** And what else of ours a page begins with, and that needs: one file instead of sixteen small ones. */
const first = { name: "first", tags: ["$initial" as const], test: /\/(web\/src\/(?!ahead\.ts|theme\/first-colours\.ts)|shared\/)/ };
/** But the looks that it can do without (src/theme/recipes.ts), though one index names them all. */
const looks = {
  name: "looks",
  // With the names of the parts of components that no screen uses, as the recipes' index names them too.
  test: /\/(theme\/later-recipes\.ts|esm\/theme\/recipes\/(?!button|heading|skeleton|spinner|index)[\w-]+\.js|esm\/anatomy\.js|(accordion|clipboard|color-picker|combobox|date-picker|editable|file-upload|popover|rating-group|select|slider|splitter|tooltip)\.anatomy\.m?js)$/,
  includeDependenciesRecursively: false,
  priority: 3,
};

/** Not of the large ones that come later: what they hold is for a dialog, or a condition that somebody writes. */
function isCalledAtOnce({ name, modules }: Rolldown.OutputChunk): boolean {
  const bytes = Object.values(modules).reduce((sum, { renderedLength }) => sum + renderedLength, 0);
  return /^(base|first)$/.test(name) || (/^part-\d+$|screen$/.test(name) && bytes < 500_000);
}

/**
 * Tells a browser to make all functions of a file ready at once, beside what else the page does, as most are called at once. It must be
 * a file's first line, so it is written when all else is: above what Vite puts before files that import others later.
 */
const calledAtOnce: Plugin = {
  name: "called-at-once",
  enforce: "post",
  apply: "build",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk" && isCalledAtOnce(chunk)) chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
    },
  },
};

const config = (groups: readonly Rolldown.CodeSplittingGroup[] = []): InlineConfig => ({
  plugins: [react(), ahead, withStyleSheet, withOurStyling, withoutCollation, withTokens, withoutJsonSchema, withoutOldFormats, calledAtOnce],
  worker: { format: "es", plugins: () => [withoutJsonSchema, withoutOldFormats] },
  build: {
    outDir: "dist",
    target: "es2022",
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      treeshake: { manualPureFunctions: pure },
      output: { codeSplitting: { groups: [base, first, looks, ...groups] } },
    },
  },
});

/** One build for every stage: what differs comes at run time, from /config.json. */
export default defineConfig(async ({ command }) => {
  if (command !== "build") return config();
  const root = new URL(".", import.meta.url).pathname;
  const parts = await sharedParts({ ...config(), root });
  return config([{ name: (module) => parts.get(module) ?? null, includeDependenciesRecursively: false, debugName: "parts" }]);
});
