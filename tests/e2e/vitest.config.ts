import { defineConfig } from "vitest/config";

// What the SDK says about Node 20 we know.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** In a browser against the whole platform: `npm run test:e2e`. One build and one PostgreSQL a run, one platform a file, one story after another. */
export default defineConfig({
  test: {
    include: ["tests/e2e/**/*.e2e.ts"],
    globalSetup: ["tests/e2e/build.ts"],
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    // Two cores that also draw the pages now and then keep a browser waiting for longer than a story does.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
