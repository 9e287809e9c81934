import type { BuildOptions } from "esbuild";

/**
 * How every handler is bundled, for the deploy, the tests and the benchmark alike. The AWS SDK is the runtime's own
 * (nodejs24.x ships it): that halves a bundle, and its patches come with the runtime.
 */
export const bundling = {
  format: "esm",
  platform: "node",
  target: "node20",
  minify: true,
  // SST would keep them, in 20 KB of each bundle.
  keepNames: false,
  legalComments: "none",
  mainFields: ["module", "main"],
  external: ["@aws-sdk/*", "@smithy/*"],
} as const satisfies BuildOptions;
