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

/** What every screen needs, in one piece: it packs better, and stays in a browser's cache when only our own code changes. */
const base = {
  name: "base",
  test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@emotion|stylis|zod|@tanstack|@pandacss)\//,
};

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
