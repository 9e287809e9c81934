import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

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

/**
 * What every screen needs, in two pieces: it packs better than in thirty, and the libraries stay in a browser's cache when only our own
 * code changes. Nothing that only one screen needs may stand here: tests/web/budgets.ts weighs it.
 */
const base = {
  name: "base",
  priority: 2,
  test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@emotion|stylis|zod|@tanstack|@pandacss)\//,
};
const chakra =
  /@chakra-ui\/react\/dist\/esm\/(styled-system|preset-base|theme\/(tokens|semantic-tokens|global-css|layer-styles|text-styles|motion-styles|breakpoints)|components\/(box|button|flex|stack|heading|text|empty-state|alert|skeleton|spinner|loader|icons|center)\/)/;
const own =
  /web\/src\/(main|shell\/(?!palette|key-sheet|phone-menu|account)|route\/|ui\/(words|page|async|toaster|problem)|store|i18n|theme\/(system|colours|recipes|all-recipes|colour-mode)|api|session|changes|keyboard|config|query-client|identity\/people\.|notification\/queries)/;
const contracts = /shared\/contract\/(ticket|route|page|problem|actor|identity|collaborator|notification|process|limits)\.ts/;
const frame = { name: "frame", test: new RegExp([chakra, own, contracts].map(({ source }) => source).join("|")) };

/** One build for every stage: what differs comes at run time, from /config.json. */
export default defineConfig({
  plugins: [react(), withoutJsonSchema, withoutOldFormats],
  worker: { format: "es", plugins: () => [withoutJsonSchema, withoutOldFormats] },
  build: {
    outDir: "dist",
    target: "es2022",
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { treeshake: { manualPureFunctions: pure }, output: { codeSplitting: { groups: [base] } } },
  },
});
