import { defineConfig } from "vitest/config";

/** In a browser against the whole platform: `npm run test:e2e`. One process, one platform, one story after another. */
export default defineConfig({
  test: { include: ["tests/e2e/**/*.e2e.ts"], pool: "forks", maxWorkers: 1, fileParallelism: false, testTimeout: 90_000, hookTimeout: 120_000 },
});
